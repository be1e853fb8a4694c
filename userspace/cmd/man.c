// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Manual pages: how roff is written, the page of the tool, and those of its commands.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include "cmd/man.h"
#include "cmd/usage.h"
#include "common/version.h"
#include "lib/base/quote.h"

#define EXIT_STATUS										\
	"0 good, 1 the controller or a comparison failed, 2 wrong usage, 3 this system\n"	\
	"cannot do what was asked."

void man_begin(const char *name, int section, const char *about, FILE *file)
{
	const char *c;

	fputs(".TH ", file);
	for (c = name; *c; c++)
		putc(toupper((unsigned char)*c), file);
	fprintf(file, " %d \"\" \"dmarig %s\" \"dmarig\"\n.SH NAME\n", section,
		DMARIG_VERSION);
	quote_roff(file, name);
	fputs(" \\- ", file);
	quote_roff(file, about);
	putc('\n', file);
}

void man_section(const char *title, FILE *file)
{
	fprintf(file, ".SH %s\n", title);
}

/* Up to @end; white space is one blank. */
static void put_text(const char *text, const char *end, FILE *file)
{
	char line[2048];
	size_t at = 0;

	for (; text < end && at < sizeof(line) - 1; text++)
		line[at++] = *text == '\n' ? ' ' : *text;
	line[at] = '\0';
	quote_roff(file, line);
	putc('\n', file);
}

void man_text(const char *text, FILE *file)
{
	const char *end;

	for (; *text; text = end + strspn(end, "\n")) {
		end = strstr(text, "\n\n");
		if (!end)
			end = text + strlen(text);
		fputs(".PP\n", file);
		put_text(text, end, file);
	}
}

void man_item(const char *tag, const char *meaning, FILE *file)
{
	const char *end;

	for (; *tag; tag = end + strspn(end, "\n")) {
		end = strchrnul(tag, '\n');
		fputs(".TP\n.B ", file);
		put_text(tag, end, file);
		if (*end)
			fputs(".PD 0\n", file);
	}
	fputs(".PD\n", file);
	put_text(meaning, meaning + strlen(meaning), file);
}

void man_words(const struct word *word, FILE *file)
{
	fputs(".RS\n", file);
	for (; word->name; word++)
		man_item(word->name, word->help, file);
	fputs(".RE\n", file);
}

void man_see_also(const char *pages, FILE *file)
{
	man_section("SEE ALSO", file);
	man_text(pages, file);
}

static void print_options(const struct option_row *row, FILE *file)
{
	char name[64], range[128], help[1024];

	man_section("OPTIONS", file);
	for (; row && row->name; row++) {
		usage_option(row, name, sizeof(name));
		usage_range(row, range, sizeof(range));
		snprintf(help, sizeof(help), "%s%s", row->help, range);
		man_item(name, help, file);
	}
	man_item("-h, --help", "what this page says, in short", file);
}

static void print_arguments(const struct argument *argument, FILE *file)
{
	if (!argument)
		return;
	man_section("ARGUMENTS", file);
	for (; argument->name; argument++)
		man_item(argument->name, argument->help, file);
}

static int print_command(const struct command *command, FILE *file)
{
	char name[64];

	snprintf(name, sizeof(name), "dmarig-%s", command->name);
	man_begin(name, 1, command->summary, file);
	man_section("SYNOPSIS", file);
	fprintf(file, ".B dmarig %s\n", command->name);
	quote_roff(file, command->synopsis);
	fprintf(file, "%s[OPTION]...\n", *command->synopsis ? " " : "");
	print_arguments(command->arguments, file);
	print_options(command->options, file);
	if (command->notes) {
		man_section("NOTES", file);
		man_text(command->notes, file);
	}
	man_section("EXIT STATUS", file);
	man_text(EXIT_STATUS, file);
	man_see_also("dmarig(1), dmarig-conf(5), dmarig-csv(5)", file);
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
	char name[64];
	size_t i;
	int c;

	man_begin("dmarig", 1, "measure DMA controllers, and check that they keep their contract",
		  file);
	man_section("SYNOPSIS", file);
	fputs(".B dmarig\nCOMMAND ...\n.br\n.B dmarig \\-\\-version\n", file);
	man_section("DESCRIPTION", file);
	man_text("dmarig drives any channel of the kernel's dmaengine through its module,\n"
		 "dmarig.ko, and says how fast, how late and how wrong the controller is.\n"
		 "\n"
		 "Messages go to stderr, data to stdout. Each command has a page of its\n"
		 "own.", file);
	man_section("COMMANDS", file);
	for (c = 0; c < nr_commands; c++) {
		snprintf(name, sizeof(name), "dmarig-%s(1)", commands[c]->name);
		man_item(name, commands[c]->summary, file);
	}
	man_section("ENVIRONMENT", file);
	for (i = 0; i < ARRAY_SIZE(environment); i++)
		man_item(environment[i].name, environment[i].meaning, file);
	man_section("EXIT STATUS", file);
	man_text(EXIT_STATUS, file);
	man_see_also("dmarig-conf(5), dmarig-csv(5), trace-cmd(1), fio(1)", file);
	return EXIT_GOOD;
}

int man_print(const char *topic, FILE *file)
{
	const struct command *command = command_find(topic);

	if (!strcmp(topic, "dmarig"))
		return print_tool(file);
	if (command)
		return print_command(command, file);
	if (!strcmp(topic, "conf"))
		man_conf(file);
	else if (!strcmp(topic, "csv"))
		man_csv(file);
	else
		return command_unknown(topic);
	return EXIT_GOOD;
}
