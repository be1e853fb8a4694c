/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Subcommands: a row and a file each. Only they print and only they decide the exit status.
 */
#ifndef DMARIG_CMD_H
#define DMARIG_CMD_H

#include "lib/base/err.h"

/* struct command - a subcommand; its fn gets its own name as argv[0] and returns the exit status */
struct command {
	const char *name;
	const char *summary;
	int (*fn)(int argc, char **argv);
	const char *usage;		/* printed by `dmarig help NAME` */
};

extern const struct command cmd_list, cmd_run, cmd_sweep, cmd_check, cmd_torture, cmd_report;
extern const struct command cmd_mutation, cmd_compare, cmd_trace, cmd_fio;
extern const struct command cmd_card, cmd_doctor;

/**
 * complain() - print a sentence to stderr
 * @ret: the errno that goes with it
 * @why: the sentence
 *
 * Return: the exit status for @ret.
 */
int complain(int ret, const struct why *why);

/**
 * bad_usage() - print what is wrong with the command line, and how it should be
 * @command: whose
 * @format: as for printf()
 *
 * Return: EXIT_USAGE.
 */
int bad_usage(const struct command *command, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * bad_option() - the same for what getopt_long() did not know
 * @command: whose
 * @argv: the command line
 */
int bad_option(const struct command *command, char **argv);

#endif
