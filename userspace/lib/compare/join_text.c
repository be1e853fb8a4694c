// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Names a joined point, and says why a point has no partner.
 */
#include <stdarg.h>
#include <stdlib.h>
#include "common/params.h"
#include "lib/base/show.h"
#include "lib/compare/join_text.h"

static void add(char *text, size_t len, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void add(char *text, size_t len, const char *format, ...)
{
	size_t at = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + at, len - at, format, args);
	va_end(args);
}

/* Words speak for themselves; anything else needs its knob's name. */
static void add_value(const char *name, const char *value, char *text, size_t len)
{
	const struct knob *knob = knob_find(name);
	char bytes[32];

	if (knob && knob->type == KNOB_SIZE)
		value = show_bytes(bytes, strtoull(value, NULL, 10));
	if (knob && knob->type == KNOB_WORD && strcmp(value, "none"))
		add(text, len, "%s", value);
	else
		add(text, len, "%s=%s", name, value);
}

void join_label(const struct join *join, int i, const char *without, char *text, size_t len)
{
	const char *name;
	int k;

	*text = '\0';
	for (k = 0; k < join->varying.nr; k++) {
		name = join->varying.name[k];
		if (without && !strcmp(name, without))
			continue;
		add(text, len, "%s", *text ? " " : "");
		add_value(name, join_get(join, i, name), text, len);
	}
	if (!*text)
		snprintf(text, len, "%s", join_get(join, i, "op"));
}

/* The point of the other side that is most like it. */
static const struct pair *nearest(const struct join *join, const struct pair *pair, int side)
{
	const struct pair *best = NULL;
	int i, here, least = 0;

	for (i = 0; i < join->nr; i++) {
		if (!join->at[i].side[side].met)
			continue;
		here = join_differences(join, &join->at[i], pair);
		if (best && here >= least)
			continue;
		best = &join->at[i];
		least = here;
	}
	return best;
}

static void say_apart(const struct join *join, const struct pair *pair, int side, bool search,
		      char *text, size_t len)
{
	const struct pair *near = search ? nearest(join, pair, side) : NULL;
	int k;

	snprintf(text, len, "%s has every value, but not together", join_side_names[side]);
	for (k = 0; near && k < join->columns.nr; k++)
		if (strcmp(near->value[k], pair->value[k]))
			add(text, len, ", nearest %s=%s", join->columns.name[k], near->value[k]);
}

static void say_missing(const struct join *join, const struct pair *pair, int side, bool search,
			char *text, size_t len)
{
	int k;

	for (k = 0; k < join->columns.nr; k++)
		if (names_find(&join->met[side][k], pair->value[k]) < 0)
			add(text, len, "%s%s=%s", *text ? ", " : "", join->columns.name[k],
			    pair->value[k]);
	if (*text)
		add(text, len, " is not in %s", join_side_names[side]);
	else
		say_apart(join, pair, side, search, text, len);
}

void join_reason(const struct join *join, int i, bool search, char *text, size_t len)
{
	const struct pair *pair = &join->at[i];
	int side;

	*text = '\0';
	for (side = 0; side < JOIN_SIDES; side++) {
		if (pair->side[side].nr)
			continue;
		if (pair->side[side].failed)
			snprintf(text, len, "all failed in %s: %s", join_side_names[side],
				 pair->side[side].error);
		else if (pair->side[side].met)
			snprintf(text, len, "interrupted in %s", join_side_names[side]);
		else
			say_missing(join, pair, side, search, text, len);
		return;
	}
}

