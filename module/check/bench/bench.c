// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The bench's verdict, its random numbers and its waits, and what is done to all its jobs at once.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/hrtimer.h>
#include "check/bench/bench.h"
#include "core/base/stall_timeout.h"
#include "core/chan/chan.h"

#define TRIES_NS	(300 * NSEC_PER_MSEC)	/* what all tries of a rule may take */
#define LATE_MS		20	/* what is done after terminate_sync() is done by then */

__printf(4, 0) static void say(struct check_bench *b, enum check_verdict worse,
			       const struct check_job *job, const char *fmt, va_list args)
{
	size_t n;

	/*
	 * The rule and callbacks may both judge at once. The one that changes the verdict writes
	 * the text.
	 */
	if (cmpxchg((u32 *)&b->verdict, VERDICT_PASS, worse) != VERDICT_PASS)
		return;
	n = vscnprintf(b->text, sizeof(b->text), fmt, args);
	if (job)
		scnprintf(b->text + n, sizeof(b->text) - n, "; transfer %u of %zu bytes", job->nr,
			  job->len);
}

void check_fail(struct check_bench *b, const struct check_job *job, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(b, VERDICT_FAIL, job, fmt, args);
	va_end(args);
}

void check_skip(struct check_bench *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(b, VERDICT_SKIP, NULL, fmt, args);
	va_end(args);
}

void check_break(struct check_bench *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(b, VERDICT_BROKEN, NULL, fmt, args);
	va_end(args);
}

u32 check_random(struct check_bench *b, u32 below)
{
	return below ? prandom_u32_state(&b->rnd) % below : 0;
}

void check_nap(struct check_bench *b, u64 ns)
{
	ktime_t left = ns_to_ktime(check_random(b, (u32)min_t(u64, ns, U32_MAX)));

	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule_hrtimeout(&left, HRTIMER_MODE_REL);
}

u32 check_tries_in(const struct check_bench *b, u64 ns, u32 most, u32 jobs)
{
	u64 n = div64_u64(ns, b->job_ns * jobs);

	return (u32)clamp_t(u64, n, 1, most);
}

u32 check_tries(const struct check_bench *b, u32 most, u32 jobs)
{
	return check_tries_in(b, TRIES_NS, most, jobs);
}

u32 check_queue(const struct check_bench *b, u64 ns, u32 most)
{
	return (u32)clamp_t(u64, div64_u64(ns, b->job_ns) + 1, 2, most);
}

void check_issue(struct check_bench *b)
{
	dma_async_issue_pending(b->chan);
}

/* A job whose data is there may still call back, if it asked for an interrupt. */
static bool is_out(const struct check_job *job)
{
	if (!job->cookie)
		return false;
	if (job->lasts)
		return !job->over;
	return !check_job_called(job) && !(job->over && job->no_irq);
}

bool check_in_flight(const struct check_bench *b)
{
	u32 i;

	for (i = 0; i < b->nr_jobs; i++)
		if (is_out(&b->jobs[i]))
			return true;
	return false;
}

static void forget_lasting(struct check_bench *b)
{
	struct check_job *job;

	for (job = b->jobs; job < b->jobs + b->nr_jobs; job++) {
		WRITE_ONCE(job->each, NULL);
		job->lasts = false;
	}
}

bool check_stop(struct check_bench *b)
{
	int ret;

	if (check_in_flight(b))
		check_note_stopped(b);
	ret = dmarig_chan_terminate(b->rc);
	if (ret)
		check_fail(b, NULL, "want dmaengine_terminate_sync() to return 0, got %d", ret);
	else
		forget_lasting(b);
	return !ret;
}

void check_free_memory(struct check_bench *b)
{
	struct check_job *job;

	for (job = b->jobs; job < b->jobs + b->nr_jobs; job++) {
		if (job->memory)
			dma_free_coherent(b->dev, job->room, job->memory, job->dma);
		job->memory = NULL;
	}
}

bool check_await_callbacks(const struct check_bench *b)
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(b->p.timeout_ms);

	/* Pairs with on_callback(). */
	while (atomic_read_acquire(&b->nr_inside)) {
		if (dmarig_stall_timeout_is_over(&timeout))
			return false;
		usleep_range(10, 50);
	}
	return true;
}

void check_outlast(struct check_bench *b)
{
	if (b->unsettled)
		msleep(LATE_MS);
	b->unsettled = false;
}

bool check_bide(struct check_bench *b, struct stall_timeout *timeout)
{
	check_issue(b);
	usleep_range(100, 500);
	if (!dmarig_stall_timeout_is_over(timeout))
		return true;
	check_note_timeout(b);
	return false;
}

void check_drop(struct check_bench *b, struct dma_async_tx_descriptor *tx)
{
	dmaengine_submit(tx);
	if (b->chan->device->device_terminate_all)
		check_stop(b);
}

void check_clear(struct check_bench *b)
{
	if (!check_await_callbacks(b)) {
		check_fail(b, NULL,
			   "want calls made in a callback to return, got none within timeout_ms=%llu",
			   b->p.timeout_ms);
		return;
	}
	check_outlast(b);
	check_free_memory(b);
	b->nr_jobs = 0;
	atomic_set(&b->nr_called, 0);
}

bool check_reset(struct check_bench *b)
{
	if (check_in_flight(b) && !check_stop(b))
		return false;
	check_clear(b);
	return true;
}
