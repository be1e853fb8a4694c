// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Jobs: a descriptor each, by hand, with its memory and what its callback saw. A channel that is no
 * channel of ours any more may still call back: all that a callback touches outlives it, see
 * bench.c.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/sched.h>
#include "check/bench/bench.h"
#include "check/bench/job.h"
#include "common/pattern.h"
#include "core/patience.h"

static size_t half(const struct job *job)
{
	return job->len + 2 * JOB_GUARD;
}

/* Keys of one job's patterns; the destination's is what it was poisoned with, guards included. */
static u64 poison_key(const struct job *job)
{
	return pattern_mix(job->key);
}

void job_refill(struct job *job)
{
	job->key = pattern_mix(job->b->p.seed + ((u64)prandom_u32_state(&job->b->rnd) << 16) +
			       job->nr);
	pattern_fill(job->src, job->len, job->key);
	pattern_fill(job->dst - JOB_GUARD, half(job), poison_key(job));
}

struct job *job_new(struct bench *b, size_t len)
{
	struct job *job = b->jobs + b->nr_jobs;

	if (b->nr_jobs == BENCH_JOBS) {
		bench_break(b, "a rule made more than %u jobs", BENCH_JOBS);
		return NULL;
	}
	memset(job, 0, sizeof(*job));
	job->b = b;
	job->nr = b->nr_jobs;
	job->len = len;
	job->memory = dma_alloc_coherent(b->dev, 2 * half(job), &job->dma,
					 GFP_KERNEL | __GFP_NOWARN);
	if (!job->memory) {
		bench_break(b, "no coherent memory for a transfer of %zu bytes", len);
		return NULL;
	}
	init_completion(&job->done);
	job->src = job->memory + JOB_GUARD;
	job->dst = job->src + half(job);
	job->src_dma = job->dma + JOB_GUARD;
	job->dst_dma = job->src_dma + half(job);
	b->nr_jobs++;
	job_refill(job);
	return job;
}

#ifdef CONFIG_LOCKDEP
/*
 * Does who calls hold a lock? One that was taken in another context is that of whom was
 * interrupted. Timers and work items are tracked as if they were locks, but nobody can wait there,
 * nor for readers of RCU.
 */
static bool holds_lock(void)
{
	unsigned int here = in_hardirq() ? 2 : !!in_serving_softirq();
	const struct held_lock *held = current->held_locks;
	int i;

	for (i = 0; i < lockdep_depth(current); i++, held++) {
		if (!held->instance->wait_type_inner || held->read == 2)
			continue;
		if (here ? held->irq_context & here : !held->irq_context)
			return true;
	}
	return false;
}
#else
static bool holds_lock(void)
{
	return false;
}
#endif

static u32 see_context(void)
{
	u32 context = 0;

	if (in_hardirq())
		context |= JOB_HARDIRQ;
	if (irqs_disabled())
		context |= JOB_IRQS_OFF;
	if (holds_lock())
		context |= JOB_LOCKED;
	return context;
}

/* What is seen is written before calls says that it is there. */
static void on_callback(void *param, const struct dmaengine_result *result)
{
	struct job *job = param;
	struct bench *b = job->b;
	void (*each)(struct job *job, u32 nr);
	u32 nr;

	atomic_inc(&b->nr_inside);
	if (!job_called(job)) {
		job->context = see_context();
		job->place = atomic_inc_return(&job->b->nr_called);
		job->has_result = result;
		if (result) {
			job->result = result->result;
			job->residue = result->residue;
		}
		WRITE_ONCE(b->called_on, raw_smp_processor_id());
		udelay(b->linger_us);
	}
	/* Pairs with job_called(): who sees the number sees what was noted. */
	smp_mb__before_atomic();
	nr = atomic_inc_return(&job->calls);
	if (nr == 1 && job->called)
		job->called(job);
	/* Taken away by whoever stops the channel: what comes later leaves memory alone. */
	each = READ_ONCE(job->each);
	if (each)
		each(job, nr);
	complete(&job->done);
	/* From here on the job may go; pairs with bench_await_callbacks(). */
	atomic_dec_return_release(&b->nr_inside);
}

void job_set_callback(struct job *job, struct dma_async_tx_descriptor *tx)
{
	job->tx = tx;
	tx->callback_result = on_callback;
	tx->callback_param = job;
}

bool job_prep(struct job *job, unsigned long flags)
{
	struct dma_async_tx_descriptor *tx = job->b->kind->prep(job, flags);

	if (!tx)
		return false;
	job->no_irq = !(flags & DMA_PREP_INTERRUPT);
	job_set_callback(job, tx);
	return true;
}

bool job_submit(struct job *job, unsigned long flags)
{
	dma_cookie_t cookie;

	if (!job->tx && !job_prep(job, flags)) {
		bench_fail(job->b, job, "want a descriptor of %s, got NULL", job->b->kind->name);
		return false;
	}
	atomic_set(&job->calls, 0);
	reinit_completion(&job->done);
	cookie = dmaengine_submit(job->tx);
	job->tx = NULL;
	if (dma_submit_error(cookie)) {
		bench_fail(job->b, job, "want a cookie from dmaengine_submit(), got %d", cookie);
		return false;
	}
	job->cookie = cookie;
	job->b->nr_submitted++;
	job->over = false;
	return true;
}

struct job *job_start(struct bench *b, size_t len)
{
	struct job *job = job_new(b, len);

	if (!job || !job_submit(job, DMA_PREP_INTERRUPT))
		return NULL;
	bench_issue(b);
	return job;
}

/* A job the channel has no descriptor for; it is the last one. */
static void job_drop(struct job *job)
{
	struct bench *b = job->b;

	dma_free_coherent(b->dev, 2 * half(job), job->memory, job->dma);
	job->memory = NULL;
	b->nr_jobs--;
}

bool bench_load(struct bench *b, u32 nr)
{
	struct job *job;
	u32 i;

	for (i = 0; i < nr; i++) {
		job = job_new(b, b->len);
		if (!job)
			return false;
		if (i && !job_prep(job, DMA_PREP_INTERRUPT)) {
			job_drop(job);
			break;
		}
		if (!job_submit(job, DMA_PREP_INTERRUPT))
			return false;
	}
	bench_issue(b);
	return true;
}

enum dma_status job_status(const struct job *job, struct dma_tx_state *state)
{
	return dmaengine_tx_status(job->b->chan, job->cookie, state);
}

bool job_wait(struct job *job)
{
	struct bench *b = job->b;
	const char *else_said = "in progress";

	if (job_called(job) || patience_wait(&job->done, b->p.timeout_ms)) {
		b->heard = true;
		return true;
	}
	bench_times_out(b);
	if (job_status(job, NULL) == DMA_COMPLETE)
		else_said = "complete";
	bench_fail(b, job, "want its callback within timeout_ms=%llu, got none; its status is %s",
		   b->p.timeout_ms, else_said);
	return false;
}

bool bench_wait(struct bench *b)
{
	u32 i;

	for (i = 0; i < b->nr_jobs; i++)
		if (b->jobs[i].cookie && !job_wait(&b->jobs[i]))
			return false;
	return true;
}

/* The guards hold what they did before, as parts of the same pattern. */
bool job_guards(const struct job *job)
{
	size_t bad = pattern_compare(job->dst - JOB_GUARD, JOB_GUARD, poison_key(job));
	u8 want[JOB_GUARD];

	if (bad < JOB_GUARD) {
		bench_fail(job->b, job,
			   "want memory before the destination as it was, got byte -%zu written",
			   JOB_GUARD - bad);
		return false;
	}
	pattern_fill_from(want, JOB_GUARD, poison_key(job), JOB_GUARD + job->len);
	for (bad = 0; bad < JOB_GUARD; bad++)
		if (job->dst[job->len + bad] != want[bad])
			break;
	if (bad == JOB_GUARD)
		return true;
	bench_fail(job->b, job,
		   "want memory behind the destination as it was, got byte %zu written",
		   job->len + bad);
	return false;
}

bool job_check(struct job *job)
{
	size_t bad = job->b->kind->bad(job);

	if (bad == job->len) {
		job->over = true;
		return job_guards(job);
	}
	bench_fail(job->b, job, "want what %s makes of memory, got byte %zu wrong",
		   job->b->kind->name, bad);
	return false;
}

bool bench_works(struct bench *b)
{
	struct job *job = job_start(b, b->len);

	return job && job_wait(job) && job_check(job);
}

bool bench_check(struct bench *b)
{
	u32 i;

	for (i = 0; i < b->nr_jobs; i++)
		if (b->jobs[i].cookie && !job_check(&b->jobs[i]))
			return false;
	return true;
}

size_t job_written(const struct job *job)
{
	size_t n = job->len;
	u8 poison;

	while (n) {
		pattern_fill_from(&poison, 1, poison_key(job), JOB_GUARD + n - 1);
		if (job->dst[n - 1] != poison)
			break;
		n--;
	}
	return n;
}

size_t job_differs(const struct job *job, const u8 *was)
{
	size_t i = 0;

	while (i < job->len && job->dst[i] == was[i])
		i++;
	return i;
}
