/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The bench: a claimed channel with memory, on which a rule makes single transfers by hand to look
 * at one call of the contract at a time. It knows no rule. A job is one descriptor of the simplest
 * kind the channel has, its memory, and what its callback saw.
 *
 * A job's memory is coherent, so that the CPU may read it at any time. It belongs to the bench
 * until the channel was terminated, and for good if terminating fails.
 */
#ifndef DMARIG_CHECK_BENCH_BENCH_H
#define DMARIG_CHECK_BENCH_BENCH_H

#include <linux/completion.h>
#include <linux/dmaengine.h>
#include <linux/prandom.h>
#include "common/params.h"
#include "core/base/deferred.h"
#include "core/base/stall_timeout.h"

struct check_bench;
struct rchan;
struct run;

#define CHECK_MAX_JOBS	64	/* at most, of a bench */
#define JOB_GUARD	64	/* bytes on either side of what a job moves that are looked at */

/* The context of a callback. */
#define JOB_HARDIRQ	0x1
#define JOB_IRQS_OFF	0x2
#define JOB_LOCKED	0x4	/* the caller held a lock; known with lockdep only */

/* struct check_job - a transfer by hand. Owner: the rule; what the callback writes is noted. */
struct check_job {
	struct check_bench *b;
	u32 nr;				/* of the bench */
	size_t len;			/* bytes it moves */
	size_t period;			/* of a ring, in bytes; else 0 */
	size_t room;			/* bytes of memory */
	void *memory;			/* all of it; dma likewise */
	dma_addr_t dma;
	u8 *src, *dst;
	dma_addr_t src_dma, dst_dma;
	u64 key;			/* of the source's pattern */
	struct dma_async_tx_descriptor *tx;	/* the provider's again after the end */
	dma_cookie_t cookie;		/* 0: not submitted */
	bool over;			/* its data is there: nothing more is to come */
	bool no_irq;			/* it was prepared without DMA_PREP_INTERRUPT */
	bool lasts;			/* it calls back often: in flight until over or stopped */
	void (*called)(struct check_job *job);	/* by the callback, first thing; may be NULL */
	/* By every callback, with its number from 1; not after check_stop(). */
	void (*each)(struct check_job *job, u32 nr);
	void *priv;			/* the rule's */
	u32 note[8];			/* likewise; each() may write it */

	/* By the callback, read when calls says so. */
	struct completion done;
	atomic_t calls;
	u32 place;			/* it was the n-th callback of the bench, from 1 */
	u32 context;			/* JOB_* */
	bool has_result;
	enum dmaengine_tx_result result;
	u32 residue;
};

/**
 * struct check_kind - a kind of transfer, the simplest there are
 * @name: as an op
 * @cap: the capability it needs
 * @dir: which way it goes
 * @prep: make the descriptor; NULL when the channel gives none
 * @bad: offset of the first byte of memory that is not what the transfer makes it, or job->len
 */
struct check_kind {
	const char *name;
	enum dma_transaction_type cap;
	enum dma_transfer_direction dir;
	struct dma_async_tx_descriptor *(*prep)(struct check_job *job, unsigned long flags);
	size_t (*bad)(const struct check_job *job);
};

/* enum check_verdict - on a rule; ascending, so that a worse one is greater and stays */
enum check_verdict { VERDICT_PASS, VERDICT_SKIP, VERDICT_FAIL, VERDICT_BROKEN };

/* struct check_bench - see above. Owner: the rule or the first bench that opened it. */
struct check_bench {
	struct run *run;		/* its knobs; its name holds the channel */
	struct params p;		/* of the run, for the kind */
	struct rchan *rc;
	struct dma_chan *chan;
	struct device *dev;
	struct dma_slave_caps caps;	/* has_caps: they are known */
	bool has_caps;
	bool rings_only;		/* no transfer of it ends by itself */
	const struct check_kind *kind;
	struct rnd_state rnd;
	size_t len, align;		/* of a job, usually; what addresses and lengths want */
	u64 job_ns;			/* one job takes about that long, alone */
	u8 peripheral[2 * PERIPHERAL_BYTES];	/* a driver may keep it until the release */
	u8 *known;			/* what a device's own buffer holds, or NULL */
	struct check_job *jobs;		/* CHECK_MAX_JOBS */
	u32 nr_jobs;
	atomic_t nr_called;
	u64 nr_submitted;		/* jobs, and transfers of runs, since it was opened */
	atomic_t nr_inside;		/* callbacks that are running */
	u32 linger_us;			/* the first callback of a job takes that long */
	int called_on;			/* the processor of the last callback; by callbacks */
	bool stopped;			/* terminated with jobs in flight since it was opened */
	bool unsettled;			/* likewise, and late writes were not waited for since */
	bool heard, timed_out;		/* what was waited for came, or did not come in time */
	enum check_verdict verdict;
	char text[SENTENCE_LEN];
	struct deferred deferred;	/* where callbacks may come late: frees it */
};

/**
 * check_fail() - the channel breaks the rule
 * @b: the bench
 * @job: at which transfer, or NULL
 * @fmt: what was wanted and what was seen, one sentence without a full stop
 *
 * The first one counts. Any context.
 */
__printf(3, 4) void check_fail(struct check_bench *b, const struct check_job *job, const char *fmt,
			       ...);

/* check_skip() - the rule cannot be asked here; check_break() - nor answered, as the rig failed */
__printf(2, 3) void check_skip(struct check_bench *b, const char *fmt, ...);
__printf(2, 3) void check_break(struct check_bench *b, const char *fmt, ...);

/* check_note_stopped() - the channel was terminated with jobs in flight; any context */
static inline void check_note_stopped(struct check_bench *b)
{
	b->stopped = true;
	b->unsettled = true;
}

/* check_failed() - is there a point in going on? */
static inline bool check_failed(const struct check_bench *b)
{
	return READ_ONCE(b->verdict) >= VERDICT_FAIL;
}

/* check_random() - 0 to below @below, reproducible from the seed */
u32 check_random(struct check_bench *b, u32 below);

/* check_nap() - sleep for a random time below @ns */
void check_nap(struct check_bench *b, u64 ns);

/**
 * check_tries() - how often a rule may try
 * @b: the bench
 * @most: more is not worth it
 * @jobs: a try takes about so many jobs
 *
 * So that all tries take about a third of a second on this channel. Return: at least 1.
 */
u32 check_tries(const struct check_bench *b, u32 most, u32 jobs);

/* check_tries_in() - the same, for a rule whose tries take about @ns */
u32 check_tries_in(const struct check_bench *b, u64 ns, u32 most, u32 jobs);

/**
 * check_queue() - how many jobs keep the channel busy for a while
 * @b: the bench
 * @ns: that long
 * @most: but not more than so many
 */
u32 check_queue(const struct check_bench *b, u64 ns, u32 most);

/* check_in_flight() - is any job still to call back? */
bool check_in_flight(const struct check_bench *b);

/* check_issue() - dma_async_issue_pending() */
void check_issue(struct check_bench *b);

/**
 * check_stop() - dmaengine_terminate_sync()
 * @b: the bench
 *
 * Return: false when the channel could not be terminated, and then the rule has failed.
 */
bool check_stop(struct check_bench *b);

/*
 * check_clear() - forget all jobs, which are not the channel's any more, and free their memory
 *
 * Not those of a callback that does not return: the rule has failed then, and they stay for good.
 */
void check_clear(struct check_bench *b);

/**
 * check_await_callbacks() - wait until no callback is running
 * @b: the bench
 *
 * A waiter may see a job's callback as having come while it is still writing. May sleep. Return:
 * false when one is still running after timeout_ms, as a call it made into the provider does not
 * return.
 */
bool check_await_callbacks(const struct check_bench *b);

/**
 * check_outlast() - after a termination, sleep until a late write of the controller is over
 * @b: the bench
 *
 * A controller that moves memory after it was terminated must not find memory of somebody else's.
 */
void check_outlast(struct check_bench *b);

/* check_free_memory() - free the memory of all jobs, which is not the channel's any more */
void check_free_memory(struct check_bench *b);

/* check_reset() - stop what is in flight, and clear; false as check_stop() */
bool check_reset(struct check_bench *b);

/* check_drop() - give back a descriptor that should not have been had, without issuing it */
void check_drop(struct check_bench *b, struct dma_async_tx_descriptor *tx);

/**
 * check_bide() - wait a moment for a descriptor, of which the channel has none left
 * @b: the bench
 * @timeout: of timeout_ms, begun before the first try
 *
 * What was submitted is issued, as only what ends comes back; a driver may give descriptors back
 * some time after their callbacks. May sleep. Return: false when that took too long.
 */
bool check_bide(struct check_bench *b, struct stall_timeout *timeout);

/* check_timeout() - timeout_ms from now */
static inline struct stall_timeout check_timeout(const struct check_bench *b)
{
	return dmarig_stall_timeout_begin(b->p.timeout_ms);
}

/* check_job_called() - has its callback come? */
static inline bool check_job_called(const struct check_job *job)
{
	return atomic_read(&job->calls) > 0;
}

/* check_note_timeout() - note that what was waited for has not come within timeout_ms */
static inline void check_note_timeout(struct check_bench *b)
{
	b->timed_out = true;
}

#endif
