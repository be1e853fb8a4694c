/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The live events of a tracing instance, in the order of their times.
 */
#ifndef DMARIG_LIVE_H
#define DMARIG_LIVE_H

#include <tracefs.h>
#include "trace/analysis.h"
#include "trace/datfile.h"
#include "trace/decode.h"

struct live;

/**
 * live_open() - open the buffers of all CPUs
 * @live: gets it
 * @instance: the instance
 * @tep: what is known of its events
 * @decoder: the same
 * @err: gets the reason when it fails
 *
 * Return: 0 or -errno.
 */
int live_open(struct live **live, struct tracefs_instance *instance, struct tep_handle *tep,
	      struct decoder *decoder, struct err *err);

/* live_cpus(), live_page_size() - the number of buffers, and the bytes of one read */
int live_cpus(const struct live *live);
int live_page_size(const struct live *live);

/* live_keep() - give every page that is read to a file, too */
void live_keep(struct live *live, struct datfile *datfile);

/**
 * live_drain() - give what has happened to an analysis
 * @live: the buffers
 * @analysis: who gets it
 * @all: nothing more will happen: also what happened just now, when another CPU may not have told
 *	of something earlier
 */
void live_drain(struct live *live, struct analysis *analysis, bool all);

/* live_close() - close the buffers; NULL is none */
void live_close(struct live *live);

#endif
