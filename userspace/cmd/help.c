// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig help: prints the rows of commands and knobs for people, for man and for a shell.
 */
#define _GNU_SOURCE
#include <getopt.h>
#include "cmd/commands.h"
#include "cmd/man.h"
#include "cmd/usage.h"
#include "common/params.h"

/* struct help - what the command line says */
struct help {
	bool man, complete;
};

static void help_knob(const struct knob *knob)
{
	const struct word *word;

	printf("%s (default %s)\n    %s\n", knob->name, knob->initial, knob->help);
	if (knob->words)
		for (word = knob->words; word->name; word++)
			printf("      %-15s %s\n", word->name, word->help);
	else if (knob->type != KNOB_TEXT)
		printf("      %llu to %llu %s\n", knob->min, knob->max, knob->unit);
}

static void help_words(const char *what, const struct word *word)
{
	printf("\n%s:\n", what);
	for (; word->name; word++)
		printf("      %-15s %s\n", word->name, word->help);
}

static int help_knobs(void)
{
	int i;

	puts("Knobs: KNOB=VALUE for run; KNOB=VALUES for sweep and its conf files.\n");
	for (i = 0; i < dmarig_nr_knobs; i++)
		help_knob(&dmarig_knobs[i]);
	help_words("Peers", dmarig_peers);
	help_words("Worlds", dmarig_worlds);
	puts("\nIn conf files and for sweep: a,b,c is a list, 64..1M:x4 and 1..9:+2 are ranges;\n"
	     "+ joins what belongs together (channel=dma0chan0+dma0chan1,edu0 is two settings).");
	return EXIT_GOOD;
}

static int explain(const char *topic)
{
	const struct command *command;

	if (!strcmp(topic, "knobs"))
		return help_knobs();
	command = commands_find(topic);
	if (!command)
		return commands_refuse(topic);
	usage_print(command, stdout);
	return EXIT_GOOD;
}

static int complete(char **words, int nr)
{
	struct names found = { 0 };
	int i;

	words_complete(words, nr, &found);
	for (i = 0; i < found.nr; i++)
		puts(found.name[i]);
	names_free(&found);
	return EXIT_GOOD;
}

static int help(int argc, char **argv)
{
	struct help help = { 0 };
	int status = options_read(&cmd_help, &help, argc, argv);

	if (status != OPTIONS_TAKEN)
		return status;
	if (help.complete)
		return complete(argv + optind, argc - optind);
	if (help.man)
		return man_print(optind < argc ? argv[optind] : "dmarig", stdout);
	if (optind < argc)
		return explain(argv[optind]);
	commands_print(stdout);
	return EXIT_GOOD;
}

static const struct option_row options[] = {
	OPT_FLAG(0, "man", struct help, man,
		 "the manual page as roff: of a command, of conf files (conf) or of columns (csv)"),
	OPT_FLAG(0, "complete", struct help, complete,
		 "for a shell: how the last of the WORDs behind -- may go on, a line each"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "COMMAND", WORDS_TOPICS, "what it does, its arguments and its options" },
	{ "knobs", WORDS_NONE, "what a run can be told, with ranges and defaults" },
	{ 0 }
};

const struct command cmd_help = {
	.name		= "help",
	.summary	= "explain a command, or the knobs",
	.fn		= help,
	.synopsis	= "[COMMAND | knobs]",
	.arguments	= arguments,
	.options	= options,
};
