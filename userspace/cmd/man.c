// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Manual pages of the tool and of its commands.
 */
#define _GNU_SOURCE
#include "cmd/commands.h"
#include "cmd/man.h"
#include "cmd/roff.h"
#include "cmd/usage.h"
#include "lib/base/quote.h"

#define EXIT_STATUS										\
	"0 good, 1 the controller or a comparison failed, 2 wrong usage, 3 this system\n"	\
	"cannot do what was asked."

static void print_options(const struct option_row *row, FILE *file)
{
	char name[64], range[128], help[1024];

	roff_section("OPTIONS", file);
	for (; row && row->name; row++) {
		usage_option(row, name, sizeof(name));
		usage_range(row, range, sizeof(range));
		snprintf(help, sizeof(help), "%s%s", row->help, range);
		roff_item(name, help, file);
	}
	roff_item("-h, --help", "what this page says, in short", file);
}

static void print_arguments(const struct argument *argument, FILE *file)
{
	if (!argument)
		return;
	roff_section("ARGUMENTS", file);
	for (; argument->name; argument++)
		roff_item(argument->name, argument->help, file);
}

static int print_command(const struct command *command, FILE *file)
{
	char name[64];

	snprintf(name, sizeof(name), "dmarig-%s", command->name);
	roff_begin(name, 1, command->summary, file);
	roff_section("SYNOPSIS", file);
	fprintf(file, ".B dmarig %s\n", command->name);
	quote_roff(file, command->synopsis);
	fprintf(file, "%s[OPTION]...\n", *command->synopsis ? " " : "");
	print_arguments(command->arguments, file);
	print_options(command->options, file);
	if (command->notes) {
		roff_section("NOTES", file);
		roff_text(command->notes, file);
	}
	roff_section("EXIT STATUS", file);
	roff_text(EXIT_STATUS, file);
	roff_see_also("dmarig(1), dmarig-conf(5), dmarig-csv(5)", file);
	return EXIT_GOOD;
}

static const struct {
	const char *name, *meaning;
} environment[] = {
	{ "DMARIG_RESULTS", "where dated result directories are made; else ./results" },
	{ "DMARIG_MACHINE", "what this machine is called in results; else what the kernel says" },
	{ "DMARIG_PLOTS", "where the scripts of figures are; else where they were installed" },
	{ "DMARIG_CONFIGFS\nDMARIG_TRACEFS\nDMARIG_DEBUGFS\nDMARIG_SYSFS\nDMARIG_PROC\nDMARIG_KMSG",
	  "where the kernel's file systems and log are, for tests of the tool itself" },
};

static int print_tool(FILE *file)
{
	const struct command *const *command;
	char name[64];
	size_t i;

	roff_begin("dmarig", 1, "measure DMA controllers, and check that they keep their contract",
		   file);
	roff_section("SYNOPSIS", file);
	fputs(".B dmarig\nCOMMAND ...\n.br\n.B dmarig \\-\\-version\n", file);
	roff_section("DESCRIPTION", file);
	roff_text("dmarig drives any channel of the kernel's dmaengine through its module,\n"
		  "dmarig.ko, and says how fast, how late and how wrong the controller is.\n"
		  "\n"
		  "Messages go to stderr, data to stdout. Each command has a page of its\n"
		  "own.", file);
	roff_section("COMMANDS", file);
	for (command = commands_all(); *command; command++) {
		snprintf(name, sizeof(name), "dmarig-%s(1)", (*command)->name);
		roff_item(name, (*command)->summary, file);
	}
	roff_section("ENVIRONMENT", file);
	for (i = 0; i < ARRAY_SIZE(environment); i++)
		roff_item(environment[i].name, environment[i].meaning, file);
	roff_section("EXIT STATUS", file);
	roff_text(EXIT_STATUS, file);
	roff_see_also("dmarig-conf(5), dmarig-csv(5), trace-cmd(1), fio(1)", file);
	return EXIT_GOOD;
}

int man_print(const char *topic, FILE *file)
{
	const struct command *command = commands_find(topic);

	if (!strcmp(topic, "dmarig"))
		return print_tool(file);
	if (command)
		return print_command(command, file);
	if (!strcmp(topic, "conf"))
		man_conf(file);
	else if (!strcmp(topic, "csv"))
		man_csv(file);
	else
		return commands_refuse(topic);
	return EXIT_GOOD;
}
