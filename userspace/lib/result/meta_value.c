// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds values of meta.txt.
 */
#include <stdlib.h>
#include "lib/base/files.h"
#include "lib/base/names.h"
#include "lib/base/xmalloc.h"
#include "lib/result/meta_value.h"

/*
 * A word of a guest's boot line that is different in each boot, and so is no setting, or has a key
 * of its own
 */
static bool is_incidental(const char *word)
{
	return !strncmp(word, "dmarig.nonce=", 13) || !strncmp(word, "dmarig.time=", 12) ||
	       !strncmp(word, "dmarig.emulator=", 16);
}

static void add_line(struct names *lines, const char *key, const char *line)
{
	struct names words = { 0 };
	char text[4096] = "";
	size_t at = 0;
	int i;

	if (strncmp(line, key, strlen(key)) || strncmp(line + strlen(key), ": ", 2))
		return;
	names_split(&words, line + strlen(key) + 2, ' ');
	for (i = 0; i < words.nr; i++)
		if (*words.name[i] && !is_incidental(words.name[i]) && at < sizeof(text))
			at += snprintf(text + at, sizeof(text) - at, "%s%s", at ? " " : "",
				       words.name[i]);
	names_add(lines, text);
	names_free(&words);
}

char *meta_value(const char *dir, const char *key)
{
	char path[PATH_LEN + 32], *text, *line, *rest, *value;
	struct names lines = { 0 };

	snprintf(path, sizeof(path), "%s/meta.txt", dir);
	text = file_read(path);
	rest = text;
	while (rest && (line = strsep(&rest, "\n")))
		add_line(&lines, key, line);
	value = lines.nr ? xstrdup(lines.name[0]) : NULL;
	names_free(&lines);
	free(text);
	return value;
}
