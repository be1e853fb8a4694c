// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of residue: how much of a transfer dmaengine_tx_status() says is left, at every moment.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/hrtimer.h>
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define SECTION		"dmaengine/provider.rst: device_tx_status"
#define SECTION_GRAIN	"dmaengine/provider.rst: residue_granularity"

/* struct looks - residue, as it was seen over a transfer */
struct looks {
	u32 in_flight;			/* looks that met it */
	u32 last;
};

/*
 * Look at a job until it is complete, and call judge() each time with what was seen before. The
 * residue is read before memory, in which more may have arrived since, but not less.
 */
static bool watch(struct check_job *job, struct looks *seen,
		  void (*judge)(struct check_job *job, u32 residue, const struct looks *seen))
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(job->b->p.timeout_ms);
	struct dma_tx_state state = { };
	u32 n;

	*seen = (struct looks){ .last = (u32)job->len };
	for (n = 0; !dmarig_stall_timeout_is_over(&timeout) && !check_failed(job->b); n++) {
		if (check_job_status(job, &state) != DMA_IN_PROGRESS)
			break;
		judge(job, state.residue, seen);
		seen->in_flight++;
		seen->last = state.residue;
		if (n % 16 == 15)
			usleep_range(10, 20);
	}
	return !check_failed(job->b) && check_job_wait(job);
}

static void watch_many(struct check_bench *b,
		       void (*judge)(struct check_job *job, u32 residue, const struct looks *seen))
{
	u32 n = check_tries(b, 24, 1), looks = 0;
	struct looks seen;
	struct check_job *job;

	while (n--) {
		job = check_job_start(b, b->len);
		if (!job || !watch(job, &seen, judge) || !check_reset(b))
			return;
		looks += seen.in_flight;
	}
	if (!looks)
		check_skip(b, "no transfer was met in flight; a larger size may help");
}

static void judge_length(struct check_job *job, u32 residue, const struct looks *seen)
{
	if (residue > job->len)
		check_fail(job->b, job, "want residue of at most its length, got %u", residue);
}

static void within_length(struct check_bench *b)
{
	watch_many(b, judge_length);
}

static void judge_growth(struct check_job *job, u32 residue, const struct looks *seen)
{
	if (residue > seen->last && residue <= job->len)
		check_fail(job->b, job, "want residue of at most %u, as before, got %u", seen->last,
			   residue);
}

static void monotone(struct check_bench *b)
{
	watch_many(b, judge_growth);
}

/* The bytes that have moved by the residue must be in memory. */
static void judge_data(struct check_job *job, u32 residue, const struct looks *seen)
{
	size_t there = check_job_written(job);

	if (residue <= job->len && there < job->len - residue)
		check_fail(job->b, job,
			   "want the %zu bytes that residue=%u says have moved, got %zu",
			   job->len - residue, residue, there);
}

static void means_data(struct check_bench *b)
{
	watch_many(b, judge_data);
}

static void judge_grain(struct check_job *job, u32 residue, const struct looks *seen)
{
	/*
	 * All has moved, and was not told yet; or nothing is known, and 0 is what many drivers say
	 * then.
	 */
	if (residue && residue != job->len)
		check_fail(job->b, job,
			   "want residue %zu until it is complete, by its granularity, got %u",
			   job->len, residue);
}

/* A job is one descriptor of one segment, so only a residue by bursts may lie in between. */
static void granularity(struct check_bench *b)
{
	if (b->caps.residue_granularity == DMA_RESIDUE_GRANULARITY_BURST)
		check_skip(b, "its residue_granularity is BURST: any residue is fine");
	else
		watch_many(b, judge_grain);
}

/* Return: a length at which moving data takes longer than starting. */
static size_t long_length(const struct check_bench *b)
{
	return min_t(size_t, 16 * b->len, round_down(dma_get_max_seg_size(b->dev), b->align));
}

/* Return: ns that a job of @len takes alone, at best; 0 when it does not end. */
static u64 time_job(struct check_bench *b, size_t len)
{
	u64 start, best = U64_MAX;
	struct check_job *job;
	int i;

	for (i = 0; i < 3; i++) {
		start = ktime_get_ns();
		job = check_job_start(b, len);
		if (!job || !check_job_wait(job) || !check_reset(b))
			return 0;
		best = min(best, ktime_get_ns() - start);
	}
	return best;
}

/*
 * Look at a job once, halfway. Return: 1 if it was in flight. @between is raised if the residue was
 * neither 0 nor all of it.
 */
static u32 look_halfway(struct check_bench *b, size_t len, u64 ns, u32 *between)
{
	struct dma_tx_state state = { };
	ktime_t half = ns_to_ktime(ns / 2);
	struct check_job *job = check_job_start(b, len);
	bool seen;

	if (!job)
		return 0;
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule_hrtimeout(&half, HRTIMER_MODE_REL);
	seen = check_job_status(job, &state) == DMA_IN_PROGRESS;
	if (seen && state.residue && state.residue < len)
		(*between)++;
	return check_job_wait(job) && check_reset(b) && seen;
}

#define LEAST_LOOKS	6
#define PATIENCE	(3 * HZ)	/* to get those */

static void moves(struct check_bench *b)
{
	u32 n = check_tries(b, 16, 16), looks = 0, between = 0;
	unsigned long end = jiffies + PATIENCE;
	size_t len = long_length(b);
	u64 ns;

	if (b->caps.residue_granularity != DMA_RESIDUE_GRANULARITY_BURST) {
		check_skip(b, "its residue_granularity is SEGMENT, and a transfer is one");
		return;
	}
	ns = time_job(b, len);
	if (!ns)
		return;
	if (ns < 3 * b->job_ns) {
		check_skip(b, "%zu bytes take hardly longer than %zu; a larger size may help", len,
			   b->len);
		return;
	}
	/* On a shared processor, many transfers are over before they are looked at. */
	while (!check_failed(b) && (n || (looks < LEAST_LOOKS && time_before(jiffies, end)))) {
		looks += look_halfway(b, len, ns, &between);
		if (n)
			n--;
	}
	if (looks < LEAST_LOOKS)
		check_skip(b, "transfers were met halfway %u times only", looks);
	else if (!between)
		check_fail(b, NULL,
			   "want a residue between 0 and %zu halfway, got none in %u looks", len,
			   looks);
}

static void zero_at_end(struct check_bench *b)
{
	u32 n = check_tries(b, 32, 1);
	struct dma_tx_state state;
	struct check_job *job;

	while (n--) {
		job = check_job_start(b, b->len);
		if (!job || !check_job_wait(job))
			return;
		state.residue = 0;
		check_job_status(job, &state);
		if (state.residue) {
			check_fail(b, job, "want residue 0 when it is complete, got %u",
				   state.residue);
			return;
		}
	}
}

const struct rule rules_residue[] = {
	{
		.id		= "residue-within-length",
		.section	= SECTION,
		.says		= "residue is at most the transfer's length",
		.needs		= { rule_need_residue },
		.check		= within_length,
		.again		= true,
	},
	{
		.id		= "residue-monotone",
		.section	= SECTION,
		.says		= "residue never grows",
		.needs		= { rule_need_residue },
		.check		= monotone,
		.again		= true,
	},
	{
		.id		= "residue-means-data",
		.section	= SECTION,
		.says		= "what residue says has moved is in memory",
		.needs		= { rule_need_residue, rule_need_residue_moves,
				    rule_need_arrival },
		.check		= means_data,
		.again		= true,
	},
	{
		.id		= "residue-granularity",
		.section	= SECTION_GRAIN,
		.says		= "residue is no finer than residue_granularity says",
		.needs		= { rule_need_residue },
		.check		= granularity,
		.again		= true,
	},
	{
		.id		= "residue-moves",
		.section	= SECTION_GRAIN,
		.says		= "residue is as fine as residue_granularity says",
		.needs		= { rule_need_residue, rule_need_residue_moves, rule_need_time },
		.check		= moves,
		.again		= true,
	},
	{
		.id		= "residue-zero-at-end",
		.section	= SECTION,
		.says		= "residue is 0 when a transfer is complete",
		.check		= zero_at_end,
		.again		= true,
	},
	{ }
};
