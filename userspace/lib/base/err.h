/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An error: one sentence for a person, which travels up with the -errno until a command prints it.
 * The errno says which kind of error it is, see err_exit_status().
 */
#ifndef DMARIG_ERR_H
#define DMARIG_ERR_H

#include "common/port.h"

/* The exit status of every command */
#define EXIT_GOOD	0
#define EXIT_FAILED	1	/* the controller failed */
#define EXIT_USAGE	2	/* the question makes no sense */
#define EXIT_SYSTEM	3	/* this system cannot do what was asked */

/* struct err - what went wrong, as a sentence; the caller owns it */
struct err {
	char text[1536];
};

/**
 * err_say() - say what went wrong, and fail
 * @err: gets the sentence
 * @ret: the negative errno to return
 * @format: as for printf(), no full stop and no newline at the end
 *
 * Return: @ret.
 */
int err_say(struct err *err, int ret, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/**
 * err_append() - add to a sentence
 * @err: the sentence so far
 * @format: as for printf()
 */
void err_append(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/**
 * err_exit_status() - the exit status that goes with an errno
 * @ret: what a library function returned
 *
 * Return: EXIT_USAGE for -EINVAL and -ERANGE, EXIT_FAILED for -EIO, EXIT_GOOD for 0 and EXIT_SYSTEM
 * for everything else.
 */
int err_exit_status(int ret);

#endif
