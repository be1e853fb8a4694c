/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Subcommands: a row and a file each. Only they print and only they decide the exit status.
 */
#ifndef DMARIG_CMD_H
#define DMARIG_CMD_H

#include "cmd/options.h"
#include "lib/base/err.h"

/* Help lists commands in this order; cmd/NAME.c has the struct. */
#define DMARIG_COMMANDS(C)									\
	C(list) C(run) C(sweep) C(check) C(card) C(explore) C(torture) C(mutation) C(report)	\
	C(compare) C(trend) C(trace) C(fio) C(doctor) C(help)

/* struct command - a subcommand; its fn gets its own name as argv[0] and returns the exit status */
struct command {
	const char *name;
	const char *summary;
	int (*fn)(int argc, char **argv);
	const char *synopsis;			/* its arguments, behind the name */
	const struct argument *arguments;	/* the arguments, or NULL */
	const struct option_row *options;	/* or NULL */
	const char *notes;	/* more to know about the command: paragraphs; or NULL */
};

#define COMMAND_DECLARE(name) extern const struct command cmd_##name;
DMARIG_COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

/**
 * complain() - print a sentence to stderr
 * @ret: the errno that goes with it
 * @err: the sentence
 *
 * Return: the exit status for @ret.
 */
int complain(int ret, const struct err *err);

/**
 * bad_usage() - print what is wrong with the command line, and how it should be
 * @command: the command
 * @format: as for printf()
 *
 * Return: EXIT_USAGE.
 */
int bad_usage(const struct command *command, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
