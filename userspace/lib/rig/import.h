/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory for runs whose mapping wants it handed in: pages of this process, or dma_bufs of a heap.
 */
#ifndef DMARIG_IMPORT_H
#define DMARIG_IMPORT_H

#include "common/params.h"
#include "lib/base/err.h"
#include "lib/rig/rig.h"

/* struct import - what has to stay until the run is over */
struct import {
	void *memory;
	size_t bytes;
	bool given;	/* the run has something, until it is removed */
};

/**
 * import_memory() - hand in what the knobs need, if they need anything
 * @h: gets what import_end() gives back
 * @dir: the run, not live
 * @p: its knobs
 * @err: what could not be had, and from where
 *
 * Return: 0 or -errno.
 */
int import_memory(struct import *h, const struct rundir *dir, const struct params *p,
		  struct err *err);

/* import_end() - give it back; the run was removed */
void import_end(struct import *h);

#endif
