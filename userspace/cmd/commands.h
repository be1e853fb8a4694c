/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of all commands, for the commands that are about commands: help, the manual pages and
 * completion. main() hands it in first, so that no command depends on the file that lists them.
 */
#ifndef DMARIG_COMMANDS_H
#define DMARIG_COMMANDS_H

#include <stdio.h>
#include "cmd/cmd.h"

/* commands_set() - hand in the table, which ends with NULL; it must stay */
void commands_set(const struct command *const *table);

/* commands_all() - the table, in the order of help, with NULL at the end */
const struct command *const *commands_all(void);

/* commands_find() - a command by its name, or NULL */
const struct command *commands_find(const char *name);

/**
 * commands_refuse() - print that there is no such command, which there are, and the nearest
 * @name: the name that none of them has
 *
 * Return: EXIT_USAGE.
 */
int commands_refuse(const char *name);

/* commands_print() - print all commands, a line each, and what they have in common */
void commands_print(FILE *file);

#endif
