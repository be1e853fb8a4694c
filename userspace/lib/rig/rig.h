/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The module's directory in configfs, and the run directories in it. This code knows paths and
 * bytes only; the meaning of values is in module/common.
 */
#ifndef DMARIG_RIG_H
#define DMARIG_RIG_H

#include "common/params.h"
#include "lib/base/err.h"
#include "lib/base/files.h"

/**
 * rig_open() - is the module there, and is it the one this tool was built for?
 * @err: what is missing and the command that mends it, or the first knob that differs
 *
 * Return: 0; -ENOSYS without configfs or module; -EACCES when not allowed; -EPROTO for a module of
 * another contract.
 */
int rig_open(struct err *err);

/**
 * rig_clean() - remove run directories that dead tools left behind
 * @err: which one could not be removed
 *
 * Return: 0 or -EBUSY.
 */
int rig_clean(struct err *err);

/* rig_others() - the number of run directories of other processes */
int rig_others(void);

#define STATE_LEN	64	/* of the word for a state, with its NUL */

/* struct rundir - a run directory */
struct rundir {
	char name[256];
	struct params set;	/* the values that its knobs have now */
};

/**
 * rundir_make() - make a run directory under a name no other tool uses
 * @dir: gets its name
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno.
 */
int rundir_make(struct rundir *dir, struct err *err);

/**
 * rundir_write() - write one of the run's files
 * @dir: the run
 * @name: the file, a knob or another
 * @value: the text to write
 *
 * Return: 0 or -errno; the kernel's sentence is in the file `error`.
 */
int rundir_write(const struct rundir *dir, const char *name, const char *value);

/* rundir_write_err() - the same, with the kernel's sentence in @err where it refuses */
int rundir_write_err(const struct rundir *dir, const char *name, const char *value,
		     struct err *err);

/**
 * rundir_set() - write every knob that has another value
 * @dir: the run, not live
 * @p: the values
 * @err: which one the kernel refused
 *
 * Return: 0, or -errno, and then the knobs are not known any more.
 */
int rundir_set(struct rundir *dir, const struct params *p, struct err *err);

/**
 * rundir_start() - write 1 to live
 * @dir: the run
 * @err: the kernel's sentence when it refuses
 *
 * Return: 0 or -errno.
 */
int rundir_start(const struct rundir *dir, struct err *err);

/* rundir_stop() - write 0 to live, which returns when all is drained */
int rundir_stop(const struct rundir *dir);

/**
 * rundir_wait() - wait for the end of the run, for time to pass, or to be asked to stop
 * @dir: the run, started
 * @ms: how long at most, about
 * @state: gets the word for how it ended
 *
 * Return: true when the run has ended.
 */
bool rundir_wait(const struct rundir *dir, int ms, char state[STATE_LEN]);

/**
 * rundir_read() - all of one of the run's files
 * @dir: the run
 * @name: the file
 *
 * Return: its text, to be freed; empty when it cannot be read.
 */
char *rundir_read(const struct rundir *dir, const char *name);

/**
 * rundir_word() - the one line of one of the run's files
 * @dir: the run
 * @name: the file
 * @text: the buffer for it, empty when it cannot be read
 * @len: the size of the buffer in bytes
 */
void rundir_word(const struct rundir *dir, const char *name, char *text, size_t len);

/* rundir_remove() - stop the run if need be and remove it; 0 or -errno */
int rundir_remove(const struct rundir *dir);

#endif
