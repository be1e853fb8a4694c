/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The load of a run with op=mmap: this process uses the run's buffer, and times it. The run has the
 * memory; here are the clock, the histograms and the counts.
 */
#ifndef DMARIG_MEASURE_MMAP_H
#define DMARIG_MEASURE_MMAP_H

#include "common/params.h"
#include "lib/base/err.h"
#include "lib/result/row.h"
#include "lib/rig/import.h"
#include "lib/rig/rig.h"

struct mmap_load;

/**
 * mmap_load_open() - get at the buffer of a run
 * @dir: the run, live
 * @p: its knobs
 * @import: what was imported into it
 * @err: what cannot be had, or that it is other memory than the kernel's
 *
 * Return: the load, or NULL.
 */
struct mmap_load *mmap_load_open(const struct rundir *dir, const struct params *p,
				 const struct import *import, struct err *err);

/**
 * mmap_load_run() - use the buffer until the window has closed, or a signal asks to stop
 * @load: open
 * @tick: called now and then
 * @data: for that
 * @err: what synchronising it failed with
 *
 * Return: 0 or -errno.
 */
int mmap_load_run(struct mmap_load *load, void (*tick)(void *data), void *data, struct err *err);

/* mmap_load_row() - fill what was measured into a row that has the run's summary */
void mmap_load_row(const struct mmap_load *load, struct row *row);

/* mmap_load_hist() - the histograms, as the file result/hist has them; to be freed */
char *mmap_load_hist(const struct mmap_load *load);

/* mmap_load_detach() - let go of the buffer, so that the run can end; what was measured stays */
void mmap_load_detach(struct mmap_load *load);

/* mmap_load_close() - free all of it; @load may be NULL */
void mmap_load_close(struct mmap_load *load);

#endif
