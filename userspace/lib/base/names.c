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

void names_add(struct names *names, const char *name)
{
	names->name = xrealloc(names->name, (names->nr + 1) * sizeof(*names->name));
	names->name[names->nr++] = xstrdup(name);
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
	memset(names, 0, sizeof(*names));
}
