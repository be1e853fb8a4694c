/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Jobs: one descriptor each, with its memory and what its callback saw.
 */
#ifndef DMARIG_CHECK_BENCH_JOB_H
#define DMARIG_CHECK_BENCH_JOB_H

#include "check/bench/bench.h"

/**
 * job_new() - memory for a transfer: source filled, destination poisoned
 * @b: the bench
 * @len: bytes to move
 *
 * Return: the job; NULL when there is no memory, and then the bench is broken.
 */
struct job *job_new(struct bench *b, size_t len);

/* job_refill() - fill and poison again, with a pattern of its own; the CPU has the memory */
void job_refill(struct job *job);

/**
 * job_prep() - get a descriptor that calls back
 * @job: new, or ended
 * @flags: DMA_PREP_INTERRUPT and others
 *
 * Any context where prep may be called. Return: false when there is none; nothing is said then.
 */
bool job_prep(struct job *job, unsigned long flags);

/* job_set_callback() - @tx calls back for the job; job_prep() does it by itself */
void job_set_callback(struct job *job, struct dma_async_tx_descriptor *tx);

/**
 * job_submit() - job_prep() where that was not done, and submit
 * @job: new, prepared or ended
 * @flags: as for job_prep()
 *
 * Return: false when there is no descriptor or no cookie, and then the rule has failed.
 */
bool job_submit(struct job *job, unsigned long flags);

/* job_start() - job_new(), job_submit() with an interrupt, bench_issue(); NULL as those */
struct job *job_start(struct bench *b, size_t len);

/**
 * bench_load() - submit jobs of b->len and issue them all
 * @b: the bench
 * @nr: so many, or as many as the channel has descriptors for
 *
 * Return: false as job_submit(), or when there is not even one descriptor.
 */
bool bench_load(struct bench *b, u32 nr);

/* job_status() - dmaengine_tx_status(); @state may be NULL */
enum dma_status job_status(const struct job *job, struct dma_tx_state *state);

/**
 * job_wait() - wait for its callback, for timeout_ms at most
 * @job: issued
 *
 * Return: false when it did not come, and then the rule has failed.
 */
bool job_wait(struct job *job);

/* bench_wait() - the same for all jobs that were submitted */
bool bench_wait(struct bench *b);

/**
 * job_check() - does memory hold what the transfer makes of it, guards included?
 * @job: ended
 *
 * Return: false when it does not, and then the rule has failed.
 */
bool job_check(struct job *job);

/* job_guards() - is memory beside the destination as it was? If not, the rule has failed */
bool job_guards(const struct job *job);

/* bench_works() - a job of b->len from start to end; false as job_start(), _wait() and _check() */
bool bench_works(struct bench *b);

/* bench_check() - the same for all jobs that were submitted */
bool bench_check(struct bench *b);

/* job_written() - how many bytes of the destination, from its start, are not poison any more */
size_t job_written(const struct job *job);

/* job_differs() - offset of the first byte of @was, a copy of the destination, that changed */
size_t job_differs(const struct job *job, const u8 *was);

#endif
