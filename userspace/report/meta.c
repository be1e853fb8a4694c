// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads meta.txt, which has a line `key: value` for each key.
 */
#include <stdlib.h>
#include "lib/base/files.h"
#include "report/meta.h"

/* If more values than this differ, their number says more than their names. */
#define MOST_VALUES 6

/* Of several times only the first and the last are kept. */
static void keep_one(struct names *values, bool last)
{
	int i, at = 0;

	for (i = 1; i < values->nr; i++)
		if ((strcmp(values->name[i], values->name[at]) > 0) == last)
			at = i;
	if (values->nr)
		names_keep(values, at);
}

static void keep_first(struct names *values)
{
	keep_one(values, false);
}

static void keep_last(struct names *values)
{
	keep_one(values, true);
}

static const struct {
	const char *key, *name;
	void (*fold)(struct names *values);	/* NULL: all values count */
} keys[] = {
	{ "kernel",	"built",	NULL },
	{ "cmdline",	"boot line",	NULL },
	{ "cpus",	"CPUs",		NULL },
	{ "governor",	"governor",	NULL },
	{ "mitigations", "mitigations",	NULL },
	{ "emulator",	"emulator",	NULL },
	{ "command",	"command",	NULL },
	{ "start",	"begun",	keep_first },
	{ "end",	"ended",	keep_last },
};

/* Values may have commas in them. */
static void join(const struct names *values, char *text, size_t len)
{
	size_t at = 0;
	int i;

	*text = '\0';
	for (i = 0; i < values->nr && at < len; i++)
		at += snprintf(text + at, len - at, "%s%s", i ? "; " : "", values->name[i]);
}

void meta_fact(struct table *facts, const char *name, const struct names *values)
{
	char text[8192];

	if (values->nr > MOST_VALUES)
		snprintf(text, sizeof(text), "%s ... %s (%d of them)", values->name[0],
			 values->name[values->nr - 1], values->nr);
	else
		join(values, text, sizeof(text));
	table_fact(facts, name, text);
}

static bool is_noise(const char *word)
{
	/* These words differ in each boot of a guest and say nothing of what was measured. */
	static const char *const words[] = {
		"dmarig.nonce=", "dmarig.time=", "dmarig.share", "dmarig.serial=",
		"dmarig.emulator=",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (!strncmp(word, words[i], strlen(words[i])))
			return true;
	return !*word;
}

static void tidy(const char *value, char *text, size_t len)
{
	struct names words = { 0 };
	size_t at = 0;
	int i;

	*text = '\0';
	names_split(&words, value, ' ');
	for (i = 0; i < words.nr && at < len; i++)
		if (!is_noise(words.name[i]))
			at += snprintf(text + at, len - at, "%s%s", at ? " " : "", words.name[i]);
	names_free(&words);
}

static void add_value(char *meta, const char *key, struct names *values)
{
	char text[4096], *line = meta;
	size_t len = strlen(key);

	while (line && *line) {
		if (!strncmp(line, key, len) && line[len] == ':') {
			char value[4096];

			snprintf(value, sizeof(value), "%.*s", (int)strcspn(line + len + 1, "\n"),
				 line + len + 1);
			tidy(value, text, sizeof(text));
			names_add_once(values, text);
		}
		line = strchr(line, '\n');
		line += !!line;
	}
}

void meta_facts(const struct names *dirs, struct table *facts)
{
	struct names values[ARRAY_SIZE(keys)] = { 0 };
	struct names partial = { 0 };
	char path[PATH_LEN + 16], *meta;
	size_t k;
	int i;

	for (i = 0; i < dirs->nr; i++) {
		snprintf(path, sizeof(path), "%s/meta.txt", dirs->name[i]);
		meta = file_read(path);
		for (k = 0; k < ARRAY_SIZE(keys) && meta; k++)
			add_value(meta, keys[k].key, &values[k]);
		if (meta && strstr(meta, "status: partial"))
			names_add(&partial, dirs->name[i]);
		free(meta);
	}
	for (k = 0; k < ARRAY_SIZE(keys); k++) {
		if (keys[k].fold)
			keys[k].fold(&values[k]);
		meta_fact(facts, keys[k].name, &values[k]);
		names_free(&values[k]);
	}
	meta_fact(facts, "incomplete", &partial);
	names_free(&partial);
}
