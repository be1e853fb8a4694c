/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory for runs whose mapping wants it handed in: pages of this process, or dma_bufs of a heap.
 */
#ifndef DMARIG_HANDOVER_H
#define DMARIG_HANDOVER_H

#include "common/params.h"
#include "lib/base/err.h"
#include "lib/rig/rig.h"

/* struct handover - what has to stay until the run is over */
struct handover {
	void *memory;
	size_t bytes;
	bool given;	/* the run has something, until it is removed */
};

/**
 * handover_give() - hand in what the knobs need, if they need anything
 * @h: gets what handover_end() gives back
 * @dir: the run, not live
 * @p: its knobs
 * @err: what could not be had, and from where
 *
 * Return: 0 or -errno.
 */
int handover_give(struct handover *h, const struct rundir *dir, const struct params *p,
		  struct err *err);

/* handover_end() - give it back; the run was removed */
void handover_end(struct handover *h);

#endif
