/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A descriptor of the simulated controller and its life. Each box is a list of the channel (active
 * is a pointer: a channel runs one descriptor at a time), so that a descriptor is always in exactly
 * one of them, and moves with the channel's lock held.
 *
 *	prep         submit        issue_pending        engine
 *  free --> prepared --> submitted --------> issued ------> active
 *    ^                       |                  |             | moved, modelled time over
 *    |                       |                  |             v
 *    |                       |                  |            done    interrupt under way
 *    |                       |                  |             | hard irq: cookie completes
 *    |                       v                  v             v
 *    +<---------------- terminate_all (active, done too) -- completed
 *    |                                                        | tasklet: callback
 *    +<-------------- acknowledged (DMA_CTRL_ACK) --------- retired
 *
 * A transfer that repeats itself stays active until it is terminated or replaced.
 * One with DMA_CTRL_REUSE goes back to prepared wherever another would become free.
 * A descriptor that asked for no interrupt goes from active to retired or free in one step.
 */
#ifndef DMARIG_SIM_DESC_H
#define DMARIG_SIM_DESC_H

#include <linux/dmaengine.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include "sim/meta.h"
#include "sim/peer.h"
#include "sim/side.h"

struct sim_chan;
struct sim_fault;
struct sim_op;

/**
 * struct sim_desc - one transfer
 * @txd: what the client sees
 * @node: the list it is in, unless active; see the drawing
 * @op: what it does
 * @fault: the defect this transfer, or its part under way, has; never NULL
 * @faulty: it has been committed, and counted
 * @carried: it comes from the transfer before
 * @random: a number of its own, a function of fault_seed, channel and position in the sequence
 * @src: what it reads
 * @dst: what it writes
 * @value: what a memset writes
 * @coefs: what the sources of a pq are multiplied with
 * @found: by an op that checks: enum sum_check_flags of what is wrong so far
 * @verdict: where the client wants them; NULL if the op checks nothing
 * @peer: what stands at the far end of a slave transfer, else NULL
 * @port: and where, if it is a register
 * @meta: what travels beside the data
 * @owned: the client's, which has not submitted it
 * @len: bytes of each row of memory; 0 if there is none
 * @todo: bytes the engine will move; a fault may make it less
 * @keep: bytes that land where they should; a fault may let the others pass and be lost
 * @period: bytes of each part of a transfer that repeats itself; 0 if it does not
 * @part: where the part under way began
 * @moved: bytes moved so far
 * @granted: bytes the bus has given time for so far
 * @seen: bytes moved whose time is over: what the residue tells
 * @fresh: about to begin, for the first time or again
 * @timed: the bus has granted something before
 * @repeated: it has begun again
 * @due: parts that are over, and their callbacks to come
 * @silent: a fault keeps its interrupt back
 * @abandoned: a fault has called it complete: it may not touch memory any more
 * @held_until: a fault holds it, or its callback, back until then; 0 if none does
 * @lies: answers a fault has distorted
 * @submitted: how often it was
 * @complete_as: the cookie that is complete when it is: its own
 * @issued_at: when it was issued; only if the time is modelled
 * @part_over: when the part under way may be over at the earliest; only if it repeats itself
 * @over_at: when the bus is done with @granted; 0 if the time is not modelled
 * @result: how it ended
 *
 * Owned by whoever the list says: the client while prepared, else the channel's lock.
 */
struct sim_desc {
	struct dma_async_tx_descriptor txd;
	struct list_head node;
	const struct sim_op *op;
	const struct sim_fault *fault;
	bool faulty, carried, silent, abandoned;
	ktime_t held_until;
	unsigned int lies, submitted;
	dma_cookie_t complete_as;
	u64 random;
	struct sim_side src, dst;
	u8 value;
	u8 coefs[SIM_MAX_SOURCES];
	unsigned int found;
	enum sum_check_flags *verdict;
	const struct sim_peer *peer;
	struct sim_port port;
	struct sim_meta meta;
	bool owned;
	size_t len, todo, keep, period, part, moved, granted, seen;
	bool fresh, timed, repeated;
	unsigned int due;
	ktime_t issued_at, part_over, over_at;
	enum dmaengine_tx_result result;
};

static inline struct sim_desc *to_sim_desc(struct dma_async_tx_descriptor *txd)
{
	return container_of(txd, struct sim_desc, txd);
}

/**
 * sim_desc_prepare() - take a descriptor for a client's prep
 * @c: the channel
 * @op: what it is to do
 * @len: bytes; may be 0
 * @flags: enum dma_ctrl_flags
 *
 * Follows provider.rst: a prep may be called in atomic context, so it never sleeps.
 * Return: the descriptor, on the prepared list, or NULL.
 */
struct sim_desc *sim_desc_prepare(struct sim_chan *c, const struct sim_op *op, size_t len,
				  unsigned long flags);

/**
 * sim_desc_discard() - give back a descriptor whose prep has failed
 * @d: what sim_desc_prepare() returned
 */
void sim_desc_discard(struct sim_desc *d);

/**
 * sim_desc_withhold() - a fault: the last @n bytes do not get where they should
 * @d: the descriptor, before its first byte; if there are fewer, none does
 * @n: bytes
 *
 * Where a peer on the other side would wait for them they pass, and are lost.
 * Return: true if any do not.
 */
bool sim_desc_withhold(struct sim_desc *d, size_t n);

/**
 * sim_desc_reserve() - make descriptors beforehand
 * @c: the channel; not in use yet
 *
 * Return: 0 or -ENOMEM. Context: may sleep.
 */
int sim_desc_reserve(struct sim_chan *c);

/**
 * sim_desc_release() - free every descriptor
 * @c: the channel; nothing may use it any more
 */
void sim_desc_release(struct sim_chan *c);

/**
 * sim_desc_retire() - put a descriptor back that is through with everything, callback included
 * @d: the descriptor; in no list
 *
 * It is free at once if the client has acknowledged it, and when it does otherwise; or the client's
 * again, to be submitted or freed, with DMA_CTRL_REUSE.
 * Context: the channel's lock is held.
 */
void sim_desc_retire(struct sim_desc *d);

/* sim_desc_is_reused() - will the client submit it again, or free it? */
static inline bool sim_desc_is_reused(const struct sim_desc *d)
{
	return d->txd.flags & DMA_CTRL_REUSE;
}

/**
 * sim_desc_complete() - complete the cookie
 * @d: the descriptor
 *
 * Context: the channel's lock is held.
 */
void sim_desc_complete(struct sim_desc *d);

#endif
