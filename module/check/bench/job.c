// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Jobs: one descriptor each, with its memory and what its callback saw. A channel that has been
 * released may still call back, so all that a callback touches outlives the bench, see open.c.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/sched.h>
#include "check/bench/bench.h"
#include "check/bench/job.h"
#include "check/bench/ring.h"
#include "common/pattern.h"
#include "core/base/compat.h"
#include "core/base/stall_timeout.h"

/* Before what is moved, and behind it; so that both sides are where the channel wants them. */
static size_t margin(const struct check_job *job)
{
	return max_t(size_t, JOB_GUARD, job->b->align);
}

static size_t half(const struct check_job *job)
{
	return round_up(job->len, margin(job)) + 2 * margin(job);
}

/* The key of the pattern that the destination and its guards are poisoned with. */
static u64 poison_key(const struct check_job *job)
{
	return pattern_mix(job->key);
}

void check_job_refill(struct check_job *job)
{
	job->key = pattern_mix(job->b->p.seed + ((u64)prandom_u32_state(&job->b->rnd) << 16) +
			       job->nr);
	pattern_fill(job->src, job->len, job->key);
	pattern_fill(job->dst - JOB_GUARD, job->len + 2 * JOB_GUARD, poison_key(job));
}

struct check_job *check_job_new(struct check_bench *b, size_t len)
{
	struct check_job *job = b->jobs + b->nr_jobs;

	if (b->nr_jobs == CHECK_MAX_JOBS) {
		check_break(b, "a rule made more than %u jobs", CHECK_MAX_JOBS);
		return NULL;
	}
	memset(job, 0, sizeof(*job));
	job->b = b;
	job->nr = b->nr_jobs;
	job->len = len;
	job->room = 2 * half(job);
	job->memory = dma_alloc_coherent(b->dev, job->room, &job->dma, GFP_KERNEL | __GFP_NOWARN);
	if (!job->memory) {
		check_break(b, "no coherent memory for a transfer of %zu bytes", len);
		return NULL;
	}
	init_completion(&job->done);
	job->src = job->memory + margin(job);
	job->dst = job->src + half(job);
	job->src_dma = job->dma + margin(job);
	job->dst_dma = job->src_dma + half(job);
	b->nr_jobs++;
	check_job_refill(job);
	return job;
}

#ifdef CONFIG_LOCKDEP
/*
 * Does the caller hold a lock? Not counted are locks of the context that we interrupted
 * (irq_context), the pseudo-locks of timers and work items (no wait type) and RCU readers (read ==
 * 2).
 */
static bool holds_lock(void)
{
	unsigned int here = ct_in_hardirq() ? 2 : !!in_serving_softirq();
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

u32 check_see_context(void)
{
	u32 context = 0;

	if (ct_in_hardirq())
		context |= JOB_HARDIRQ;
	if (irqs_disabled())
		context |= JOB_IRQS_OFF;
	if (holds_lock())
		context |= JOB_LOCKED;
	return context;
}

/* Everything that is seen is written before @calls is raised, which says that it is there. */
static void on_callback(void *param, const struct dmaengine_result *result)
{
	struct check_job *job = param;
	struct check_bench *b = job->b;
	void (*each)(struct check_job *job, u32 nr);
	u32 nr;

	atomic_inc(&b->nr_inside);
	if (!check_job_called(job)) {
		job->context = check_see_context();
		job->place = atomic_inc_return(&job->b->nr_called);
		job->has_result = result;
		if (result) {
			job->result = result->result;
			job->residue = result->residue;
		}
		WRITE_ONCE(b->called_on, raw_smp_processor_id());
		udelay(b->linger_us);
	}
	/* Pairs with check_job_called(): a reader that sees the number sees all that was noted. */
	smp_mb__before_atomic();
	nr = atomic_inc_return(&job->calls);
	if (nr == 1 && job->called)
		job->called(job);
	/*
	 * check_stop() takes each() away, so that a callback that comes later does not touch
	 * memory.
	 */
	each = READ_ONCE(job->each);
	if (each)
		each(job, nr);
	complete(&job->done);
	/* The job may be freed from here on. Pairs with check_await_callbacks(). */
	atomic_dec_return_release(&b->nr_inside);
}

/* Some drivers know callback alone; of one that knows both, dmaengine makes the other. */
static void on_plain_callback(void *param)
{
	on_callback(param, NULL);
}

void check_job_set_callback(struct check_job *job, struct dma_async_tx_descriptor *tx)
{
	job->tx = tx;
	tx->callback = on_plain_callback;
	tx->callback_result = on_callback;
	tx->callback_param = job;
}

bool check_job_prep(struct check_job *job, unsigned long flags)
{
	struct dma_async_tx_descriptor *tx = job->b->kind->prep(job, flags | DMA_CTRL_ACK);

	if (!tx)
		return false;
	job->no_irq = !(flags & DMA_PREP_INTERRUPT);
	job->tx = tx;
	/* Drivers call back wherever there is a callback, asked for or not. */
	if (!job->no_irq)
		check_job_set_callback(job, tx);
	return true;
}

bool check_job_get(struct check_job *job, unsigned long flags)
{
	struct stall_timeout timeout = check_timeout(job->b);

	while (!check_job_prep(job, flags))
		if (!check_bide(job->b, &timeout))
			return false;
	return true;
}

bool check_job_submit(struct check_job *job, unsigned long flags)
{
	if (job->tx || check_job_get(job, flags))
		return check_job_submit_prepared(job);
	check_fail(job->b, job, "want a descriptor of %s, got NULL for timeout_ms=%llu",
		   job->b->kind->name, job->b->p.timeout_ms);
	return false;
}

bool check_job_submit_prepared(struct check_job *job)
{
	dma_cookie_t cookie;

	atomic_set(&job->calls, 0);
	reinit_completion(&job->done);
	cookie = dmaengine_submit(job->tx);
	job->tx = NULL;
	if (dma_submit_error(cookie)) {
		check_fail(job->b, job, "want a cookie from dmaengine_submit(), got %d", cookie);
		return false;
	}
	job->cookie = cookie;
	job->b->nr_submitted++;
	job->over = false;
	return true;
}

struct check_job *check_job_start(struct check_bench *b, size_t len)
{
	struct check_job *job = check_job_new(b, len);

	if (!job || !check_job_submit(job, DMA_PREP_INTERRUPT))
		return NULL;
	check_issue(b);
	return job;
}

/* Drop the last job, for which the channel has no descriptor. */
static void job_drop(struct check_job *job)
{
	struct check_bench *b = job->b;

	dma_free_coherent(b->dev, job->room, job->memory, job->dma);
	job->memory = NULL;
	b->nr_jobs--;
}

bool check_load(struct check_bench *b, u32 nr)
{
	struct check_job *job;
	u32 i;

	for (i = 0; i < nr; i++) {
		job = check_job_new(b, b->len);
		if (!job)
			return false;
		if (i && !check_job_prep(job, DMA_PREP_INTERRUPT)) {
			job_drop(job);
			break;
		}
		if (!check_job_submit(job, DMA_PREP_INTERRUPT))
			return false;
	}
	check_issue(b);
	return true;
}

enum dma_status check_job_status(const struct check_job *job, struct dma_tx_state *state)
{
	return dmaengine_tx_status(job->b->chan, job->cookie, state);
}

bool check_job_wait(struct check_job *job)
{
	struct check_bench *b = job->b;
	const char *else_said = "in progress";

	if (check_job_called(job) || dmarig_stall_timeout_wait(&job->done, b->p.timeout_ms)) {
		b->heard = true;
		return true;
	}
	check_note_timeout(b);
	if (check_job_status(job, NULL) == DMA_COMPLETE)
		else_said = "complete";
	check_fail(b, job, "want its callback within timeout_ms=%llu, got none; its status is %s",
		   b->p.timeout_ms, else_said);
	return false;
}

bool check_wait(struct check_bench *b)
{
	u32 i;

	for (i = 0; i < b->nr_jobs; i++)
		if (b->jobs[i].cookie && !check_job_wait(&b->jobs[i]))
			return false;
	return true;
}

/* The guards are parts of the pattern of poison, and must still hold it. */
bool check_job_guards(const struct check_job *job)
{
	size_t bad = pattern_compare(job->dst - JOB_GUARD, JOB_GUARD, poison_key(job));
	u8 want[JOB_GUARD];

	if (bad < JOB_GUARD) {
		check_fail(job->b, job,
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
	check_fail(job->b, job,
		   "want memory behind the destination as it was, got byte %zu written",
		   job->len + bad);
	return false;
}

bool check_job_data(struct check_job *job)
{
	size_t bad = job->b->kind->bad(job);

	if (bad == job->len) {
		job->over = true;
		return check_job_guards(job);
	}
	check_fail(job->b, job, "want what %s makes of memory, got byte %zu wrong",
		   job->b->kind->name, bad);
	return false;
}

bool check_works(struct check_bench *b)
{
	struct check_job *job;

	if (b->rings_only)
		return check_ring_works(b);
	job = check_job_start(b, b->len);
	return job && check_job_wait(job) && check_job_data(job);
}

bool check_all_data(struct check_bench *b)
{
	u32 i;

	for (i = 0; i < b->nr_jobs; i++)
		if (b->jobs[i].cookie && !check_job_data(&b->jobs[i]))
			return false;
	return true;
}

size_t check_job_written(const struct check_job *job)
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

size_t check_job_differs(const struct check_job *job, const u8 *was)
{
	size_t i = 0;

	while (i < job->len && job->dst[i] == was[i])
		i++;
	return i;
}

bool check_job_may_call(struct check_job *job)
{
	if (!(job->context & (JOB_HARDIRQ | JOB_IRQS_OFF | JOB_LOCKED)))
		return true;
	check_fail(job->b, job,
		   "want a callback that may call the channel, got one with %s",
		   job->context & JOB_LOCKED ? "a lock held" : "interrupts off");
	return false;
}

struct check_job *check_first_underway(struct check_bench *b)
{
	u32 i;

	for (i = 0; i < b->nr_jobs; i++)
		if (!check_job_is_over(&b->jobs[i]))
			return &b->jobs[i];
	return NULL;
}

void check_job_terminate(struct check_job *job)
{
	int ret;

	if (!check_job_may_call(job))
		return;
	check_note_stopped(job->b);
	ret = dmaengine_terminate_async(job->b->chan);
	if (ret)
		check_fail(job->b, job,
			   "want dmaengine_terminate_async() in a callback to return 0, got %d",
			   ret);
}
