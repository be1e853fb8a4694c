// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Opening and closing a bench, and what happens to the channel as a whole: issuing, terminating,
 * claiming anew. Jobs are in job.c.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/hrtimer.h>
#include <linux/slab.h>
#include "check/bench.h"
#include "common/pattern.h"
#include "core/chan.h"
#include "core/patience.h"
#include "core/run.h"
#include "op/op.h"
#include "peer/peer.h"

#define TRIES_NS	(300 * NSEC_PER_MSEC)	/* what all tries of a rule may take */
#define LATE_MS		20	/* what is done after terminate_sync() is done by then */
#define GRAVE_MS	10000	/* and no callback comes this late */

/* Protects graves. */
static DEFINE_MUTEX(graves_lock);
static LIST_HEAD(graves);	/* of struct bench: jobs were terminated, the oldest first */

__printf(4, 0)
static void say(struct bench *b, enum verdict worse, const struct job *job, const char *fmt,
		va_list args)
{
	size_t n;

	/* Whoever worsens the verdict writes the text; callbacks and the rule may both try. */
	if (cmpxchg((u32 *)&b->verdict, VERDICT_PASS, worse) != VERDICT_PASS)
		return;
	n = vscnprintf(b->text, sizeof(b->text), fmt, args);
	if (job)
		scnprintf(b->text + n, sizeof(b->text) - n, "; transfer %u of %zu bytes", job->nr,
			  job->len);
}

void bench_fail(struct bench *b, const struct job *job, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(b, VERDICT_FAIL, job, fmt, args);
	va_end(args);
}

void bench_skip(struct bench *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(b, VERDICT_SKIP, NULL, fmt, args);
	va_end(args);
}

void bench_break(struct bench *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(b, VERDICT_BROKEN, NULL, fmt, args);
	va_end(args);
}

u32 bench_random(struct bench *b, u32 below)
{
	return below ? prandom_u32_state(&b->rnd) % below : 0;
}

void bench_nap(struct bench *b, u64 ns)
{
	ktime_t left = ns_to_ktime(bench_random(b, (u32)min_t(u64, ns, U32_MAX)));

	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule_hrtimeout(&left, HRTIMER_MODE_REL);
}

u32 bench_tries_in(const struct bench *b, u64 ns, u32 most, u32 jobs)
{
	u64 n = div64_u64(ns, b->job_ns * jobs);

	return (u32)clamp_t(u64, n, 1, most);
}

u32 bench_tries(const struct bench *b, u32 most, u32 jobs)
{
	return bench_tries_in(b, TRIES_NS, most, jobs);
}

u32 bench_queue(const struct bench *b, u64 ns, u32 most)
{
	return (u32)clamp_t(u64, div64_u64(ns, b->job_ns) + 1, 2, most);
}

void bench_issue(struct bench *b)
{
	dma_async_issue_pending(b->chan);
}

/* One whose data is there may still call back, if it was asked to. */
static bool is_out(const struct job *job)
{
	if (!job->cookie)
		return false;
	if (job->lasts)
		return !job->over;
	return !job_called(job) && !(job->over && job->silent);
}

bool bench_in_flight(const struct bench *b)
{
	u32 i;

	for (i = 0; i < b->nr_jobs; i++)
		if (is_out(&b->jobs[i]))
			return true;
	return false;
}

static void forget_lasting(struct bench *b)
{
	struct job *job;

	for (job = b->jobs; job < b->jobs + b->nr_jobs; job++) {
		WRITE_ONCE(job->each, NULL);
		job->lasts = false;
	}
}

bool bench_stop(struct bench *b)
{
	int ret;

	if (bench_in_flight(b))
		bench_stopped(b);
	ret = chan_terminate(b->rc);
	if (ret)
		bench_fail(b, NULL, "want dmaengine_terminate_sync() to return 0, got %d", ret);
	else
		forget_lasting(b);
	return !ret;
}

static void free_memory(struct bench *b)
{
	struct job *job;

	for (job = b->jobs; job < b->jobs + b->nr_jobs; job++) {
		if (job->memory)
			dma_free_coherent(b->dev, 2 * (job->len + 2 * JOB_GUARD), job->memory,
					  job->dma);
		job->memory = NULL;
	}
}

/*
 * Who waits for a callback may see it while it is still writing. False when one is still in it
 * after timeout_ms: a call it made into the provider does not return.
 */
static bool let_callbacks_out(const struct bench *b)
{
	struct patience patience = patience_begin(b->p.timeout_ms);

	/* Pairs with on_callback(). */
	while (atomic_read_acquire(&b->nr_inside)) {
		if (patience_is_over(&patience))
			return false;
		usleep_range(10, 50);
	}
	return true;
}

/* A controller that moves memory after all must not find somebody else's. */
static void outlast(struct bench *b)
{
	if (b->unsettled)
		msleep(LATE_MS);
	b->unsettled = false;
}

void bench_drop(struct bench *b, struct dma_async_tx_descriptor *tx)
{
	dmaengine_submit(tx);
	if (b->chan->device->device_terminate_all)
		bench_stop(b);
}

void bench_clear(struct bench *b)
{
	if (!let_callbacks_out(b)) {
		bench_fail(b, NULL,
			   "want calls made in a callback to return, got none within timeout_ms=%llu",
			   b->p.timeout_ms);
		return;
	}
	outlast(b);
	free_memory(b);
	b->nr_jobs = 0;
	atomic_set(&b->nr_called, 0);
}

bool bench_reset(struct bench *b)
{
	if (bench_in_flight(b) && !bench_stop(b))
		return false;
	bench_clear(b);
	return true;
}

/* What is known of a slave channel; others are not asked. */
static void read_caps(struct bench *b)
{
	b->has_caps = !dma_get_slave_caps(b->chan, &b->caps);
}

static int claim(struct bench *b)
{
	struct rchan *rc = chan_claim(&b->run->error, b->run->name, b->run->p.channel, &b->p,
				      op_table[DMARIG_OP_none]);

	if (IS_ERR(rc))
		return PTR_ERR(rc);
	b->rc = rc;
	b->chan = rc->chan;
	b->dev = rc->dev;
	read_caps(b);
	return 0;
}

static void give_back(struct bench *b)
{
	peer_release(b->rc);
	chan_release(b->rc);
}

/* It may have been any; from now on it is this one. */
static void pin(struct bench *b)
{
	if (strcmp(b->run->p.channel, b->rc->name) && !strchr(b->run->p.channel, ':'))
		strscpy(b->run->p.channel, b->rc->name, sizeof(b->run->p.channel));
}

void bench_lend(struct bench *b)
{
	bench_clear(b);
	pin(b);
	give_back(b);
	b->rc = NULL;
}

bool bench_reclaim(struct bench *b)
{
	int ret = claim(b);

	if (!ret)
		ret = way_set_up(b);
	if (ret)
		bench_fail(b, NULL, "want the channel again after its release, got %d: %s", ret,
			   b->run->error.text);
	return !ret;
}

bool bench_restart(struct bench *b)
{
	bench_lend(b);
	return bench_reclaim(b);
}

static int choose_way(struct bench *b, const struct way *way)
{
	b->way = way ?: way_find(&b->chan->device->cap_mask, &b->p);
	if (b->way)
		return way_set_up(b);
	run_explain(b->run,
		    "%s: want memcpy, or slave and a peer that is memory, device or an address",
		    b->rc->name);
	return -EOPNOTSUPP;
}

static int check_size(struct bench *b)
{
	b->align = max_t(size_t, 64, 1u << b->chan->device->copy_align);
	b->len = b->p.size;
	if (!(b->len & (b->align - 1)))
		return 0;
	run_explain(b->run, "size=%llu: rules want a multiple of %zu", b->p.size, b->align);
	return -EINVAL;
}

struct bench *bench_open(struct run *run, const struct way *way, u64 salt)
{
	struct bench *b = kvzalloc(sizeof(*b), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!b)
		return ERR_PTR(-ENOMEM);
	b->run = run;
	b->p = run->p;
	b->p.verify = 1;
	b->p.op = DMARIG_OP_slave_single;
	b->job_ns = NSEC_PER_MSEC;
	prandom_seed_state(&b->rnd, pattern_mix(run->p.seed + salt));
	b->jobs = kvcalloc(BENCH_JOBS, sizeof(*b->jobs), GFP_KERNEL);
	if (!b->jobs)
		goto err_free;
	ret = claim(b);
	if (ret)
		goto err_free;
	ret = check_size(b);
	if (!ret)
		ret = choose_way(b, way);
	if (ret)
		goto err_release;
	return b;

err_release:
	give_back(b);
err_free:
	kvfree(b->jobs);
	kvfree(b);
	return ERR_PTR(ret);
}

/* Leaked where a callback is in it for good. */
static void bench_free(struct bench *b)
{
	if (!let_callbacks_out(b))
		return;
	kvfree(b->known);
	kvfree(b->jobs);
	kvfree(b);
}

/* The oldest come first; @all at unload, when no provider can know of us any more. */
static void reap(bool all)
{
	struct bench *b, *next;

	mutex_lock(&graves_lock);
	list_for_each_entry_safe(b, next, &graves, node) {
		if (!all && time_before(jiffies, b->buried + msecs_to_jiffies(GRAVE_MS)))
			break;
		list_del(&b->node);
		bench_free(b);
	}
	mutex_unlock(&graves_lock);
}

void bench_reap_all(void)
{
	reap(true);
}

static void bury(struct bench *b)
{
	reap(false);
	b->buried = jiffies;
	mutex_lock(&graves_lock);
	list_add_tail(&b->node, &graves);
	mutex_unlock(&graves_lock);
}

void bench_close(struct bench *b)
{
	bool ours = true;

	if (b->rc && bench_in_flight(b))
		ours = bench_stop(b);
	ours = let_callbacks_out(b) && ours;
	outlast(b);
	if (ours)
		free_memory(b);
	if (b->rc)
		give_back(b);
	if (b->stopped)
		bury(b);
	else
		bench_free(b);
}
