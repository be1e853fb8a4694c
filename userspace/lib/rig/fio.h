/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * fio as a process: found, started, stopped, and what it says it did. Knows neither runs nor rows.
 */
#ifndef DMARIG_FIO_H
#define DMARIG_FIO_H

#include <sys/types.h>
#include "lib/base/err.h"
#include "lib/base/files.h"

/* struct fio - one that was started beside us */
struct fio {
	const char *name;	/* of its job */
	pid_t pid;
	int out, err;		/* files without a name: what it printed */
};

/* struct fio_did - what it did from its start to its end */
struct fio_did {
	double bytes_per_s, iops;	/* reads and writes together */
	double cpu_percent;		/* of one CPU, in its own code and in the kernel */
};

/**
 * fio_is_there() - is it installed?
 * @err: how to get it
 *
 * Return: 0 or -ENOENT.
 */
int fio_is_there(struct err *err);

/**
 * fio_job() - where a job of configs/fio is; $DMARIG_FIO_JOBS may say where they are
 * @name: its name, without .fio
 * @path: gets it
 * @err: which there are
 *
 * Return: 0; -EINVAL when there is none of that name; -ENOENT when there is no such directory.
 */
int fio_job(const char *name, char path[PATH_LEN], struct err *err);

/**
 * fio_start() - start a job that does not end by itself, and wait until it does something
 * @fio: gets it
 * @name: the job
 * @err: gets the reason when it fails
 *
 * It dies with the thread that calls. Return: 0 or -errno.
 */
int fio_start(struct fio *fio, const char *name, struct err *err);

/**
 * fio_stop() - end it
 * @fio: started
 * @did: gets what it did
 * @err: that it had ended before, or says it failed, or did nothing
 *
 * Return: 0, or -EIO.
 */
int fio_stop(struct fio *fio, struct fio_did *did, struct err *err);

/**
 * fio_terse() - read a line of its terse output, version 3
 * @line: the line
 * @did: gets what it says
 *
 * Return: 0; -EIO when the line is of a job that failed; -EINVAL when it is no such line.
 */
int fio_terse(const char *line, struct fio_did *did);

#endif
