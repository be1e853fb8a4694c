/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Why something was refused: one sentence for a person, which travels up beside the -errno until a
 * command prints it. The errno says which kind it is, see why_exit_status().
 */
#ifndef DMARIG_ERR_H
#define DMARIG_ERR_H

#include "common/port.h"

/* The exit status of every command */
#define EXIT_GOOD	0
#define EXIT_FAILED	1	/* the controller failed */
#define EXIT_USAGE	2	/* the question makes no sense */
#define EXIT_SYSTEM	3	/* this system cannot do what was asked */

struct why {
	char text[1536];
};

/**
 * because() - say why, and fail
 * @why: gets the sentence
 * @ret: the negative errno to return
 * @format: as for printf(), no full stop and no newline at the end
 *
 * Return: @ret.
 */
int because(struct why *why, int ret, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/**
 * why_append() - add to a sentence
 * @why: the sentence so far
 * @format: as for printf()
 */
void why_append(struct why *why, const char *format, ...) __attribute__((format(printf, 2, 3)));

/**
 * why_exit_status() - the exit status that goes with an errno
 * @ret: what a library function returned
 *
 * Return: EXIT_USAGE for -EINVAL and -ERANGE, EXIT_FAILED for -EIO, EXIT_GOOD for 0 and EXIT_SYSTEM
 * for everything else.
 */
int why_exit_status(int ret);

#endif
