/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rings: jobs that are one cyclic transfer. A ring goes round until the channel is terminated; it
 * is in flight until then, and calls back once a period.
 */
#ifndef DMARIG_CHECK_BENCH_RING_H
#define DMARIG_CHECK_BENCH_RING_H

#include "check/bench/bench.h"

/**
 * struct check_ring - what ring is wanted
 * @dir: DMA_DEV_TO_MEM into the job's destination, DMA_MEM_TO_DEV from its source, or
 *	DMA_DEV_TO_DEV, which has the destination for its length
 * @periods: that many; a power of two
 * @flags: for prep, beside DMA_CTRL_ACK; without DMA_PREP_INTERRUPT it has no callback
 * @each: by every callback; may be NULL
 * @note: what job->note[0] is at first, for each()
 */
struct check_ring {
	enum dma_transfer_direction dir;
	u32 periods;
	unsigned long flags;
	void (*each)(struct check_job *job, u32 nr);
	u32 note;
};

/**
 * check_ring_start() - submit and issue a ring
 * @b: the bench, of a kind that goes the same way
 * @ring: what is wanted; each period lasts some hundred microseconds, as far as memory goes
 *
 * May sleep. Return: its job, whose destination is poisoned; NULL without a word when the channel
 * has no descriptor for it within timeout_ms, and NULL when the rule has failed.
 */
struct check_job *check_ring_start(struct check_bench *b, const struct check_ring *ring);

/**
 * check_ring_wait() - wait for callbacks, for timeout_ms at most
 * @job: the ring
 * @nr: until there were so many since it started
 *
 * Return: false when they did not come, or the rule has failed before.
 */
bool check_ring_wait(struct check_job *job, int nr);

/**
 * check_ring_stop() - terminate in two steps, and look at the callbacks
 * @job: the ring
 *
 * One callback may have been under way when device_terminate_all was called. May sleep. Return:
 * false when there were more, or terminating failed, and then the rule has failed.
 */
bool check_ring_stop(struct check_job *job);

/**
 * check_ring_residue() - look at the residue many times
 * @job: the ring, which goes round
 * @looks: so many times
 *
 * The rule fails where it is more than the buffer, or the transfer not in progress. Return: the
 * most it was.
 */
u32 check_ring_residue(struct check_job *job, u32 looks);

/**
 * check_ring_usual() - start a ring of the bench's kind, with a callback a period
 * @b: the bench
 *
 * May sleep. Return: its job; NULL when there is none, and then the rule has failed.
 */
struct check_job *check_ring_usual(struct check_bench *b);

/**
 * check_ring_works() - a ring goes round, is terminated, and its data is there
 * @b: the bench
 *
 * What check_works() is where no transfer ends by itself. A ring that nothing could end is not
 * begun. May sleep. Return: false when it does not work, and then the rule has failed.
 */
bool check_ring_works(struct check_bench *b);

/**
 * check_ring_time() - go round once
 * @b: the bench
 *
 * May sleep. Return: how many ns a ring takes for b->len bytes; 0 when that cannot be known.
 */
u64 check_ring_time(struct check_bench *b);

/* check_ring_poison() - let @len bytes from @from differ from what is received */
void check_ring_poison(struct check_job *job, size_t from, size_t len);

/* check_ring_is_written() - is the last byte of @len bytes from @from there, which comes last? */
bool check_ring_is_written(const struct check_job *job, size_t from, size_t len);

#endif
