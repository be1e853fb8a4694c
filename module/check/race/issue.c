// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Second actors that ask and that issue. Neither may change what becomes of the jobs.
 */
#include "check/bench/job.h"
#include "check/race/race.h"
#include "check/rule/needs.h"

/* The last one first: while it is asked, those before it can only get on. */
static void status_act(struct race_try *t)
{
	struct dma_tx_state state;
	struct check_job *job;
	u32 i = t->race->jobs;

	while (i--) {
		job = &t->b->jobs[i];
		t->status[i] = DMA_IN_PROGRESS;
		if (!READ_ONCE(job->cookie))
			continue;
		state = (struct dma_tx_state){ };
		t->status[i] = check_job_status(job, &state);
		t->residue[i] = state.residue;
		t->whole[i] = rule_need_arrival(t->b) || t->b->kind->bad(job) == job->len;
	}
}

static const char *status_word(enum dma_status status)
{
	static const char *const words[] = {
		[DMA_COMPLETE]		= "complete",
		[DMA_IN_PROGRESS]	= "in progress",
		[DMA_PAUSED]		= "paused",
		[DMA_ERROR]		= "error",
		[DMA_OUT_OF_ORDER]	= "out of order",
	};

	return (size_t)status < ARRAY_SIZE(words) && words[status] ? words[status] : "unknown";
}

static void judge_complete(struct race_try *t, u32 i)
{
	struct check_job *job = &t->b->jobs[i];

	race_asks(t, "status-complete-means-data");
	if (!t->whole[i])
		check_fail(t->b, job,
			   "want its data there when its status is complete, got it missing");
	race_asks(t, "residue-zero-at-end");
	if (t->residue[i])
		check_fail(t->b, job, "want residue 0 of what is complete, got %u", t->residue[i]);
}

static void judge_answer(struct race_try *t, u32 i)
{
	struct check_job *job = &t->b->jobs[i];
	enum dma_status status = t->status[i];

	race_tell(t, "; %u is %s", i, status_word(status));
	if (status == DMA_IN_PROGRESS)
		race_tell(t, ", %s left", !t->residue[i] ? "none" :
			  t->residue[i] < job->len ? "part" : "all");
	race_asks(t, "completes");
	if (status != DMA_IN_PROGRESS && !check_says_done(status))
		check_fail(t->b, job, "want status in progress or complete, got %s",
			   status_word(status));
	race_asks(t, "residue-within-length");
	if (t->residue[i] > job->len)
		check_fail(t->b, job, "want a residue of %zu at most, got %u", job->len,
			   t->residue[i]);
	if (status == DMA_COMPLETE)
		judge_complete(t, i);
}

/* Callbacks come in order, and what has called back is complete. */
static void judge_order(struct race_try *t)
{
	u32 i;

	for (i = 0; i < t->race->jobs; i++) {
		race_asks(t, "complete-is-announced");
		if (i < t->before && t->status[i] != DMA_COMPLETE)
			check_fail(t->b, &t->b->jobs[i],
				   "want what has called back complete, got %s",
				   status_word(t->status[i]));
		race_asks(t, "order-within-channel");
		if (i && t->status[i] == DMA_COMPLETE && t->status[i - 1] != DMA_COMPLETE)
			check_fail(t->b, &t->b->jobs[i],
				   "want what was submitted before it complete, got %s",
				   status_word(t->status[i - 1]));
	}
}

static void status_judge(struct race_try *t)
{
	u32 i;

	race_tell(t, "%d of %u had called back", t->before, t->race->jobs);
	for (i = 0; i < t->race->jobs; i++)
		judge_answer(t, i);
	if (!rule_need_order(t->b))
		judge_order(t);
	if (!check_failed(t->b))
		race_ends(t, "completes");
	race_works(t, "completes");
}

const struct race race_status = {
	.name		= "status",
	.says		= "dmaengine_tx_status() of each transfer",
	.rules		=
		"status-complete-means-data, residue-zero-at-end, residue-within-length, complete-is-announced, order-within-channel, completes, callback-once",
	.jobs		= 2,
	.linger_us	= 2,
	.act		= status_act,
	.judge		= status_judge,
};

static void issue_act(struct race_try *t)
{
	check_issue(t->b);
}

static void issue_judge(struct race_try *t)
{
	race_tell(t, "%d of %u had called back, %d meanwhile", t->before, t->race->jobs,
		  t->then - t->before);
	if (t->early) {
		race_tell(t, "; not all had been submitted");
		check_issue(t->b);
	}
	race_ends(t, "issue-when-busy");
	race_works(t, "issue-when-busy");
}

const struct race race_issue = {
	.name		= "issue",
	.says		= "dma_async_issue_pending() for one more that has been submitted",
	.rules		= "issue-when-busy, callback-once",
	.jobs		= 2,
	.linger_us	= 2,
	.holds_last	= true,
	.act		= issue_act,
	.judge		= issue_judge,
};
