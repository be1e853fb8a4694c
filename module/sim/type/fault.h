/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a fault is made of, and what a channel remembers for the sake of its faults.
 */
#ifndef DMARIG_SIM_TYPE_FAULT_H
#define DMARIG_SIM_TYPE_FAULT_H

#include <linux/dmaengine.h>
#include <linux/hrtimer.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct sim_chan;
struct sim_desc;
struct sim_fault;

/* Points in the life of a descriptor; the channel's lock is held at all of them. */
enum sim_point {
	SIM_AT_PREPARE,		/* its op, length and flags are known */
	SIM_AT_SUBMIT,		/* it has its cookie, and waits for issue_pending */
	SIM_AT_PICK,		/* first of the issued; another may be put before it */
	SIM_AT_STEP,		/* the engine would go on with it; true: it does not */
	SIM_AT_START,		/* about to begin, addresses not looked at */
	SIM_AT_BEGIN,		/* addresses were checked; before the first byte */
	SIM_AT_END,		/* the last byte, or that of a part, has moved */
	SIM_AT_FINISH,		/* it has ended, and its result is due */
	SIM_AT_DELIVER,		/* metadata is due; true: it is not delivered */
	SIM_AT_INTERRUPT,	/* it is over, or a part is; true: no interrupt */
	SIM_AT_TURN,		/* first of the callbacks due; another may be put before it */
	SIM_AT_BEFORE_CALLBACK,	/* the callback is next */
	SIM_AT_CALLBACK,	/* the callback comes; true: once more */
	SIM_AT_RETIRE,		/* it would be free again; true: it is not, and nobody's */
	SIM_AT_RESUME,		/* the channel is resumed; the first that is not over */
	SIM_AT_CONFIG,		/* the channel is configured; issued or submitted */
	SIM_AT_TERMINATE,	/* active; true: terminate_all returns terminate_error */
	SIM_AT_ABORT,		/* terminated; may be put elsewhere */
	SIM_AT_UNPLUG,		/* in flight when the driver goes; may be put elsewhere */
	SIM_AT_FREE,		/* reused, and the client's; true: it cannot be freed */
	SIM_NR_POINTS
};

/* Operations of a channel */
enum sim_call {
	SIM_CALL_PREP,		/* true: it returns NULL */
	SIM_CALL_SUBMIT,
	SIM_CALL_ISSUE,		/* true: the hook has done it in its way */
	SIM_CALL_STATUS,
	SIM_CALL_PAUSE,		/* true: nothing stops */
	SIM_CALL_RESUME,	/* of a channel that is not paused; true: it succeeds */
	SIM_CALL_TERMINATE,	/* true: it returns terminate_error */
	SIM_CALL_REQUEST,	/* true: the channel is busy */
	SIM_CALL_LEAVE,		/* the client goes, and nothing was taken away yet */
	SIM_CALL_RELEASE,
	SIM_CALL_CONFIG,	/* true: the channel keeps the configuration it had */
	SIM_CALL_INTERRUPT,	/* true: the hook sees to the callbacks */
	SIM_CALL_CALLBACK,
	SIM_CALL_WAKE,		/* before registers are touched; true: it stays suspended */
	SIM_CALL_AWAKE,		/* the system has slept */
	SIM_NR_CALLS
};

/* What must be refused, as bits of fault->accepts */
enum sim_wrong {
	SIM_ZERO_LENGTH		= 1 << 0,
	SIM_ZERO_ENTRIES	= 1 << 1,
	SIM_LONG_PERIOD		= 1 << 2,
	SIM_DIRECTION		= 1 << 3,
	SIM_ODD_LENGTH		= 1 << 4,
	SIM_WIDTH		= 1 << 5,
	SIM_BURST		= 1 << 6,
	SIM_ZERO_PERIOD		= 1 << 7,
	SIM_BETWEEN		= 1 << 8,	/* registers: it goes to memory instead */
	SIM_PERIPHERAL_SIZE	= 1 << 9,	/* too short: more is looked at */
};

/**
 * struct sim_question - a tx_status that is being answered
 * @d: the descriptor asked for; NULL if it is complete, or unknown
 * @cookie: its cookie
 * @state: where the residue goes; may be NULL
 * @status: the answer
 */
struct sim_question {
	struct sim_desc *d;
	dma_cookie_t cookie;
	struct dma_tx_state *state;
	enum dma_status status;
};

/**
 * struct sim_fault - what is wrong
 * @at: by point of a descriptor that has the fault
 * @in: by operation, while the channel's lock is held
 * @before: by operation, before it, with no lock held: it may sleep where the operation may. Draws
 *	for itself
 * @answer: distort an answer about a descriptor that has the fault, or was marked; lock held
 * @report: distort the result that callback_result gets; lock held
 * @latency: distort the latency, in ns
 * @witness: called for every part of every transfer that moved memory, after SIM_AT_END, for faults
 *	with a memory; lock held
 * @setup: break the dma_device before it is registered; such a fault is chosen before live
 * @accepts: enum sim_wrong
 * @withholds_result: callback_result gets none
 * @terminate_error: what device_terminate_all returns, doing nothing, when a hook says so
 *
 * What is not set is as it should be. SIM_AT_START to SIM_AT_END and @witness are only called by an
 * engine that moves memory.
 */
struct sim_fault {
	bool (*at[SIM_NR_POINTS])(struct sim_chan *c, struct sim_desc *d);
	bool (*in[SIM_NR_CALLS])(struct sim_chan *c);
	bool (*before[SIM_NR_CALLS])(struct sim_chan *c);
	bool (*answer)(struct sim_chan *c, struct sim_question *q);
	bool (*report)(struct sim_desc *d, struct dmaengine_result *result);
	u64 (*latency)(const struct sim_chan *c, u64 ns);
	void (*witness)(struct sim_chan *c, struct sim_desc *d);
	bool (*setup)(struct dma_device *dd);
	unsigned long accepts;
	bool withholds_result;
	int terminate_error;
};

#define SIM_STASH_BYTES	4096	/* what a channel remembers of a transfer */
#define SIM_NR_MARKED	64	/* cookies it remembers; a power of two */
#define SIM_MAX_LEAKED	32	/* descriptors: a channel that has lost so many has none left */
#define SIM_LATE_BYTES	64	/* that must be as they were for a late write to happen */

/**
 * struct sim_late_write - memory of a terminated transfer that may be written later
 * @addr: where; 0 if there is none
 * @seen: what was there
 */
struct sim_late_write {
	dma_addr_t addr;
	u8 seen[SIM_LATE_BYTES];
};

/**
 * struct sim_sequence - what a fault is drawn for, one after the other
 * @next: the position of the next one
 * @sought: up to here it is known where the fault is; with fault_near
 */
struct sim_sequence {
	u64 next, sought;
};

/**
 * struct sim_fault_state - a channel's
 * @epoch: of the choice the sequences belong to
 * @transfers: the sequence of transfers
 * @calls: that of operations
 * @stash: memory of a transfer
 * @stash_len: bytes in @stash
 * @marked: cookies whose status a fault distorts, oldest overwritten
 * @nr_marked: how many were ever marked
 * @lost: descriptors that only terminating brings back
 * @nr_leaked: descriptors a fault has leaked since the channel was requested
 * @wedged: nothing starts until the channel is requested anew
 * @was_released: the channel has had a client before
 * @jammed: it will be wedged for the next one
 * @calling: a callback is running
 * @carry: the next transfer that begins has this fault, because of what has gone before
 * @late_write: where a terminated transfer may still write
 * @at_synchronize: what synchronize has to do first; NULL if nothing
 * @later: what the timer does, with the channel's lock held
 * @timer: runs @later
 * @callback_lock: held over callbacks by the fault that does
 * @holder: the CPU that holds it; -1 if none does
 * @after_callback: what has to be done after the callback
 *
 * Protected by the channel's lock, but for the last four.
 */
struct sim_fault_state {
	u32 epoch;
	struct sim_sequence transfers, calls;
	u8 *stash;
	size_t stash_len;
	dma_cookie_t marked[SIM_NR_MARKED];
	unsigned int nr_marked;
	struct list_head lost;
	unsigned int nr_leaked;
	bool wedged, was_released, jammed, calling;
	const struct sim_fault *carry;
	struct sim_late_write late_write;
	void (*at_synchronize)(struct sim_chan *c);
	void (*later)(struct sim_chan *c);
	struct hrtimer timer;
	spinlock_t callback_lock;	/* what a driver should not have held */
	int holder;
	void (*after_callback)(struct sim_chan *c);
};

#endif
