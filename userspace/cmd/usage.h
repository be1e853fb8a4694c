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

/* usage_line() - how the command is called, in one line */
void usage_line(const struct command *command, FILE *file);

/* usage_body() - its arguments and options, a row each, then its notes */
void usage_body(const struct command *command, FILE *file);

/* usage_print() - its name, what it is for, and both of these: what help shows */
void usage_print(const struct command *command, FILE *file);

/* usage_option() - an option as one types it: "-o, --output DIR" */
void usage_option(const struct option_row *row, char *text, size_t len);

/* usage_range() - what of the range is worth telling: " (1 to 64 MB; 8)", or nothing */
void usage_range(const struct option_row *row, char *text, size_t len);

#endif
