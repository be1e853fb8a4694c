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
#ifndef DMARIG_SIM_TYPE_DESC_H
#define DMARIG_SIM_TYPE_DESC_H

#include <linux/dmaengine.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/types.h>

struct sim_chan;
struct sim_desc;
struct sim_fault;
struct sim_op;

#define SIM_MAX_SOURCES	8	/* that are summed up */
#define SIM_MAX_ROWS	(SIM_MAX_SOURCES + 2)	/* and P and Q to compare with */
#define SIM_MAX_PIECES	4096	/* of a list: what a prep can still allocate at once */

/**
 * struct sim_piece - a piece of a list
 * @addr: DMA address
 * @len: bytes, not 0
 */
struct sim_piece {
	dma_addr_t addr;
	size_t len;
};

/**
 * struct sim_side - one side
 * @addr: where the rows start; with a list, where its current piece starts
 * @at: the next byte of each row as the CPU sees it; valid for @run bytes, which were checked
 * @nr: rows; 0 if this side is no memory
 * @row: bytes of each row, or of the current piece
 * @left: bytes to the end of the rows, or of the current piece
 * @run: bytes of them until memory goes on elsewhere, which it does behind an IOMMU
 * @list: the pieces; the memory stays with the descriptor, for the next transfer
 * @nr_pieces: pieces in use; 0 if the rows are whole
 * @max_pieces: pieces there is room for
 * @next: the piece after the current one
 * @frames: how often the list is gone through; 1 by default
 * @frame: how often it has been
 * @stride: bytes from one frame to the next
 */
struct sim_side {
	dma_addr_t addr[SIM_MAX_ROWS];
	u8 *at[SIM_MAX_ROWS];
	unsigned int nr;
	size_t row, left, run;
	struct sim_piece *list;
	unsigned int nr_pieces, max_pieces, next;
	size_t frames, frame, stride;
};

#define SIM_MAX_META	256	/* bytes */

/**
 * struct sim_meta - a transfer's metadata
 * @client: the client's buffer, DESC_METADATA_CLIENT; NULL if it has attached none
 * @room: bytes of @client
 * @len: valid bytes of @bytes
 * @bytes: the engine's own
 */
struct sim_meta {
	u8 *client;
	size_t room;
	size_t len;
	u8 bytes[SIM_MAX_META];
};

#define SIM_MAX_WIDTH	8	/* bytes of a peripheral's word */

/**
 * struct sim_port - a transfer's register, or window of registers
 * @addr: physical address
 * @width: bytes of a word
 * @bytes: bytes of the window, a multiple of @width; 0 if there is no register
 * @at: where the CPU finds it, once checked
 * @pos: bytes that have passed since the transfer started
 * @word: the word that is passing
 *
 * Copied from the channel's configuration when the transfer is prepared.
 */
struct sim_port {
	phys_addr_t addr;
	u32 width, bytes;
	u8 *at;
	u64 pos;
	u8 word[SIM_MAX_WIDTH] __aligned(SIM_MAX_WIDTH);
};

/**
 * struct sim_peer - a member of the peer vector, in one direction
 * @dir: the direction
 * @flows: bytes that one side does not move the other waits for
 * @start: before the first byte; false if the peer cannot be reached. May be NULL
 * @limit: how many of @n bytes can pass now; if 0 the channel is kicked when there is more. May be
 *	NULL
 * @move: pass the next @n bytes
 *
 * All are called with the channel's lock held.
 */
struct sim_peer {
	enum dma_transfer_direction dir;
	bool flows;
	bool (*start)(struct sim_chan *c, struct sim_desc *d);
	size_t (*limit)(struct sim_chan *c, struct sim_desc *d, size_t n);
	void (*move)(struct sim_chan *c, struct sim_desc *d, size_t n);
};

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
 * @far: the register that is written, where both sides are one
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
 * @irq_suppressed: a fault keeps its interrupt back
 * @abandoned: a fault has called it complete: it may not touch memory any more
 * @ended_early: by the peripheral, before all of it was there
 * @paired: a quirk's lock is held since it was prepared
 * @cookie_due: its cookie completes when it is called back
 * @held_until: a fault holds it, or its callback, back until then; 0 if none does
 * @nr_distorted: answers a fault has distorted
 * @submitted: how often it was
 * @complete_as: the cookie that is complete when it is: its own
 * @issued_at: when it was issued; only if the time is modelled
 * @part_over: when the part under way may be over at the earliest; only if it repeats itself
 * @over_at: when the bus is done with @granted; 0 if the time is not modelled
 * @result: how it ended
 *
 * The client owns a descriptor while it is prepared; otherwise the channel's lock protects it.
 */
struct sim_desc {
	struct dma_async_tx_descriptor txd;
	struct list_head node;
	const struct sim_op *op;
	const struct sim_fault *fault;
	bool faulty, carried, irq_suppressed, abandoned, ended_early;
	bool paired, cookie_due;
	ktime_t held_until;
	unsigned int nr_distorted, submitted;
	dma_cookie_t complete_as;
	u64 random;
	struct sim_side src, dst;
	u8 value;
	u8 coefs[SIM_MAX_SOURCES];
	unsigned int found;
	enum sum_check_flags *verdict;
	const struct sim_peer *peer;
	struct sim_port port, far;
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

#endif
