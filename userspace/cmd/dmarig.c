// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * main(): it runs the subcommand that the first argument names.
 */
#include "cmd/commands.h"
#include "common/params.h"
#include "common/version.h"

#define COMMAND_ROW(name) &cmd_##name,
static const struct command *const commands[] = { DMARIG_COMMANDS(COMMAND_ROW) NULL };
#undef COMMAND_ROW

int main(int argc, char **argv)
{
	const struct command *command;
	int status;

	commands_set(commands);
	if (argc < 2) {
		commands_print(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--version")) {
		printf("dmarig %s, contract %d\n", DMARIG_VERSION, DMARIG_CONTRACT);
		return EXIT_GOOD;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		argv[1] = "help";
	command = commands_find(argv[1]);
	if (!command)
		return commands_refuse(argv[1]);
	status = command->fn(argc - 1, argv + 1);
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "dmarig: stdout: %s\n", strerror(errno));
		return status ? status : EXIT_SYSTEM;
	}
	return status;
}
