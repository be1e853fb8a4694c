// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Prints errors to stderr in the same way for every command.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include "cmd/usage.h"
#include "lib/base/quote.h"

int complain(int ret, const struct err *err)
{
	struct err copy = *err;
	char *line, *rest = copy.text;

	fputs("dmarig: ", stderr);
	while ((line = strsep(&rest, "\n"))) {
		quote_line(stderr, line);
		putc('\n', stderr);
	}
	return err_exit_status(ret);
}

int bad_usage(const struct command *command, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fprintf(stderr, "dmarig %s: ", command->name);
	quote_line(stderr, text);
	putc('\n', stderr);
	usage_line(command, stderr);
	usage_body(command, stderr);
	return EXIT_USAGE;
}
