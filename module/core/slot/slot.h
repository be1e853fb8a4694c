/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A slot: one outstanding transfer of a worker. It owns the buffers, the descriptor's cookie and
 * the times; of its worker it knows what all transfers of that have in common, and neither queues
 * nor the run's state.
 *
 *          slot_begin()             slot_submit()          the completion
 *   IDLE ---------------> (filled, ----------------> FLIGHT ---------------> ENDED
 *    ^                     mapped)                     |                       |
 *    |                                                 | terminated            | slot_end()
 *    +-------------------------------------------------+-----------------------+
 *
 * FLIGHT is left exactly once, by cmpxchg; its caller owns the slot from then on. Until that
 * has happened the channel owns the buffers, and nothing unmaps or frees them.
 */
#ifndef DMARIG_CORE_SLOT_H
#define DMARIG_CORE_SLOT_H

#include <linux/dma-fence.h>
#include <linux/dmaengine.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/math64.h>
#include "common/pattern.h"
#include "common/sample.h"
#include "core/base/callback_tag.h"
#include "core/chan/chan.h"
#include "map/map.h"

struct completion_ops;
struct metadata;
struct op;
struct sentence;

/* is_nth() - is it number @n's turn if every @every-th has one? 32 bits have no 64-bit modulo */
static inline bool is_nth(u64 n, u64 every)
{
	u64 rest;

	div64_u64_rem(n, every, &rest);
	return !rest;
}

enum slot_state { SLOT_IDLE, SLOT_FLIGHT, SLOT_ENDED };

#define SLOT_DESCS	2

/*
 * struct slot_desc - one descriptor of a transfer. A transfer has one; where data goes out to a
 * peripheral and comes back it has two, and the first goes out. Owner: as for the slot.
 */
struct slot_desc {
	struct rchan *rc;
	enum dma_transfer_direction dir;
	struct dma_async_tx_descriptor *tx;	/* prepared, and not submitted yet */
	struct dma_async_tx_descriptor *sent;	/* the one that was submitted last */
	struct dma_async_tx_descriptor *kept;	/* with reuse=1: prepared once, ours until freed */
	dma_cookie_t cookie;
};

/*
 * struct xfer_spec - what all transfers of a worker have in common. Constant as long as there is
 * one of its slots.
 */
struct xfer_spec {
	const struct params *p;
	const struct op *op;
	const struct completion_ops *completion;
	dma_async_tx_callback_result callback;	/* of every descriptor; or NULL */
	struct rchan *rc;
	struct import *import;		/* memory for the mappings that want some */
	struct sentence *sentence;	/* gets what is wrong */
	struct shape reads, writes;	/* of every transfer; nr is 0 where it is in one piece */
	u64 key;			/* of all patterns */
	u32 run;			/* number of the point since load */
	u32 index;			/* of the worker, in the run */
	bool timed;			/* also where nobody traces */
};

/*
 * dmarig_spec_reads(), dmarig_spec_writes() - the shape of what is read and written, NULL for one
 * piece
 */
static inline const struct shape *dmarig_spec_reads(const struct xfer_spec *spec)
{
	return spec->reads.nr ? &spec->reads : NULL;
}

static inline const struct shape *dmarig_spec_writes(const struct xfer_spec *spec)
{
	return spec->writes.nr ? &spec->writes : NULL;
}

/* struct slot - see above. Owner: the worker, but for the members between the markers. */
struct slot {
	const struct xfer_spec *spec;	/* its worker's */
	struct list_head node;		/* on one of the worker's lists */
	struct buf *bufs;		/* sources, then parities, then destinations */
	u32 nr_sources;			/* of them */
	u32 nr_reads;			/* sources and parities */
	u32 nr_bufs;
	size_t src_at, dst_at;		/* this transfer's slices: of what is read, and written */
	size_t src_span, dst_span;	/* bytes of those slices: len, and gaps between chunks */
	const struct shape *reads, *writes;	/* NULL where it is in one piece */
	size_t len;
	bool checked;			/* filled, and to be verified */
	bool timed;
	bool no_irq;			/* its descriptors ask for no interrupt: irq_every */
	u32 wrong;			/* BIT(i): parity i is wrong on purpose */
	enum sum_check_flags verdict;	/* by the channel, for an op that checks */
	u64 *keys;			/* room for the patterns' keys of the sources */
	dma_addr_t *addrs;		/* room for the addresses of all buffers */
	u8 *coefs;			/* what the sources are multiplied with for Q */
	struct slot_desc descs[SLOT_DESCS];
	u32 nr_descs;
	u32 nr_sent;			/* submitted; 0 again when all are */
	struct metadata *metadata;	/* one a descriptor, or NULL */
	const struct slot_desc *desc;	/* the one that is being prepared */
	void *room;			/* the op's own */
	struct dmaengine_unmap_data *unmap;	/* while it is mapped, with driver_unmap; or NULL */
	u64 due;			/* ktime, ns: when rate wants its life to begin; or 0 */
	u64 begun;			/* ktime, ns: where total starts */
	u64 mark;			/* ktime, ns: end of the phase before */
	struct callback_tag tags[CALLBACK_GENS * SLOT_DESCS];	/* of its descs */
	struct sample sample;

	/* completion=fence, see there: */
	struct dma_fence fence;
	struct dma_fence_cb fence_cb;
	spinlock_t fence_lock;		/* the lock of fence */

	/* Shared with the completion: */
	u32 gen;			/* written by the worker before submit */
	int state;			/* enum slot_state */
	atomic_long_t open;		/* BIT(nr): no callback yet; with several descs */
	enum dmaengine_tx_result error;	/* of a descriptor that has completed */
	enum dmaengine_tx_result result;	/* by dmarig_slot_complete(), first of all */
	u64 completed;			/* ktime, ns; likewise; 0 when the clock was not read */
	struct llist_node done;		/* on the worker's done list */
};

/**
 * dmarig_slot_init() - allocate a slot's buffers
 * @slot: zeroed
 * @spec: of its transfers
 *
 * May sleep. Return: 0 or -errno, and then nothing is held.
 */
int dmarig_slot_init(struct slot *slot, const struct xfer_spec *spec);

/**
 * dmarig_slot_destroy() - free a slot's buffers
 * @slot: not in FLIGHT
 */
void dmarig_slot_destroy(struct slot *slot);

/**
 * dmarig_slot_renew() - free a slot's memory and get other
 * @slot: IDLE; stamps its phases free and alloc
 *
 * May sleep. Return: 0, or -errno, and then some of it is missing until this is called again.
 */
int dmarig_slot_renew(struct slot *slot);

/**
 * dmarig_slot_leak() - forget a slot's buffers, so that nobody frees them
 * @slot: in FLIGHT for good: they may still be the channel's
 */
void dmarig_slot_leak(struct slot *slot);

/* dmarig_slot_most_entries() - the most entries the device ever saw of one of its buffers */
u32 dmarig_slot_most_entries(const struct slot *slot);

/**
 * dmarig_slot_begin() - start a transfer's life: choose, fill, touch, map
 * @slot: IDLE
 * @transfer: its number in the worker
 * @due: ktime in ns when it should have begun, with a rate; else 0
 *
 * With fresh=1 it gets other memory first. Return: 0, or -errno when getting or mapping memory
 * failed, and then nothing is mapped.
 */
int dmarig_slot_begin(struct slot *slot, u64 transfer, u64 due);

/**
 * dmarig_slot_submit() - prepare and submit the descriptors, or let the CPU work
 * @slot: begun
 *
 * See Documentation/driver-api/dmaengine/client.rst. Return: 0 with the slot in FLIGHT, or ENDED
 * if the op is synchronous; -EAGAIN when a channel had no descriptor, and the slot is unmapped and
 * IDLE again, unless dmarig_slot_is_partly_submitted(); -EIO when a channel refused to take one:
 * then the slot is in FLIGHT if another of its descriptors was taken, else IDLE.
 */
int dmarig_slot_submit(struct slot *slot);

/**
 * dmarig_slot_complete() - the transfer is over: leave FLIGHT
 * @slot: the slot
 * @result: what the channel said
 * @now: ktime in ns, or 0
 *
 * Any context. Return: true for the one caller that did it.
 */
static inline bool dmarig_slot_complete(struct slot *slot, enum dmaengine_tx_result result, u64 now)
{
	if (READ_ONCE(slot->state) != SLOT_FLIGHT)
		return false;
	if (cmpxchg(&slot->state, SLOT_FLIGHT, SLOT_ENDED) != SLOT_FLIGHT)
		return false;
	slot->result = result;
	slot->completed = now;
	return true;
}

/**
 * dmarig_slot_is_partly_submitted() - the channel has some of its descriptors
 * @slot: after dmarig_slot_submit()
 *
 * For others there were none left, or were refused. There is no way to take back a descriptor, so
 * the others have to be submitted later, with dmarig_slot_submit(), or the channel terminated.
 */
static inline bool dmarig_slot_is_partly_submitted(const struct slot *slot)
{
	return slot->nr_sent || slot->descs[0].tx;
}

/**
 * dmarig_slot_status() - ask the channel about a transfer
 * @slot: in FLIGHT
 *
 * Return: DMA_COMPLETE once all its descriptors are, DMA_ERROR as soon as one failed and none is
 * under way, else what the channel says of the one that is.
 */
enum dma_status dmarig_slot_status(struct slot *slot);

/**
 * dmarig_slot_end() - end a transfer's life: take the buffers back, touch, verify
 * @slot: ENDED; IDLE afterwards
 * @outcome: what is known already, DMARIG_OUTCOME_good if nothing is
 */
void dmarig_slot_end(struct slot *slot, enum dmarig_outcome outcome);

/**
 * dmarig_slot_abandon() - take the buffers of a terminated transfer back
 * @slot: in FLIGHT, on a channel that was terminated and synchronised
 */
void dmarig_slot_abandon(struct slot *slot);

/**
 * dmarig_slot_stamp() - the phase that began at the last stamp ends now
 * @slot: the slot
 * @phase: which phase it was
 */
static inline void dmarig_slot_stamp(struct slot *slot, enum dmarig_phase phase)
{
	u64 now;

	if (!slot->timed)
		return;
	now = ktime_get_ns();
	slot->sample.phase_ns[phase] = now - slot->mark;
	slot->mark = now;
}

/* dmarig_slot_chan() - the channel the descriptor goes to that is being prepared */
static inline struct dma_chan *dmarig_slot_chan(const struct slot *slot)
{
	return slot->desc->rc->chan;
}

/*
 * dmarig_slot_src() - where the CPU finds source @i; the parities follow the sources. What is in
 * pieces is seen through the scratch, see dmarig_pieces_get().
 */
static inline void *dmarig_slot_src(const struct slot *slot, u32 i)
{
	return slot->bufs[i].scratch ?: slot->bufs[i].cpu + slot->src_at;
}

/* dmarig_slot_dst() - where the CPU finds destination @i */
static inline void *dmarig_slot_dst(const struct slot *slot, u32 i)
{
	const struct buf *buf = &slot->bufs[slot->nr_reads + i];

	return buf->scratch ?: buf->cpu + slot->dst_at;
}

/* dmarig_slot_entries() - what the device sees of a buffer, as a list of @nr entries */
static inline struct scatterlist *dmarig_slot_entries(const struct slot *slot, u32 i,
						      unsigned int *nr)
{
	return dmarig_buf_segments(&slot->bufs[i],
				   i < slot->nr_reads ? slot->src_span : slot->dst_span, nr);
}

/* dmarig_slot_src_addr() - where the device finds the only source */
static inline dma_addr_t dmarig_slot_src_addr(const struct slot *slot)
{
	return slot->bufs[0].addr;
}

/* dmarig_slot_dst_addr() - where the device finds the only destination */
static inline dma_addr_t dmarig_slot_dst_addr(const struct slot *slot)
{
	return slot->bufs[slot->nr_reads].addr;
}

/**
 * dmarig_slot_addrs() - where the device finds all buffers
 * @slot: begun
 *
 * Return: sources, then parities, then destinations; valid until the slot begins anew, as some
 * channels look at what they were given only when the transfer starts.
 */
dma_addr_t *dmarig_slot_addrs(struct slot *slot);

#endif
