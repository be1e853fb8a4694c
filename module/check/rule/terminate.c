// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of terminating: after a stop at a random moment, nothing that was in flight calls back or
 * moves memory any more, and the channel works as before. A stop that meets no transfer in flight
 * tells nothing and is not counted.
 */
#include <linux/delay.h>
#include <linux/slab.h>
#include "check/bench/chase.h"
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"

#define SECTION		"dmaengine/client.rst: Further APIs, Terminate APIs"
#define QUIET_MS	20	/* what comes late comes by then */
#define LOAD_NS		(2 * NSEC_PER_MSEC)
#define MOST		16	/* jobs in flight */
#define LINGER_US	250	/* of a callback, so that a terminate meets some */

/*
 * Start jobs, stop() somewhere among them and look(), several times. Both return false when there
 * is no point in going on.
 */
static void stop_and(struct check_bench *b, bool (*stop)(struct check_bench *b),
		     bool (*look)(struct check_bench *b))
{
	struct check_chase chase;
	bool met;

	b->linger_us = LINGER_US;
	check_chase_start(&chase, b, check_queue(b, LOAD_NS, MOST));
	chase.ns += chase.load * LINGER_US * NSEC_PER_USEC;
	while (check_chase_next(&chase)) {
		met = check_in_flight(b);
		if (!stop(b) || !look(b))
			return;
		check_clear(b);
		check_chase_note(&chase, met);
	}
	check_chase_end(&chase, "terminate");
}

/* A job that had called back by then must have ended with its data. */
static bool only_ended_called(struct check_bench *b)
{
	const struct check_job *job;
	size_t bad;

	for (job = b->jobs; job < b->jobs + b->nr_jobs; job++) {
		if (!check_job_called(job))
			continue;
		bad = b->kind->bad(job);
		if (bad == job->len)
			continue;
		check_fail(b, job,
			   "want no callback for what was aborted, got one with byte %zu not moved",
			   bad);
		return false;
	}
	return true;
}

/* No callback may come any more, now that stopping has returned. */
static bool is_quiet(struct check_bench *b, const char *stopped)
{
	int called = atomic_read(&b->nr_called), late;

	msleep(QUIET_MS);
	late = atomic_read(&b->nr_called) - called;
	if (late)
		check_fail(b, NULL, "want no callback after %s, got %d", stopped, late);
	return !late;
}

static bool stays_silent(struct check_bench *b)
{
	return only_ended_called(b) && is_quiet(b, "dmaengine_terminate_sync()");
}

static void no_late_callback(struct check_bench *b)
{
	stop_and(b, check_stop, stays_silent);
}

static bool is_still(struct check_bench *b)
{
	u8 *was = kvmalloc_array(b->nr_jobs, b->len, GFP_KERNEL);
	bool still = true;
	size_t bad;
	u32 i;

	if (!was) {
		check_break(b, "no memory for copies");
		return false;
	}
	for (i = 0; i < b->nr_jobs; i++)
		memcpy(was + i * b->len, b->jobs[i].dst, b->len);
	msleep(QUIET_MS);
	for (i = 0; i < b->nr_jobs && still; i++) {
		bad = check_job_differs(&b->jobs[i], was + i * b->len);
		still = bad == b->len;
		if (!still)
			check_fail(b, &b->jobs[i],
				   "want memory still after dmaengine_terminate_sync(), got byte %zu written",
				   bad);
	}
	kvfree(was);
	return still;
}

static void memory_still(struct check_bench *b)
{
	stop_and(b, check_stop, is_still);
}

static bool works(struct check_bench *b)
{
	check_clear(b);
	return check_works(b);
}

static void then_works(struct check_bench *b)
{
	stop_and(b, check_stop, works);
}

/* Submitted and not issued: so many, or as many as there are descriptors for. */
static bool queue_some(struct check_bench *b, u32 nr)
{
	struct check_job *job;

	while (nr--) {
		job = check_job_new(b, b->len);
		if (!job)
			return false;
		if (check_job_prep(job, DMA_PREP_INTERRUPT) && !check_job_submit_prepared(job))
			return false;
	}
	return true;
}

/* Transfers that were submitted, issued or not, must be forgotten, and not run with later ones. */
static void forgets_queue(struct check_bench *b)
{
	struct check_job *job;
	u32 i, old, queued;

	if (!check_load(b, check_queue(b, LOAD_NS, MOST)))
		return;
	old = b->nr_jobs;
	if (!queue_some(b, 2) || !check_stop(b))
		return;
	for (i = 0; i < b->nr_jobs; i++)
		if (!check_job_called(&b->jobs[i]))
			check_job_refill(&b->jobs[i]);
	queued = b->nr_jobs;
	if (!check_works(b))
		return;
	msleep(QUIET_MS);
	for (i = old; i < queued; i++) {
		job = &b->jobs[i];
		if (check_job_called(job) || check_job_written(job))
			check_fail(b, job, "want it forgotten after terminate, got it run");
	}
}

/*
 * Terminate more transfers, one after the other, than a channel has descriptors. On a fast channel
 * these are many more and half of them are issued; on a slow one that would take too long.
 */
static void frees_descriptors(struct check_bench *b)
{
	u32 i, issued = check_tries(b, 2000, 1), n = max(issued, 500u);
	struct check_job *job;

	for (i = 0; i < n && !check_failed(b); i++) {
		job = b->nr_jobs ? b->jobs : check_job_new(b, b->len);
		if (!job)
			return;
		job->tx = NULL;
		if (!check_job_get(job, DMA_PREP_INTERRUPT)) {
			check_fail(b, job, "want a descriptor after %u were terminated, got NULL",
				   i);
			return;
		}
		if (!check_job_submit(job, 0))
			return;
		if (i & 1 && i < issued)
			check_issue(b);
		check_stop(b);
	}
}

static void idle_harmless(struct check_bench *b)
{
	int i;

	for (i = 0; i < 3; i++)
		if (!check_stop(b))
			return;
	if (check_works(b) && check_stop(b))
		check_works(b);
}

/* Stop in two steps, between which a callback may come. */
static bool stop_apart(struct check_bench *b)
{
	int ret = dmaengine_terminate_async(b->chan);

	if (ret) {
		check_fail(b, NULL, "want dmaengine_terminate_async() to return 0, got %d", ret);
		return false;
	}
	check_note_stopped(b);
	dmaengine_synchronize(b->chan);
	return true;
}

static bool has_synchronized(struct check_bench *b)
{
	return is_quiet(b, "dmaengine_synchronize()");
}

static void synchronize_waits(struct check_bench *b)
{
	stop_and(b, stop_apart, has_synchronized);
}

const struct rule rules_terminate[] = {
	{
		.id		= "terminate-no-late-callback",
		.section	= SECTION,
		.says		= "after dmaengine_terminate_sync() no callback comes any more",
		.needs		= { rule_need_terminate },
		.check		= no_late_callback,
		.again		= true,
	},
	{
		.id		= "terminate-memory-still",
		.section	= SECTION,
		.says		= "after dmaengine_terminate_sync() no memory moves any more",
		.needs		= { rule_need_terminate, rule_need_arrival },
		.check		= memory_still,
		.again		= true,
	},
	{
		.id		= "terminate-then-works",
		.section	= SECTION,
		.says		= "a channel works after it was terminated at any moment",
		.needs		= { rule_need_terminate },
		.check		= then_works,
		.again		= true,
	},
	{
		.id		= "terminate-forgets-queue",
		.section	= "dmaengine/provider.rst: device_terminate_all",
		.says		= "what was queued when a channel was terminated never runs",
		.needs		= { rule_need_terminate },
		.check		= forgets_queue,
		.again		= true,
	},
	{
		.id		= "terminate-frees-descriptors",
		.section	= "dmaengine/provider.rst: device_terminate_all",
		.says		= "descriptors of what was terminated can be had again",
		.needs		= { rule_need_terminate },
		.check		= frees_descriptors,
		.again		= true,
	},
	{
		.id		= "terminate-idle-harmless",
		.section	= SECTION,
		.says		= "terminating an idle channel, once or again, does nothing",
		.needs		= { rule_need_terminate },
		.rings		= true,
		.check		= idle_harmless,
		.again		= true,
	},
	{
		.id		= "synchronize-waits",
		.section	= SECTION,
		.says		=
			"dmaengine_synchronize() returns when no callback runs or will run",
		.needs		= { rule_need_terminate },
		.check		= synchronize_waits,
		.again		= true,
	},
	{ }
};
