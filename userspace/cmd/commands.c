// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds and lists commands in the table that main() has handed in.
 */
#include "cmd/commands.h"

static const struct command *const *all;

void commands_set(const struct command *const *table)
{
	all = table;
}

const struct command *const *commands_all(void)
{
	return all;
}

const struct command *commands_find(const char *name)
{
	const struct command *const *command;

	for (command = all; *command; command++)
		if (!strcmp((*command)->name, name))
			return *command;
	return NULL;
}

int commands_refuse(const char *name)
{
	const struct command *const *command;
	struct names names = { 0 };
	const char *nearest;
	char list[256];

	for (command = all; *command; command++)
		names_add(&names, (*command)->name);
	names_join(&names, list, sizeof(list));
	nearest = names_nearest(&names, name);
	fprintf(stderr, "dmarig: there is no command '%s'", name);
	if (nearest)
		fprintf(stderr, ", did you mean %s?", nearest);
	fprintf(stderr, "\ncommands: %s\n", list);
	names_free(&names);
	return EXIT_USAGE;
}

void commands_print(FILE *file)
{
	const struct command *const *command;

	fputs("usage: dmarig COMMAND ...\n\n", file);
	for (command = all; *command; command++)
		fprintf(file, "    %-10s%s\n", (*command)->name, (*command)->summary);
	fputs("\nExit status: 0 good, 1 the controller or a comparison failed, 2 wrong usage,\n"
	      "3 this system cannot do it.\n"
	      "More: dmarig help COMMAND, dmarig help knobs.\n", file);
}
