// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Second actors that stop the channel. What was in flight either had ended, with its data and one
 * callback, or neither calls back nor moves any more; and the channel works as before.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/bench/open.h"
#include "check/race/race.h"
#include "check/rule/needs.h"

#define QUIET_MS	12	/* what comes late comes by then */
#define LINGER_US	2

/* What had called back had ended, even where it was being stopped. */
static void judge_called(struct race_try *t)
{
	struct check_job *job;
	size_t bad;

	race_asks(t, "terminate-no-late-callback");
	for (job = t->b->jobs; job < t->b->jobs + t->b->nr_jobs; job++) {
		bad = t->b->kind->bad(job);
		if (check_job_called(job) && bad != job->len)
			check_fail(t->b, job,
				   "want no callback for what was aborted, got one with byte %zu not moved",
				   bad);
	}
}

/* The first that has not called back: how far it got is what tells instants from each other. */
static void tell(struct race_try *t)
{
	const struct check_job *job;

	race_tell(t, "%d of %u had called back, %d meanwhile, %d after", t->before, t->race->jobs,
		  t->then - t->before, atomic_read(&t->b->nr_called) - t->then);
	for (job = t->b->jobs; job < t->b->jobs + t->b->nr_jobs; job++)
		if (!check_job_called(job))
			break;
	if (job < t->b->jobs + t->b->nr_jobs)
		race_tell(t, "; data of the next %s", race_moved(job));
}

/* It has returned: nothing that was in flight may show any more. */
static void judge_stopped(struct race_try *t, const char *call)
{
	struct race_picture picture;

	if (!race_look(t, &picture))
		return;
	tell(t);
	msleep(QUIET_MS);
	race_still(t, &picture, call, "terminate-no-late-callback", "terminate-memory-still");
	if (!rule_need_arrival(t->b))
		judge_called(t);
	race_once(t);
}

static bool judge_return(struct race_try *t, const char *call)
{
	race_asks(t, "terminate-then-works");
	if (t->ret)
		check_fail(t->b, NULL, "want %s to return 0, got %d", call, t->ret);
	return !t->ret;
}

static void terminate_act(struct race_try *t)
{
	check_note_stopped(t->b);
	t->ret = dmaengine_terminate_async(t->b->chan);
}

/* What was submitted behind it is not stopped by it. */
static void terminate_judge(struct race_try *t)
{
	if (!judge_return(t, "dmaengine_terminate_async()"))
		return;
	if (t->early) {
		race_tell(t, "not all had been submitted; ");
		if (!check_stop(t->b))
			return;
	}
	dmaengine_synchronize(t->b->chan);
	judge_stopped(t, "dmaengine_synchronize()");
	race_works(t, "terminate-then-works");
}

const struct race race_terminate = {
	.name		= "terminate",
	.says		= "dmaengine_terminate_async(), and dmaengine_synchronize() behind it",
	.rules		=
		"terminate-no-late-callback, terminate-memory-still, terminate-then-works, callback-once",
	.needs		= { rule_need_terminate },
	.jobs		= 2,
	.linger_us	= LINGER_US,
	.act		= terminate_act,
	.judge		= terminate_judge,
};

static void synchronize_act(struct race_try *t)
{
	check_stop(t->b);
	race_asks(t, "synchronize-waits");
	if (atomic_read(&t->b->nr_inside))
		check_fail(t->b, NULL,
			   "want no callback running when dmaengine_terminate_sync() has returned, got one");
}

static void synchronize_judge(struct race_try *t)
{
	if (check_failed(t->b))
		return;
	judge_stopped(t, "dmaengine_terminate_sync()");
	race_works(t, "terminate-then-works");
}

const struct race race_synchronize = {
	.name		= "synchronize",
	.says		= "dmaengine_terminate_sync()",
	.rules		=
		"synchronize-waits, terminate-no-late-callback, terminate-memory-still, terminate-then-works, callback-once",
	.needs		= { rule_need_terminate },
	.jobs		= 2,
	.linger_us	= LINGER_US,
	.sleeps		= true,
	.act		= synchronize_act,
	.judge		= synchronize_judge,
};

/* The far end of a slave channel goes with it, and what is sent by then would go astray. */
static const char *need_memory(struct check_bench *b)
{
	return b->kind->dir != DMA_MEM_TO_MEM ? "its peripheral would be gone with it" : NULL;
}

static void release_act(struct race_try *t)
{
	race_asks(t, "release-in-flight");
	check_walk_away(t->b);
}

static void release_judge(struct race_try *t)
{
	if (check_failed(t->b))
		return;
	judge_stopped(t, "dma_release_channel()");
	race_works(t, "release-in-flight");
}

const struct race race_release = {
	.name		= "release",
	.says		= "dma_release_channel(), and a request behind it",
	.rules		=
		"release-in-flight, terminate-no-late-callback, terminate-memory-still, callback-once",
	.needs		= { rule_need_terminate, need_memory, rule_need_contained },
	.jobs		= 2,
	.linger_us	= LINGER_US,
	.sleeps		= true,
	.act		= release_act,
	.judge		= release_judge,
};
