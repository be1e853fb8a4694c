/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The usage text of a command, from its rows.
 */
#ifndef DMARIG_USAGE_H
#define DMARIG_USAGE_H

#include <stdio.h>
#include "cmd/cmd.h"

/* usage_line() - print the command's synopsis in one line */
void usage_line(const struct command *command, FILE *file);

/* usage_body() - its arguments and options, a row each, then its notes */
void usage_body(const struct command *command, FILE *file);

/* usage_print() - print the name and the summary, then both of these: the text of help */
void usage_print(const struct command *command, FILE *file);

/* usage_option() - an option as one types it: "-o, --output DIR" */
void usage_option(const struct option_row *row, char *text, size_t len);

/* usage_range() - the range and the default in brackets: " (1 to 64 MB; 8)", or nothing */
void usage_range(const struct option_row *row, char *text, size_t len);

#endif
