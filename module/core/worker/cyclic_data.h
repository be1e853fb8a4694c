/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the periods of a cyclic transfer hold. cyclic.c starts, times and stops it.
 */
#ifndef DMARIG_CORE_CYCLIC_DATA_H
#define DMARIG_CORE_CYCLIC_DATA_H

#include <linux/types.h>
#include "common/words.h"

struct slot_desc;
struct slot;
struct worker;

#define CYCLE_MARKS	1024	/* periods that may wait for the worker; a power of two */

/*
 * struct period_mark - the end of a period. Written by the callback, or by a worker that polls, and
 * then read by the worker.
 */
struct period_mark {
	u64 at;			/* ktime, ns */
	int position;		/* see dmarig_cyclic_position() */
	bool failed;
};

/* struct cycle - a worker's cyclic transfer. What has no note is constant while it runs. */
struct cycle {
	u32 len, period, nr_periods;
	bool tells_residue;
	u8 *expected;			/* len bytes that it must hold, or NULL */
	unsigned long *tainted;		/* a bit a period: poisoned too late */
	struct period_mark marks[CYCLE_MARKS];
	u32 head;			/* marks ever; by whoever makes them */

	/* Owner: the worker. */
	u32 tail;			/* marks taken out */
	u32 moved;			/* bytes of this round, when a worker that polls looked */
	u32 ahead;			/* least in this round, see cyclic_track() */
	u64 last, last_interval;
};

/**
 * dmarig_cyclic_prepare() - make w->cycle
 * @w: the worker
 * @slot: its only slot
 *
 * Return: 0 or -ENOMEM. What there is goes with the worker in any case: see dmarig_cyclic_free().
 */
int dmarig_cyclic_prepare(struct worker *w, struct slot *slot);

/* dmarig_cyclic_free() - free w->cycle; there may be none */
void dmarig_cyclic_free(struct worker *w);

/*
 * dmarig_cyclic_expect() - work out what the buffer will hold; the slot was filled, and nothing
 * started
 */
void dmarig_cyclic_expect(struct worker *w, struct slot *slot);

/**
 * dmarig_cyclic_moved() - how many bytes of the round have moved, by the residue
 * @w: the worker
 * @desc: the descriptor
 *
 * Any context. Return: 0 to the length of the buffer, or -1 if the channel does not say.
 */
s64 dmarig_cyclic_moved(const struct worker *w, const struct slot_desc *desc);

/**
 * dmarig_cyclic_position() - where in the buffer the channel is, counted in periods
 * @w: the worker
 * @desc: the descriptor
 *
 * Any context. Return: the period it is at, or -1 if the channel does not say.
 */
int dmarig_cyclic_position(const struct worker *w, const struct slot_desc *desc);

/**
 * dmarig_cyclic_verify() - look at the period that has ended, and poison it
 * @w: the worker; cycle->tail counts the periods before
 * @slot: its only slot
 *
 * A period that may have been written anew meanwhile is counted as unchecked.
 */
enum dmarig_outcome dmarig_cyclic_verify(struct worker *w, struct slot *slot);

/**
 * dmarig_cyclic_settle() - look at what is around the buffer, when all is over
 * @w: the worker
 * @slot: its only slot; the CPU owns the buffers
 */
void dmarig_cyclic_settle(struct worker *w, struct slot *slot);

#endif
