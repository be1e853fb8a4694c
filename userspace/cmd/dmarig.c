// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The tool: which subcommand.
 */
#include "cmd/usage.h"
#include "common/params.h"
#include "common/version.h"

#define COMMAND_ROW(name) &cmd_##name,
const struct command *const commands[] = { DMARIG_COMMANDS(COMMAND_ROW) };
#undef COMMAND_ROW

const int nr_commands = ARRAY_SIZE(commands);

const struct command *command_find(const char *name)
{
	int i;

	for (i = 0; i < nr_commands; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

int command_unknown(const char *name)
{
	struct names names = { 0 };
	const char *nearest;
	char all[256];
	int i;

	for (i = 0; i < nr_commands; i++)
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

int main(int argc, char **argv)
{
	const struct command *command;
	int status;

	if (argc < 2) {
		usage_commands(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--version")) {
		printf("dmarig %s, contract %d\n", DMARIG_VERSION, DMARIG_CONTRACT);
		return EXIT_GOOD;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		argv[1] = "help";
	command = command_find(argv[1]);
	if (!command)
		return command_unknown(argv[1]);
	status = command->fn(argc - 1, argv + 1);
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "dmarig: stdout: %s\n", strerror(errno));
		return status ? status : EXIT_SYSTEM;
	}
	return status;
}
