// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reading the knob `world`. Of each aspect of a world a list may ask for one thing only. The tool
 * turns the + of every text into a comma, so both separate names.
 */
#include "common/world.h"

static const u32 aspects[] = { WORLD_PATH(3), WORLD_DOMAIN(3), WORLD_CACHES(3), WORLD_BOUNCE(3) };

static int find_name(const char *name, size_t n)
{
	int i;

	for (i = 0; dmarig_worlds[i].name; i++)
		if (strlen(dmarig_worlds[i].name) == n && !memcmp(dmarig_worlds[i].name, name, n))
			return i;
	return -EINVAL;
}

static bool contradict(u32 a, u32 b)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(aspects); i++)
		if ((a & aspects[i]) && (b & aspects[i]) && ((a ^ b) & aspects[i]))
			return true;
	return false;
}

/* Which of those before it does the last one contradict? */
static int find_contradiction(u32 world, int last)
{
	int i;

	for (i = 0; i < DMARIG_NR_WORLDS; i++)
		if (world >> i & 1 &&
		    contradict(dmarig_worlds[i].traits, dmarig_worlds[last].traits))
			return i;
	return -EINVAL;
}

static int refuse_name(const char *text, const char *name, size_t n, char *err, size_t len)
{
	char names[160];

	word_names(dmarig_worlds, names, sizeof(names));
	snprintf(err, len, "world=%s: '%.*s' is none: want any, or by + some of %s", text, (int)n,
		 name, names);
	return -EINVAL;
}

int world_parse(const char *text, u32 *world, char *err, size_t len)
{
	const char *name = text;
	int i, other;
	size_t n;

	*world = 0;
	if (!strcmp(text, "any"))
		return 0;
	for (;; name += n + 1) {
		n = strcspn(name, "+,");
		i = find_name(name, n);
		if (i < 0)
			return refuse_name(text, name, n, err, len);
		other = find_contradiction(*world, i);
		if (other >= 0) {
			snprintf(err, len, "world=%s: %s contradicts %s", text,
				 dmarig_worlds[i].name, dmarig_worlds[other].name);
			return -EINVAL;
		}
		*world |= 1u << i;
		if (!name[n])
			return 0;
	}
}
