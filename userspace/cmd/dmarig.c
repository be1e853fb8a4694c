// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The tool: which subcommand, and help.
 */
#define _GNU_SOURCE
#include <getopt.h>
#include <stdarg.h>
#include <unistd.h>
#include "cmd/cmd.h"
#include "common/params.h"
#include "lib/base/names.h"
#include "lib/base/quote.h"
#include "lib/kernel/machine.h"

static int help(int argc, char **argv);

static const struct command cmd_help = {
	.name		= "help",
	.summary	= "explain a command, or the knobs",
	.fn		= help,
	.usage		= "dmarig help [COMMAND | knobs]\n",
};

static const struct command *const commands[] = {
	&cmd_list, &cmd_run, &cmd_sweep, &cmd_check, &cmd_card, &cmd_torture, &cmd_mutation,
	&cmd_report, &cmd_compare, &cmd_trace, &cmd_fio, &cmd_doctor, &cmd_help,
};

static const struct command *find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

int complain(int ret, const struct why *why)
{
	struct why copy = *why;
	char *line, *rest = copy.text;

	fputs("dmarig: ", stderr);
	while ((line = strsep(&rest, "\n"))) {
		quote_line(stderr, line);
		putc('\n', stderr);
	}
	return why_exit_status(ret);
}

int bad_usage(const struct command *command, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "dmarig %s: ", command->name);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, "\nusage: %s", command->usage);
	return EXIT_USAGE;
}

int bad_option(const struct command *command, char **argv)
{
	if (optopt && optopt < 128)
		return bad_usage(command, "bad option -%c, or its value is missing", optopt);
	return bad_usage(command, "bad option %s, or its value is missing", argv[optind - 1]);
}

static int unknown(const char *name)
{
	struct names names = { 0 };
	const char *nearest;
	char all[256];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		names_add(&names, commands[i]->name);
	names_join(&names, all, sizeof(all));
	nearest = names_nearest(&names, name);
	fprintf(stderr, "dmarig: there is no command '%s'", name);
	if (nearest)
		fprintf(stderr, ", did you mean %s?", nearest);
	fprintf(stderr, "\ncommands: %s\n", all);
	names_free(&names);
	return EXIT_USAGE;
}

static void help_commands(FILE *file)
{
	size_t i;

	fputs("usage: dmarig COMMAND ...\n\n", file);
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		fprintf(file, "    %-10s%s\n", commands[i]->name, commands[i]->summary);
	fputs("\nExit status: 0 good, 1 the controller or a comparison failed, 2 wrong usage,\n"
	      "3 this system cannot do it.\n"
	      "More: dmarig help COMMAND, dmarig help knobs.\n", file);
}

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

static int help(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		help_commands(stdout);
		return EXIT_GOOD;
	}
	if (!strcmp(argv[1], "knobs"))
		return help_knobs();
	command = find(argv[1]);
	if (!command)
		return unknown(argv[1]);
	printf("%s: %s\n\nusage: %s", command->name, command->summary, command->usage);
	return EXIT_GOOD;
}

int main(int argc, char **argv)
{
	const struct command *command;
	int status;

	if (argc < 2) {
		help_commands(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--version")) {
		printf("dmarig %s, contract %d\n", DMARIG_TOOL_VERSION, DMARIG_CONTRACT);
		return EXIT_GOOD;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		argv[1] = "help";
	command = find(argv[1]);
	if (!command)
		return unknown(argv[1]);
	opterr = 0;
	status = command->fn(argc - 1, argv + 1);
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "dmarig: stdout: %s\n", strerror(errno));
		return status ? status : EXIT_SYSTEM;
	}
	return status;
}
