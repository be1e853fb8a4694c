// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Lists of names. This file does not know what they are names of.
 */
#include <ctype.h>
#include <stdlib.h>
#include "lib/base/names.h"
#include "lib/base/xmalloc.h"

#define LONGEST 64	/* longer words are compared by their beginning */
#define LONG	16	/* a list with more names has a lookup; of fewer, reading all is quicker */

static bool is_name(const void *names, int i, const void *name)
{
	return !strcmp(((const struct names *)names)->name[i], name);
}

static int look_up(const struct names *names, const char *name, u64 hash)
{
	return lookup_find(&names->lookup, hash, is_name, names, name);
}

/* Of names that are the same, the first is the one that is found. */
static void remember(struct names *names, int i)
{
	u64 hash = lookup_hash(LOOKUP_HASH_START, names->name[i]);

	if (look_up(names, names->name[i], hash) < 0)
		lookup_add(&names->lookup, hash, i);
}

static void remember_from(struct names *names, int i)
{
	for (; names->nr > LONG && i < names->nr; i++)
		remember(names, i);
}

void names_add(struct names *names, const char *name)
{
	names->name = xgrow(names->name, names->nr, sizeof(*names->name));
	names->name[names->nr++] = xstrdup(name);
	remember_from(names, names->nr == LONG + 1 ? 0 : names->nr - 1);
}

void names_sort(struct names *names, int (*compare)(const void *a, const void *b))
{
	qsort(names->name, names->nr, sizeof(*names->name), compare);
	lookup_free(&names->lookup);
	remember_from(names, 0);
}

void names_keep(struct names *names, int i)
{
	char *kept = names->name[i];

	names->name[i] = names->name[0];
	names->name[0] = kept;
	while (names->nr > 1)
		free(names->name[--names->nr]);
	lookup_free(&names->lookup);
}

void names_add_once(struct names *names, const char *name)
{
	if (names_find(names, name) < 0)
		names_add(names, name);
}

void names_split(struct names *names, const char *text, char separator)
{
	while (text) {
		const char *end = strchr(text, separator);
		size_t len = end ? (size_t)(end - text) : strlen(text);
		char *part;

		while (len && isspace((unsigned char)*text)) {
			text++;
			len--;
		}
		while (len && isspace((unsigned char)text[len - 1]))
			len--;
		part = xstrndup(text, len);
		names_add(names, part);
		free(part);
		text = end ? end + 1 : NULL;
	}
}

int names_find(const struct names *names, const char *name)
{
	int i;

	if (names->lookup.nr)
		return look_up(names, name, lookup_hash(LOOKUP_HASH_START, name));
	for (i = 0; i < names->nr; i++)
		if (!strcmp(names->name[i], name))
			return i;
	return -1;
}

static int least(int a, int b, int c)
{
	int d = a < b ? a : b;

	return d < c ? d : c;
}

/* Levenshtein's distance, one line of the matrix at a time. */
static int distance(const char *a, const char *b)
{
	int line[LONGEST + 1], corner, above, i, j;
	int la = strnlen(a, LONGEST), lb = strnlen(b, LONGEST);

	for (j = 0; j <= lb; j++)
		line[j] = j;
	for (i = 1; i <= la; i++) {
		corner = line[0];
		line[0] = i;
		for (j = 1; j <= lb; j++) {
			above = line[j];
			line[j] = least(corner + (a[i - 1] != b[j - 1]), above + 1,
					line[j - 1] + 1);
			corner = above;
		}
	}
	return line[lb];
}

const char *names_nearest(const struct names *names, const char *name)
{
	/* More than half of the letters wrong is no typing error any more. */
	int best = ((int)strnlen(name, LONGEST) + 1) / 2 + 1, d, i;
	const char *nearest = NULL;

	for (i = 0; i < names->nr; i++) {
		d = distance(names->name[i], name);
		if (d >= best)
			continue;
		best = d;
		nearest = names->name[i];
	}
	return nearest;
}

void names_join(const struct names *names, char *text, size_t len)
{
	size_t at = 0;
	int i;

	*text = '\0';
	for (i = 0; i < names->nr && at < len; i++)
		at += snprintf(text + at, len - at, "%s%s", i ? ", " : "", names->name[i]);
}

void names_free(struct names *names)
{
	int i;

	for (i = 0; i < names->nr; i++)
		free(names->name[i]);
	free(names->name);
	lookup_free(&names->lookup);
	memset(names, 0, sizeof(*names));
}
