// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rings: jobs that are one cyclic transfer.
 */
#include <linux/delay.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/ring.h"
#include "core/base/stall_timeout.h"
#include "core/chan/chan.h"

#define LONGEST		SZ_64K	/* bytes of a ring */
#define PERIOD_NS	(200 * NSEC_PER_USEC)	/* a period is at least about that long */
#define WORKS_PERIODS	8u	/* of a ring that stands for a transfer */

void check_ring_poison(struct check_job *job, size_t from, size_t len)
{
	size_t at;

	for (at = from; at < from + len; at++)
		job->dst[at] = (u8)~check_job_received(job, at);
}

bool check_ring_is_written(const struct check_job *job, size_t from, size_t len)
{
	size_t last = from + len - 1;

	return READ_ONCE(job->dst[last]) == check_job_received(job, last);
}

/*
 * Return: the length of a ring whose periods are long enough for callbacks to be on time. It is a
 * power of two times b->len, so that periods are whole words.
 */
static size_t ring_bytes(const struct check_bench *b, u32 periods)
{
	u64 ns = b->job_ns;
	size_t len = b->len;

	for (; len < LONGEST && ns < periods * PERIOD_NS; len *= 2)
		ns *= 2;
	return len;
}

/* Only where all of it can be told: bytes of a device's own buffer are known for b->len of them. */
static bool is_known(const struct check_job *job)
{
	return job->b->rc->peer.words || (job->b->known && job->len <= job->b->len);
}

static struct dma_async_tx_descriptor *prep(struct check_job *job, const struct check_ring *ring)
{
	dma_addr_t addr = ring->dir == DMA_MEM_TO_DEV ? job->src_dma : job->dst_dma;

	return dmaengine_prep_dma_cyclic(job->b->chan, addr, job->len, job->period, ring->dir,
					 ring->flags | DMA_CTRL_ACK);
}

struct check_job *check_ring_start(struct check_bench *b, const struct check_ring *ring)
{
	struct check_job *job = check_job_new(b, ring_bytes(b, ring->periods));
	struct stall_timeout timeout = check_timeout(b);
	struct dma_async_tx_descriptor *tx;

	if (!job)
		return NULL;
	job->period = job->len / ring->periods;
	if (ring->dir == DMA_DEV_TO_MEM && is_known(job))
		check_ring_poison(job, 0, job->len);
	do {
		tx = prep(job, ring);
	} while (!tx && check_bide(b, &timeout));
	if (!tx)
		return NULL;
	job->lasts = true;
	job->each = ring->each;
	job->note[0] = ring->note;
	job->tx = tx;
	if (ring->flags & DMA_PREP_INTERRUPT) {
		check_job_set_callback(job, tx);
	} else {
		tx->callback = NULL;
		tx->callback_result = NULL;
	}
	if (!check_job_submit(job, 0))
		return NULL;
	check_issue(b);
	return job;
}

bool check_ring_wait(struct check_job *job, int nr)
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(job->b->p.timeout_ms);

	while (atomic_read(&job->calls) < nr && !dmarig_stall_timeout_is_over(&timeout) &&
	       !check_failed(job->b))
		usleep_range(500, 1000);
	if (atomic_read(&job->calls) >= nr || check_failed(job->b))
		return !check_failed(job->b);
	check_note_timeout(job->b);
	check_fail(job->b, job, "want %d callbacks within timeout_ms=%llu, got %d", nr,
		   job->b->p.timeout_ms, atomic_read(&job->calls));
	return false;
}

bool check_ring_stop(struct check_job *job)
{
	struct check_bench *b = job->b;
	int called, ret;

	check_note_stopped(b);
	ret = dmaengine_terminate_async(b->chan);
	called = atomic_read(&job->calls);
	if (ret) {
		check_fail(b, job, "want dmaengine_terminate_async() to return 0, got %d", ret);
		return false;
	}
	dmaengine_synchronize(b->chan);
	if (atomic_read(&job->calls) - called > 1)
		check_fail(b, job,
			   "want one callback at most after dmaengine_terminate_async(), got %d",
			   atomic_read(&job->calls) - called);
	return check_stop(b);
}

u32 check_ring_residue(struct check_job *job, u32 looks)
{
	struct dma_tx_state state;
	enum dma_status status;
	u32 most = 0;

	while (looks-- && !check_failed(job->b)) {
		memset(&state, 0xff, sizeof(state));
		status = check_job_status(job, &state);
		if (status != DMA_IN_PROGRESS && status != DMA_OUT_OF_ORDER)
			check_fail(job->b, job,
				   "want a cyclic transfer in progress, got status %d", status);
		else if (state.residue > job->len)
			check_fail(job->b, job,
				   "want a residue of at most %zu bytes, the buffer, got %u",
				   job->len, state.residue);
		most = max(most, state.residue);
		usleep_range(100, 200);
	}
	return most;
}

/* Once round and a bit more, so that every period has been written. */
static void look_at_data(struct check_job *job)
{
	size_t at;

	if (job->b->kind->dir != DMA_DEV_TO_MEM || !is_known(job))
		return;
	for (at = 0; at < job->len; at++)
		if (job->dst[at] != check_job_received(job, at))
			break;
	if (at < job->len)
		check_fail(job->b, job, "want a ring written in %u periods, got byte %zu wrong",
			   WORKS_PERIODS, at);
	else
		check_job_guards(job);
}

struct check_job *check_ring_usual(struct check_bench *b)
{
	const struct check_ring ring = {
		.dir		= b->kind->dir,
		.periods	= WORKS_PERIODS,
		.flags		= DMA_PREP_INTERRUPT,
	};
	struct check_job *job = check_ring_start(b, &ring);

	if (!job)
		check_fail(b, NULL, "want a cyclic descriptor of %u periods, got NULL",
			   WORKS_PERIODS);
	return job;
}

bool check_ring_works(struct check_bench *b)
{
	struct check_job *job;

	if (!b->chan->device->device_terminate_all)
		return true;
	job = check_ring_usual(b);
	if (!job || !check_ring_wait(job, WORKS_PERIODS + 1) || !check_stop(b))
		return false;
	b->heard = true;
	look_at_data(job);
	return !check_failed(b);
}

u64 check_ring_time(struct check_bench *b)
{
	struct check_job *job;
	u64 begin;

	if (!b->chan->device->device_terminate_all)
		return 0;
	job = check_ring_usual(b);
	if (!job || !check_ring_wait(job, 1))
		return 0;
	begin = ktime_get_ns();
	if (!check_ring_wait(job, 1 + WORKS_PERIODS))
		return 0;
	return div_u64((ktime_get_ns() - begin) * b->len, (u32)job->len);
}
