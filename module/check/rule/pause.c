// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of pausing: at a random moment everything stands still and nothing is lost. A pause that
 * meets no transfer in flight tells nothing and is not counted.
 */
#include <linux/delay.h>
#include <linux/slab.h>
#include "check/bench/chase.h"
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"

#define SECTION		"dmaengine/client.rst: Further APIs, Pause API"
#define QUIET_MS	5	/* what goes on although it was paused shows by then */
#define LOAD		4	/* jobs */

/* A channel that has just become idle need not be pausable, and may tell so a moment later. */
static bool is_all_over(struct check_bench *b)
{
	usleep_range(200, 300);
	return check_job_is_over(&b->jobs[b->nr_jobs - 1]);
}

/*
 * Start jobs and pause somewhere among them. Return: false when there were enough or the rule has
 * failed.
 */
static bool pause_somewhere(struct check_chase *chase)
{
	struct check_bench *b = chase->b;
	int ret;

	if (!check_chase_next(chase))
		return false;
	ret = dmaengine_pause(b->chan);
	if (ret && !is_all_over(b))
		check_fail(b, NULL, "want dmaengine_pause() to return 0, got %d", ret);
	return !check_failed(b);
}

/* A channel that cannot resume is terminated, with what is left. */
static bool go_on(struct check_bench *b)
{
	int ret;

	if (rule_need_resume(b))
		return check_stop(b) && check_reset(b);
	ret = dmaengine_resume(b->chan);
	if (ret && check_first_underway(b))
		check_fail(b, NULL, "want dmaengine_resume() to return 0, got %d", ret);
	return !check_failed(b) && check_wait(b) && check_all_data(b) && check_reset(b);
}

/* Pause at random moments, and call look(). The verdict is a skip if no pause met a transfer. */
static void pause_and(struct check_bench *b,
		      void (*look)(struct check_bench *b, struct check_job *job))
{
	struct check_chase chase;
	struct check_job *job;

	check_chase_start(&chase, b, LOAD);
	while (pause_somewhere(&chase)) {
		job = check_first_underway(b);
		if (job)
			look(b, job);
		if (check_failed(b) || !go_on(b))
			return;
		check_chase_note(&chase, job);
	}
	check_chase_end(&chase, "pause");
}

static void look_at_status(struct check_bench *b, struct check_job *job)
{
	enum dma_status status = check_job_status(job, NULL);

	/* A transfer that was over before the pause may call back a moment after it. */
	if (status != DMA_PAUSED && status != DMA_COMPLETE)
		check_fail(b, job, "want status DMA_PAUSED, got %d", status);
}

static void pause_status(struct check_bench *b)
{
	pause_and(b, look_at_status);
}

/* Bytes that had moved before the pause may become visible a moment after it. */
static void look_at_data(struct check_bench *b, struct check_job *job)
{
	u8 *was = kvmalloc_array(b->nr_jobs, b->len, GFP_KERNEL);
	size_t bad;
	u32 i;

	if (!was) {
		check_break(b, "no memory for copies");
		return;
	}
	usleep_range(100, 200);
	for (i = 0; i < b->nr_jobs; i++)
		memcpy(was + i * b->len, b->jobs[i].dst, b->len);
	msleep(QUIET_MS);
	for (i = 0; i < b->nr_jobs; i++) {
		bad = check_job_differs(&b->jobs[i], was + i * b->len);
		if (bad != b->len)
			check_fail(b, &b->jobs[i],
				   "want memory still while paused, got byte %zu written", bad);
	}
	kvfree(was);
}

static void freezes_data(struct check_bench *b)
{
	pause_and(b, look_at_data);
}

static void look_at_residue(struct check_bench *b, struct check_job *job)
{
	struct dma_tx_state before = { }, after = { };

	usleep_range(100, 200);
	check_job_status(job, &before);
	msleep(QUIET_MS);
	check_job_status(job, &after);
	if (before.residue != after.residue)
		check_fail(b, job, "want residue %u while paused, got %u later", before.residue,
			   after.residue);
}

static void freezes_residue(struct check_bench *b)
{
	pause_and(b, look_at_residue);
}

static void look_at_callbacks(struct check_bench *b, struct check_job *job)
{
	int called;

	usleep_range(1000, 2000);
	called = atomic_read(&b->nr_called);
	msleep(QUIET_MS);
	if (atomic_read(&b->nr_called) != called)
		check_fail(b, job, "want no callback while paused, got %d",
			   atomic_read(&b->nr_called) - called);
}

static void freezes_callbacks(struct check_bench *b)
{
	pause_and(b, look_at_callbacks);
}

static void look_away(struct check_bench *b, struct check_job *job)
{
}

/* There is nothing to look at: go_on() checks that all jobs complete. */
static void loses_nothing(struct check_bench *b)
{
	pause_and(b, look_away);
}

static void resume_only_when_paused(struct check_bench *b)
{
	int ret = dmaengine_resume(b->chan);

	if (!ret)
		check_fail(b, NULL,
			   "want an error from dmaengine_resume() of what is not paused, got 0");
	check_works(b);
}

/*
 * A channel that is paused twice is paused. One that is terminated while paused is not paused any
 * more.
 */
static void terminate_when_paused(struct check_bench *b)
{
	struct check_chase chase;

	check_chase_start(&chase, b, LOAD);
	if (!pause_somewhere(&chase))
		return;
	dmaengine_pause(b->chan);
	if (!check_stop(b) || !check_reset(b))
		return;
	check_works(b);
}

/*
 * The way a serial port stops to receive: it pauses, asks, terminates, and takes what has come by
 * the residue.
 */
static bool judge_moved(struct check_bench *b, const struct check_job *job, u32 residue)
{
	size_t bad = b->kind->bad(job);

	if (residue <= job->len && bad < job->len - residue)
		check_fail(b, job,
			   "want the %zu bytes that residue=%u while paused says have moved there after a terminate, got byte %zu missing",
			   job->len - residue, residue, bad);
	return !check_failed(b);
}

static void keeps_moved(struct check_bench *b)
{
	struct dma_tx_state state = { };
	struct check_chase chase;
	struct check_job *job;
	bool paused;

	check_chase_start(&chase, b, LOAD);
	while (pause_somewhere(&chase)) {
		job = check_first_underway(b);
		paused = job && check_job_status(job, &state) == DMA_PAUSED;
		if (!check_stop(b) || (paused && !judge_moved(b, job, state.residue)) ||
		    !check_reset(b))
			return;
		check_chase_note(&chase, paused);
	}
	check_chase_end(&chase, "pause");
}

/* What was paused must be got rid of in the end. */
static const char *need_way_out(struct check_bench *b)
{
	return rule_need_pause(b) ?:
	       (rule_need_resume(b) && rule_need_terminate(b) ?
		"what it pauses it can neither resume nor terminate" : NULL);
}

/* How much has moved must be told, and show in memory. */
static const char *need_told(struct check_bench *b)
{
	return rule_need_pause(b) ?: rule_need_terminate(b) ?: rule_need_residue_moves(b) ?:
	       rule_need_arrival(b);
}

const struct rule rules_pause[] = {
	{
		.id		= "pause-status",
		.section	= "dmaengine/provider.rst: device_pause",
		.says		= "a transfer that is paused has status DMA_PAUSED",
		.needs		= { need_way_out, rule_need_time, rule_need_order },
		.check		= pause_status,
		.again		= true,
	},
	{
		.id		= "pause-freezes-data",
		.section	= SECTION,
		.says		= "while a channel is paused no memory moves",
		.needs		= { need_way_out, rule_need_time, rule_need_arrival },
		.check		= freezes_data,
		.again		= true,
	},
	{
		.id		= "pause-freezes-residue",
		.section	= SECTION,
		.says		= "while a channel is paused residue stays the same",
		.needs		= { need_way_out, rule_need_time },
		.check		= freezes_residue,
		.again		= true,
	},
	{
		.id		= "pause-freezes-callbacks",
		.section	= SECTION,
		.says		= "while a channel is paused nothing completes",
		.needs		= { need_way_out, rule_need_time },
		.check		= freezes_callbacks,
		.again		= true,
	},
	{
		.id		= "pause-loses-nothing",
		.section	= SECTION,
		.says		=
			"after a resume everything that was in flight ends with its data right",
		.needs		= { need_way_out, rule_need_resume, rule_need_time },
		.check		= loses_nothing,
		.again		= true,
	},
	{
		.id		= "pause-keeps-moved",
		.section	= SECTION,
		.says		=
			"what has moved by the residue of a pause is there after a terminate",
		.needs		= { need_told, rule_need_time, rule_need_order },
		.check		= keeps_moved,
		.again		= true,
	},
	{
		.id		= "resume-only-when-paused",
		.section	= "dmaengine/client.rst: Further APIs, Resume API",
		.says		= "resuming what is not paused is refused and harmless",
		.needs		= { rule_need_resume },
		.check		= resume_only_when_paused,
		.again		= true,
	},
	{
		.id		= "terminate-when-paused",
		.section	= "dmaengine/client.rst: Further APIs, Terminate APIs",
		.says		= "a paused channel can be terminated, and works afterwards",
		.needs		= { need_way_out, rule_need_terminate },
		.check		= terminate_when_paused,
		.again		= true,
	},
	{ }
};
