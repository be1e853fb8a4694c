/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A worker: one thread that keeps `depth` transfers outstanding on one channel. It owns its slots,
 * counters and histograms and shares nothing with other workers; of the run it knows the stage,
 * and nothing else that changes.
 */
#ifndef DMARIG_CORE_WORKER_H
#define DMARIG_CORE_WORKER_H

#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/llist.h>
#include "common/hist.h"
#include "common/params.h"
#include "common/result.h"
#include "core/base/deferred.h"
#include "core/base/stall_timeout.h"
#include "core/observe/cputime.h"
#include "core/slot/slot.h"

struct thread_pool;
struct cycle;
struct observed;
struct mem_extent;
struct stage;
struct task_account;

/*
 * struct tally - what a worker counts. Owner: the worker; the run reads it when the worker has
 * ended.
 */
struct tally {
	u64 transfers;			/* ended in the measuring window */
	u64 bytes;
	u64 verified;
	u64 prep_busy;
	u64 periods_missed;		/* of a cyclic transfer, and likewise the next ones */
	u64 periods_unchecked;
	u64 jitter_ns, intervals;	/* sum of neighbours' differences; how many */
	u64 map_busy;
	u64 bounced_maps, bounced_bytes;	/* from making its buffers to its end */
	u64 outcome[DMARIG_NR_OUTCOMES];	/* of all transfers, from start to end of the run */
};

/* struct worker - see above. What has no note is constant once the worker was made. */
struct worker {
	struct xfer_spec spec;
	struct stage *stage;		/* the run's */
	const struct observed *observed;	/* likewise, for what is said of the world */
	const struct completion_ops *poll_ops;	/* for transfers without a callback */
	bool cycles;			/* one transfer that goes round and round, see cyclic.h */
	u32 phases;			/* BIT(phase) of those that every transfer goes through */
	u32 checks;			/* and of those that a verified one does */
	bool follows;			/* runs on the CPU of its callbacks: cpu=irq */
	bool retry_map;			/* tries again when mapping fails: world=exhausted */
	u64 fence_context;		/* of the first slot; the next have the next */
	struct thread_pool *pool;
	struct kthread_worker *thread;	/* of the pool */
	struct kthread_work work;	/* what it is given, once */
	struct task_struct *task;	/* of the thread, or NULL */
	bool bound;			/* to a CPU: cpu=LIST */
	struct task_account *account;	/* of task */
	bool finished;			/* nothing more is submitted or reaped; under stage->wake */
	struct deferred deferred;	/* see dmarig_worker_defer_free() */

	/* Owner: the thread; the run when the thread has finished. */
	struct list_head idle, flight, ended;
	u32 nr_flight;			/* submitted, whether issued or not */
	u32 nr_unissued;		/* the last of them */
	struct slot *partly_submitted;	/* on no list; see dmarig_slot_is_partly_submitted() */
	u64 next;			/* number of the next transfer */
	u64 due;			/* with rate: when it is to begin, ktime in ns; else 0 */
	u32 due_rest;			/* of a ns, in 1/rate */
	u64 alarm;			/* when to stop waiting for the channel, ktime in ns */
	struct stall_timeout turn;	/* for others' descriptors; slice is 0: not waiting */
	bool warm;			/* the first transfer has ended */
	bool gave_up;			/* what is in flight now is overdue */
	struct tally tally;
	struct thread_cputime opened, closed;	/* what its thread had spent when the window did */
	int node;			/* of the CPU on which it ended */
	struct hist *hist;		/* NR_PHASES of them, or NULL */
	struct slot *slots;
	struct cycle *cycle;		/* of a cyclic transfer, or NULL */

	/* Shared with the completion: */
	struct llist_head done ____cacheline_aligned_in_smp;
	int sleeping;
	int completed_on;		/* CPU of the last callback */
	atomic_t spurious;		/* callbacks of nothing that was in flight */
};

/* struct worker_env - what is the same for all workers of a run */
struct worker_env {
	struct stage *stage;
	struct thread_pool *pool;		/* where their threads come from, and go */
	const struct observed *observed;	/* for what is said of the world */
	const struct completion_ops *poll_ops;	/* for transfers without a callback */
	const char *name;		/* for the names of the threads */
};

/**
 * dmarig_worker_create() - a worker, its slots and its thread, which waits for
 * dmarig_worker_start()
 * @spec: of its transfers; the shapes, the key, the callback and whether to time them are
 *	filled in here
 * @env: its run's
 * @hist: NR_PHASES cleared histograms, the worker's from now on; or NULL: it makes its own
 * @cpu: where to run, or -1
 *
 * May sleep. Return: the worker or an ERR_PTR; @hist is freed then.
 */
struct worker *dmarig_worker_create(const struct xfer_spec *spec, const struct worker_env *env,
				    struct hist *hist, int cpu);

/**
 * dmarig_worker_observe() - look where a worker's buffers lie
 * @w: not started yet
 * @extent: see dmarig_observe_memory()
 */
void dmarig_worker_observe(const struct worker *w, struct mem_extent *extent);

/* dmarig_worker_start() - let it go; the run is not preparing any more */
void dmarig_worker_start(struct worker *w);

/**
 * dmarig_worker_join() - wait until its thread has finished
 * @w: a worker that was started
 */
void dmarig_worker_join(struct worker *w);

/**
 * dmarig_worker_abandon_flight() - take back what is still in flight
 * @w: a worker that was joined
 * @terminated: the channel was terminated; otherwise it may still own the buffers, which are then
 *	leaked on purpose
 *
 * Return: how many transfers were leaked.
 */
u32 dmarig_worker_abandon_flight(struct worker *w, bool terminated);

/**
 * dmarig_worker_destroy() - free a worker that was joined, or never started
 * @w: the worker; what it leaked stays allocated
 */
void dmarig_worker_destroy(struct worker *w);

/**
 * dmarig_worker_defer_free() - keep a worker's memory until the module goes
 * @w: a joined worker
 *
 * For one whose channel had to be terminated: a callback that comes later all the same must find
 * memory that is still a worker's, and is counted as spurious. Frees its buffers where it may.
 */
void dmarig_worker_defer_free(struct worker *w);

/**
 * dmarig_worker_count() - count a transfer that has ended, and tell the trace
 * @w: the worker; its thread calls
 * @slot: with a sample
 */
void dmarig_worker_count(struct worker *w, struct slot *slot);

/**
 * dmarig_worker_keep_in_flight() - keep a slot in flight for good, so that the run terminates the
 * channel
 * @w: the worker; its thread calls
 * @slot: whose descriptors the channel may have
 */
void dmarig_worker_keep_in_flight(struct worker *w, struct slot *slot);

/**
 * dmarig_worker_reap_done() - move all slots from the done list to w->ended
 * @w: the worker; called by its own thread
 *
 * Return: whether there were any.
 */
bool dmarig_worker_reap_done(struct worker *w);

/**
 * dmarig_worker_poll_status() - ask for a transfer's status; if it has ended, move it to w->ended
 * @w: the worker; called by its own thread
 * @slot: in flight, on a channel that completes in order
 *
 * Return: whether it has.
 */
bool dmarig_worker_poll_status(struct worker *w, struct slot *slot);

/* dmarig_slot_worker() - the worker that a slot belongs to */
static inline struct worker *dmarig_slot_worker(const struct slot *slot)
{
	return container_of(slot->spec, struct worker, spec);
}

/* dmarig_worker_alarmed() - has something else to be done than wait for the channel? */
static inline bool dmarig_worker_alarmed(const struct worker *w)
{
	return w->alarm && ktime_get_ns() >= w->alarm;
}

/**
 * dmarig_worker_accept_callback() - may this callback complete its transfer?
 * @tag: its argument
 * @result: what the channel says
 * @now: ktime in ns, or 0
 *
 * Tasklet context by the contract, any context in fact. Return: true for the one callback that ends
 * this generation, after which dmarig_worker_complete() has to be called; any other is counted as
 * spurious.
 */
bool dmarig_worker_accept_callback(struct callback_tag *tag, const struct dmaengine_result *result,
				   u64 now);

/**
 * dmarig_worker_complete() - put a slot on its worker's done list, and wake the worker if it sleeps
 * @slot: accepted by dmarig_worker_accept_callback(); the worker's as soon as this is called
 *
 * Any context.
 */
void dmarig_worker_complete(struct slot *slot);

/**
 * dmarig_worker_waits_its_turn() - wait a little for a descriptor that the channel does not have
 * now
 * @w: the worker, whose turn.slice is 0 at the first try
 *
 * May sleep. Return: false when timeout_ms has gone by.
 */
bool dmarig_worker_waits_its_turn(struct worker *w);

#endif
