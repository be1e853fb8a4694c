/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What explore does with a sequence where the module is not needed.
 */
#ifndef DMARIG_ELSEWHERE_H
#define DMARIG_ELSEWHERE_H

#include "lib/base/err.h"

/**
 * explore_elsewhere() - shrink a sequence by a command, and print what is left
 * @sequence: as text, or NULL
 * @command: for the shell; makes $SEQUENCE, and ends with EXIT_FAILED where that fails
 * @err: gets the reason when the sequence is none
 *
 * Return: 0 or -EINVAL.
 */
int explore_elsewhere(const char *sequence, const char *command, struct err *err);

/* explore_print_code() - print the module that makes a sequence on a channel; 0 or -EINVAL */
int explore_print_code(const char *channel, const char *sequence, struct err *err);

#endif
