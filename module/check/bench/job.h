/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Jobs: one descriptor each, with its memory and what its callback saw.
 */
#ifndef DMARIG_CHECK_BENCH_JOB_H
#define DMARIG_CHECK_BENCH_JOB_H

#include "check/bench/bench.h"

/* check_see_context() - JOB_* of the context it is called in; any */
u32 check_see_context(void);

/**
 * check_job_new() - memory for a transfer: source filled, destination poisoned
 * @b: the bench
 * @len: bytes to move
 *
 * Return: the job; NULL when there is no memory, and then the bench is broken.
 */
struct check_job *check_job_new(struct check_bench *b, size_t len);

/* check_job_refill() - fill and poison again, with a pattern of its own; the CPU has the memory */
void check_job_refill(struct check_job *job);

/**
 * check_job_prep() - get a descriptor that calls back
 * @job: new, or ended
 * @flags: DMA_PREP_INTERRUPT and others
 *
 * Any context where prep may be called. Submit it at once, since a driver may hold a lock until
 * then. The client acknowledges it beforehand. Return: false when there is none; nothing is said
 * then.
 */
bool check_job_prep(struct check_job *job, unsigned long flags);

/*
 * check_job_get() - check_job_prep(), and where the channel has no descriptor for the moment, that
 * is waited out; may sleep before it has one, and not afterwards. False when that took too long
 */
bool check_job_get(struct check_job *job, unsigned long flags);

/* check_job_set_callback() - @tx calls back for the job; check_job_prep() does it by itself */
void check_job_set_callback(struct check_job *job, struct dma_async_tx_descriptor *tx);

/**
 * check_job_submit() - check_job_prep() where that was not done, and submit
 * @job: new, prepared or ended
 * @flags: as for check_job_prep()
 *
 * May sleep where it was not prepared, as check_job_get() does. Return: false when there is no
 * descriptor or no cookie, and then the rule has failed.
 */
bool check_job_submit(struct check_job *job, unsigned long flags);

/* check_first_underway() - the first job that is not over, which a pause would meet; or NULL */
struct check_job *check_first_underway(struct check_bench *b);

/* check_says_done() - is a transfer that has ended said to be? Out of order, no more can be said */
static inline bool check_says_done(enum dma_status status)
{
	return status == DMA_COMPLETE || status == DMA_OUT_OF_ORDER;
}

/*
 * check_job_submit_prepared() - submit what check_job_prep() has got, in the same context, as a
 * driver may hold a lock meanwhile; any. False when there is no cookie, and then the rule has
 * failed
 */
bool check_job_submit_prepared(struct check_job *job);

/**
 * check_job_start() - make a job, submit it with DMA_PREP_INTERRUPT and issue it
 * @b: the bench
 * @len: bytes to move
 *
 * Return: the job; NULL as check_job_new() and check_job_submit().
 */
struct check_job *check_job_start(struct check_bench *b, size_t len);

/**
 * check_load() - submit jobs of b->len and issue them all
 * @b: the bench
 * @nr: so many, or as many as the channel has descriptors for
 *
 * Return: false as check_job_submit(), or when there is not even one descriptor.
 */
bool check_load(struct check_bench *b, u32 nr);

/* check_job_status() - dmaengine_tx_status(); @state may be NULL */
enum dma_status check_job_status(const struct check_job *job, struct dma_tx_state *state);

/* check_job_is_over() - has it called back, or is it said to be complete? Any context */
static inline bool check_job_is_over(const struct check_job *job)
{
	return check_job_called(job) || check_job_status(job, NULL) == DMA_COMPLETE;
}

/**
 * check_job_wait() - wait for its callback, for timeout_ms at most
 * @job: issued
 *
 * Return: false when it did not come, and then the rule has failed.
 */
bool check_job_wait(struct check_job *job);

/* check_wait() - the same for all jobs that were submitted */
bool check_wait(struct check_bench *b);

/**
 * check_job_data() - does memory hold what the transfer makes of it, guards included?
 * @job: ended
 *
 * Return: false when it does not, and then the rule has failed.
 */
bool check_job_data(struct check_job *job);

/*
 * check_job_may_call() - may its callback call the channel? Where it would hang, the rule has
 * failed
 */
bool check_job_may_call(struct check_job *job);

/* check_job_terminate() - terminate the channel from the callback of a job, if that may be */
void check_job_terminate(struct check_job *job);

/* check_job_guards() - is memory beside the destination as it was? If not, the rule has failed */
bool check_job_guards(const struct check_job *job);

/**
 * check_works() - run a job of b->len from start to end, and check its data
 * @b: the bench; a channel that has rings alone goes round with one
 *
 * Return: false as check_job_start(), check_job_wait() and check_job_data().
 */
bool check_works(struct check_bench *b);

/* check_all_data() - check_job_data() for all jobs that were submitted */
bool check_all_data(struct check_bench *b);

/* check_job_written() - the length of the destination up to the last byte that is not poison */
size_t check_job_written(const struct check_job *job);

/* check_job_differs() - offset of the first byte that differs from @was, a former copy */
size_t check_job_differs(const struct check_job *job, const u8 *was);

#endif
