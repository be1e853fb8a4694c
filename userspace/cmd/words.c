// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Completes a command line: it finds the set that the next word is from, and offers its members.
 */
#include <stdlib.h>
#include "cmd/commands.h"
#include "common/misuses.h"
#include "common/params.h"
#include "lib/base/files.h"
#include "lib/rig/channels.h"

/* struct completion - of one word */
struct completion {
	const char *begun;	/* the part of the word that is typed already */
	struct names *found;
};

/* @prefix is what the word has before @word, such as KNOB= */
static void offer(const struct completion *c, const char *prefix, const char *word)
{
	char whole[KNOB_TEXT_LEN + 64];

	snprintf(whole, sizeof(whole), "%s%s", prefix, word);
	if (!strncmp(whole, c->begun, strlen(c->begun)))
		names_add_once(c->found, whole);
}

/* The first word of each line of a file in configfs */
static void offer_lines(const struct completion *c, const char *name)
{
	char path[PATH_LEN], *text, *line, *rest;

	text = file_read(path_in(path, ROOT_CONFIGFS, "%s", name));
	rest = text;
	while (rest && (line = strsep(&rest, "\n"))) {
		line[strcspn(line, " \t")] = '\0';
		if (*line)
			offer(c, "", line);
	}
	free(text);
}

static void offer_channels(const struct completion *c, const char *prefix)
{
	struct channels channels;
	int i;

	channels_read(&channels);
	for (i = 0; i < channels.nr; i++) {
		offer(c, prefix, channels.at[i].name);
		offer(c, prefix, channels.at[i].driver);
	}
	channels_free(&channels);
}

static void offer_values(const struct completion *c, const struct knob *knob)
{
	const struct word *word;
	char prefix[64];

	snprintf(prefix, sizeof(prefix), "%s=", knob->name);
	for (word = knob->words; word && word->name; word++)
		offer(c, prefix, word->name);
	if (!strcmp(knob->name, "channel"))
		offer_channels(c, prefix);
	if (knob->type == KNOB_FLAG) {
		offer(c, prefix, "0");
		offer(c, prefix, "1");
	}
	for (word = dmarig_peers; word->name && !strcmp(knob->name, "peer"); word++)
		offer(c, prefix, word->name);
	for (word = dmarig_worlds; word->name && !strcmp(knob->name, "world"); word++)
		offer(c, prefix, word->name);
}

/* Names until there is a =, then the values of that knob */
static void offer_knobs(const struct completion *c)
{
	const struct knob *knob;
	char name[64];
	size_t len;

	for (knob = dmarig_knobs; knob < dmarig_knobs + dmarig_nr_knobs; knob++) {
		len = strlen(knob->name);
		if (!strncmp(c->begun, knob->name, len) && c->begun[len] == '=') {
			offer_values(c, knob);
			continue;
		}
		snprintf(name, sizeof(name), "%s=", knob->name);
		offer(c, "", name);
	}
}

static void offer_knob_names(const struct completion *c)
{
	const struct knob *knob;

	for (knob = dmarig_knobs; knob < dmarig_knobs + dmarig_nr_knobs; knob++)
		offer(c, "", knob->name);
}

static void offer_files(const struct completion *c)
{
	names_add_once(c->found, WORDS_FILE_NAMES);
}

static void offer_directories(const struct completion *c)
{
	names_add_once(c->found, WORDS_DIRECTORY_NAMES);
}

static void offer_all_channels(const struct completion *c)
{
	offer_channels(c, "");
}

static void offer_rules(const struct completion *c)
{
	offer_lines(c, "dmarig/rules");
}

static void offer_races(const struct completion *c)
{
	offer(c, "", "all");
	offer_lines(c, "dmarig/races");
}

static void offer_faults(const struct completion *c)
{
	offer_lines(c, "dmarig_sim/faults");
}

static void offer_misuses(const struct completion *c)
{
	const struct misuse *misuse;

	for (misuse = dmarig_misuses; misuse->name; misuse++)
		offer(c, "", misuse->name);
}

static void offer_commands(const struct completion *c)
{
	const struct command *const *command;

	for (command = commands_all(); *command; command++)
		offer(c, "", (*command)->name);
}

static void offer_topics(const struct completion *c)
{
	offer_commands(c);
	offer(c, "", "knobs");
}

static void (*const sets[NR_WORDS])(const struct completion *c) = {
	[WORDS_FILES]		= offer_files,
	[WORDS_DIRECTORIES]	= offer_directories,
	[WORDS_KNOBS]		= offer_knobs,
	[WORDS_KNOB_NAMES]	= offer_knob_names,
	[WORDS_CHANNELS]	= offer_all_channels,
	[WORDS_RULES]		= offer_rules,
	[WORDS_RACES]		= offer_races,
	[WORDS_FAULTS]		= offer_faults,
	[WORDS_MISUSES]		= offer_misuses,
	[WORDS_TOPICS]		= offer_topics,
};

static void offer_options(const struct completion *c, const struct command *command)
{
	const struct option_row *row;

	offer(c, "--", "help");
	for (row = command->options; row && row->name; row++)
		offer(c, "--", row->name);
}

/* The option whose value comes next, or NULL */
static const struct option_row *waiting(const struct command *command, const char *word)
{
	const struct option_row *row;

	if (*word != '-' || !word[1])
		return NULL;
	row = word[1] == '-' ? option_find(command, word + 2) : option_letter(command, word[1]);
	return row && !row->kind->is_flag ? row : NULL;
}

static void offer_words(const struct completion *c, enum words words)
{
	if (sets[words])
		sets[words](c);
}

void words_complete(char *const *words, int nr, struct names *found)
{
	const struct completion c = { nr ? words[nr - 1] : "", found };
	const struct argument *argument;
	const struct option_row *row;
	const struct command *command;

	if (nr < 2) {
		offer_commands(&c);
		return;
	}
	command = commands_find(words[0]);
	if (!command)
		return;
	row = nr > 2 ? waiting(command, words[nr - 2]) : NULL;
	if (row) {
		offer_words(&c, row->words);
		return;
	}
	if (*c.begun == '-')
		offer_options(&c, command);
	for (argument = command->arguments; argument && argument->name; argument++)
		offer_words(&c, *c.begun == '-' ? WORDS_NONE : argument->words);
}
