// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The second actor that pauses: everything stands still, and nothing is lost when it goes on.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/race/race.h"
#include "check/rule/needs.h"

#define SETTLE_US	1000	/* what had happened before the pause shows by then */
#define QUIET_MS	3

static void pause_act(struct race_try *t)
{
	t->ret = dmaengine_pause(t->b->chan);
}

static const char *amount(const struct check_job *job, u32 residue)
{
	return !residue ? "none" : residue < job->len ? "part" : "all";
}

static void judge_status(struct race_try *t, const struct check_job *job)
{
	struct dma_tx_state state = { };
	enum dma_status status = check_job_status(job, &state);

	race_tell(t, "; the next is %s, %s of it is left",
		  status == DMA_PAUSED ? "paused" : status == DMA_COMPLETE ? "complete" : "neither",
		  amount(job, state.residue));
	race_asks(t, "pause-status");
	if (status != DMA_PAUSED && status != DMA_COMPLETE && !rule_need_order(t->b))
		check_fail(t->b, job, "want status DMA_PAUSED, got %d", status);
}

static void judge_frozen(struct race_try *t, const struct check_job *job)
{
	struct dma_tx_state before = { }, after = { };
	struct race_picture picture;

	usleep_range(SETTLE_US, 2 * SETTLE_US);
	if (!race_look(t, &picture))
		return;
	check_job_status(job, &before);
	msleep(QUIET_MS);
	check_job_status(job, &after);
	race_still(t, &picture, "dmaengine_pause()", "pause-freezes-callbacks",
		   "pause-freezes-data");
	race_asks(t, "pause-freezes-residue");
	if (before.residue != after.residue && !rule_need_residue_moves(t->b))
		check_fail(t->b, job, "want residue %u while paused, got %u later",
			   before.residue, after.residue);
}

/* A channel that has just become idle need not be pausable, and may tell so a moment later. */
static void judge_refusal(struct race_try *t)
{
	usleep_range(SETTLE_US, 2 * SETTLE_US);
	race_tell(t, "; refused");
	race_asks(t, "pause-status");
	if (check_first_underway(t->b))
		check_fail(t->b, NULL, "want dmaengine_pause() to return 0, got %d", t->ret);
}

static void go_on(struct race_try *t)
{
	struct check_bench *b = t->b;
	int ret;

	race_asks(t, "pause-loses-nothing");
	if (rule_need_resume(b)) {
		check_stop(b);
		return;
	}
	ret = dmaengine_resume(b->chan);
	if (ret && check_first_underway(b))
		check_fail(b, NULL, "want dmaengine_resume() to return 0, got %d", ret);
	race_ends(t, "pause-loses-nothing");
}

static void pause_judge(struct race_try *t)
{
	struct check_job *job = check_first_underway(t->b);

	race_tell(t, "%d of %u had called back", t->before, t->race->jobs);
	if (t->ret) {
		judge_refusal(t);
		race_ends(t, "completes");
	} else {
		if (job)
			judge_status(t, job);
		if (job)
			judge_frozen(t, job);
		if (!check_failed(t->b))
			go_on(t);
	}
	race_works(t, "pause-loses-nothing");
}

static const char *need_way_out(struct check_bench *b)
{
	return rule_need_pause(b) ?:
	       (rule_need_resume(b) && rule_need_terminate(b) ?
		"what it pauses it can neither resume nor terminate" : NULL);
}

const struct race race_pause = {
	.name		= "pause",
	.says		= "dmaengine_pause(), and dmaengine_resume() some milliseconds later",
	.rules		=
		"pause-status, pause-freezes-data, pause-freezes-residue, pause-freezes-callbacks, pause-loses-nothing, callback-once",
	.needs		= { need_way_out, rule_need_arrival },
	.jobs		= 2,
	.sleeps		= true,
	.act		= pause_act,
	.judge		= pause_judge,
};
