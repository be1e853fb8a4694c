// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of what is prepared and not submitted: it is its client's, whoever terminates the channel
 * meanwhile, and whenever. A driver that gives it back to itself is found out before it is
 * submitted, since that would damage memory of the kernel's.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/irqflags.h>
#include <linux/kthread.h>
#include <linux/preempt.h>
#include "check/bench/job.h"
#include "check/rule/heap.h"
#include "check/rule/held.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"

#define TRIES	4
#define LOAD	2	/* jobs that are terminated */
#define AGAIN	32	/* descriptors among which one that was given back is handed out again */

/* Submit as many as there is room for, up to @nr, all with the memory of one job. */
static bool submit_some(struct check_job *job, u32 nr, const void *ours, bool *again)
{
	while (nr-- && check_job_prep(job, DMA_PREP_INTERRUPT)) {
		*again |= job->tx == ours;
		if (!check_job_submit_prepared(job))
			return false;
	}
	job->lasts = job->cookie;
	return true;
}

/* Terminate what another job has submitted. */
static bool terminate_others(struct check_bench *b)
{
	struct check_job *other = check_job_new(b, b->len);
	bool unused;

	if (!other || !submit_some(other, LOAD, NULL, &unused))
		return false;
	check_issue(b);
	check_nap(b, b->job_ns * LOAD);
	return check_stop(b);
}

/* Memory that is free may be handed out again at once, where the driver is built in, too. */
static bool is_handed_out(struct check_bench *b, const void *ours)
{
	struct check_job *other = check_job_new(b, b->len);
	bool again = false;

	return other && submit_some(other, AGAIN, ours, &again) && check_stop(b) && again;
}

/* It may be refused, or works as any other. */
static void submit_now(struct check_job *job)
{
	struct check_bench *b = job->b;
	dma_cookie_t cookie = dmaengine_submit(job->tx);

	job->tx = NULL;
	if (dma_submit_error(cookie))
		return;
	job->cookie = cookie;
	b->nr_submitted++;
	check_issue(b);
	if (check_job_wait(job))
		check_job_data(job);
}

static void is_spared(struct check_job *job)
{
	struct check_bench *b = job->b;
	const void *tx = job->tx;
	/* Memory of the driver's other clients is watched by other rules. */
	bool known = rule_heap_has(tx) && !rule_held_count(b).shared;

	if (!terminate_others(b))
		return;
	if (known && !rule_heap_has(tx))
		check_fail(b, job,
			   "want a prepared descriptor kept while others are terminated, got it freed");
	else if (is_handed_out(b, tx))
		check_fail(b, job,
			   "want a prepared descriptor kept while others are terminated, got it handed out again");
	else if (!check_failed(b))
		submit_now(job);
}

/* A driver may hold a lock from prep to submit, and shows by the context, which was @was before. */
static bool may_sleep_now(int was)
{
	return preempt_count() == was && !irqs_disabled();
}

/* Return: true if it has been prepared, and something may come before it is submitted. */
static bool prepare(struct check_job *job)
{
	struct check_bench *b = job->b;
	int was = preempt_count();

	if (!check_job_get(job, DMA_PREP_INTERRUPT)) {
		check_fail(b, job, "want a descriptor of %s, got NULL", b->kind->name);
		return false;
	}
	if (may_sleep_now(was))
		return true;
	if (check_job_submit_prepared(job))
		check_skip(b, "its driver holds a lock from prep to submit");
	return false;
}

static void terminate_spares_prepared(struct check_bench *b)
{
	struct check_job *job;
	u32 n = TRIES;

	while (n-- && !check_failed(b)) {
		job = check_job_new(b, b->len);
		if (!job || !prepare(job))
			return;
		is_spared(job);
		if (check_failed(b) || !check_reset(b))
			return;
	}
	check_works(b);
}

#define RACE_JOBS	32	/* of a round */
#define RACES		8	/* rounds */

/* struct race - one thread prepares and submits, the other terminates. Owner: the latter. */
struct race {
	struct check_bench *b;
	struct completion over;		/* the first is through with its jobs */
};

/* Between prep and submit the other one gets its chance, where no lock is held. */
static bool submit_slowly(struct check_job *job)
{
	struct check_bench *b = job->b;
	int was = preempt_count();

	if (!check_job_prep(job, DMA_PREP_INTERRUPT)) {
		check_nap(b, b->job_ns);
		return true;
	}
	if (may_sleep_now(was))
		check_nap(b, b->job_ns);
	if (!check_job_submit_prepared(job))
		return false;
	check_issue(b);
	return true;
}

static int keep_submitting(void *arg)
{
	struct race *race = arg;
	struct check_job *job;
	u32 i;

	for (i = 0; i < RACE_JOBS; i++) {
		job = check_job_new(race->b, race->b->len);
		if (!job || !submit_slowly(job))
			break;
	}
	complete(&race->over);
	return 0;
}

/* Until the other is through: what it submits between the two calls is not theirs. */
static void keep_terminating(struct race *race)
{
	struct check_bench *b = race->b;
	int ret;

	while (!try_wait_for_completion(&race->over)) {
		usleep_range(100, 300);
		check_note_stopped(b);
		ret = dmaengine_terminate_async(b->chan);
		if (ret)
			check_fail(b, NULL,
				   "want dmaengine_terminate_async() to return 0, got %d", ret);
		usleep_range(50, 100);
		dmaengine_synchronize(b->chan);
	}
}

/* What was terminated has called nobody; what has called, has done so once, with its data there. */
static void judge_race(struct check_bench *b)
{
	struct check_job *job;

	for (job = b->jobs; job < b->jobs + b->nr_jobs && !check_failed(b); job++) {
		if (atomic_read(&job->calls) > 1)
			check_fail(b, job, "want one callback at most, got %d",
				   atomic_read(&job->calls));
		else if (check_job_called(job) && job->result == DMA_TRANS_NOERROR)
			check_job_data(job);
	}
}

static bool race_once(struct check_bench *b)
{
	struct race race = { .b = b };
	struct task_struct *thread;

	init_completion(&race.over);
	thread = kthread_run(keep_submitting, &race, "dmarig-race");
	if (IS_ERR(thread)) {
		check_break(b, "no thread that prepares (%ld)", PTR_ERR(thread));
		return false;
	}
	keep_terminating(&race);
	if (!check_stop(b))
		return false;
	judge_race(b);
	return !check_failed(b) && check_reset(b) && check_works(b) && check_reset(b);
}

/*
 * One that is not spared is worse off here, and may take the kernel with it. With a lock held from
 * prep to submit there is none.
 */
static bool may_race(struct check_bench *b)
{
	enum check_verdict was;

	terminate_spares_prepared(b);
	was = b->verdict;
	if (was == VERDICT_BROKEN)
		return false;
	b->verdict = VERDICT_PASS;
	if (was == VERDICT_FAIL)
		check_skip(b, "what is prepared is not spared, see terminate-spares-prepared");
	return was != VERDICT_FAIL && check_reset(b);
}

static void terminate_against_prepare(struct check_bench *b)
{
	u32 n = check_tries(b, RACES, RACE_JOBS);

	if (!may_race(b))
		return;
	while (n-- && race_once(b))
		;
}

const struct rule rules_prepared[] = {
	{
		.id		= "terminate-spares-prepared",
		.section	= "dmaengine/provider.rst: device_terminate_all",
		.says		= "a terminate leaves alone what was prepared and not submitted",
		.needs		= { rule_need_terminate },
		.check		= terminate_spares_prepared,
	},
	{
		.id		= "terminate-against-prepare",
		.section	= "dmaengine/provider.rst: device_terminate_all",
		.says		= "one thread may terminate while another prepares and submits",
		.needs		= { rule_need_terminate },
		.check		= terminate_against_prepare,
	},
	{ }
};
