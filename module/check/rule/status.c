// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of status and residue: what dmaengine_tx_status() says at every moment of a transfer.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/hrtimer.h>
#include "check/bench/bench.h"
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/patience.h"

#define SECTION		"dmaengine/provider.rst: device_tx_status"
#define SECTION_GRAIN	"dmaengine/provider.rst: residue_granularity"

static void null_state(struct check_bench *b)
{
	struct check_job *job = check_job_start(b, b->len);
	enum dma_status status;

	if (!job)
		return;
	status = check_job_status(job, NULL);
	if (status != DMA_IN_PROGRESS && status != DMA_COMPLETE && status != DMA_OUT_OF_ORDER)
		check_fail(b, job, "want in progress or complete without a state, got %d", status);
	if (check_job_wait(job) && check_job_status(job, NULL) == DMA_ERROR)
		check_fail(b, job, "want complete without a state, got DMA_ERROR");
}

/* One has ended, one waits to be issued: each gets its own answer. */
static void of_cookie_asked(struct check_bench *b)
{
	struct dma_tx_state state = { };
	struct check_job *over = check_job_start(b, b->len), *next;

	if (!over || !check_job_wait(over))
		return;
	next = check_job_new(b, b->len);
	if (!next || !check_job_submit(next, DMA_PREP_INTERRUPT))
		return;
	if (check_job_status(over, NULL) != DMA_COMPLETE)
		check_fail(b, over, "want complete, got %d", check_job_status(over, NULL));
	if (check_job_status(next, &state) != DMA_IN_PROGRESS)
		check_fail(b, next, "want in progress, as it was not issued, got %d",
			   check_job_status(next, NULL));
	if (b->has_caps && state.residue != next->len)
		check_fail(b, next, "want residue %zu, as it was not issued, got %u", next->len,
			   state.residue);
	check_issue(b);
	check_job_wait(next);
}

/* As soon as the status says so, before any callback. */
static void complete_means_data(struct check_bench *b)
{
	u32 n = check_tries(b, 32, 1), looks;
	struct patience patience;
	struct check_job *job;

	while (n--) {
		job = check_job_start(b, b->len);
		if (!job)
			return;
		patience = patience_begin(b->p.timeout_ms);
		for (looks = 0; !patience_is_over(&patience); looks++) {
			if (check_job_status(job, NULL) == DMA_COMPLETE)
				break;
			if (looks % 16 == 15)
				usleep_range(10, 20);
		}
		if (check_job_status(job, NULL) == DMA_COMPLETE && !check_job_data(job))
			return;
		if (!check_job_wait(job) || !check_reset(b))
			return;
	}
}

/* And the other way round. */
static void announced_is_complete(struct check_bench *b)
{
	u32 n = check_tries(b, 32, 1);
	enum dma_status status;
	struct check_job *job;

	while (n--) {
		job = check_job_start(b, b->len);
		if (!job || !check_job_wait(job))
			return;
		status = check_job_status(job, NULL);
		if (status != DMA_COMPLETE) {
			check_fail(b, job, "want complete after its callback, got %d", status);
			return;
		}
	}
}

static void last_and_used(struct check_bench *b)
{
	struct dma_tx_state state = { };
	struct check_job *job = check_job_start(b, b->len);

	if (!job || !check_job_wait(job))
		return;
	check_job_status(job, &state);
	if (state.used != job->cookie)
		check_fail(b, job, "want state.used %d, got %d", job->cookie, state.used);
	else if (state.last != job->cookie)
		check_fail(b, job, "want state.last %d, got %d", job->cookie, state.last);
}

/* struct looks - residue, as it was seen over a transfer */
struct looks {
	u32 in_flight;			/* looks that met it */
	u32 last;
};

/*
 * Look at a job until it is complete; judge() each time, with what was seen before. The residue is
 * asked for first and memory looked at later, as it may only have become more.
 */
static bool watch(struct check_job *job, struct looks *seen,
		  void (*judge)(struct check_job *job, u32 residue, const struct looks *seen))
{
	struct patience patience = patience_begin(job->b->p.timeout_ms);
	struct dma_tx_state state = { };
	u32 n;

	*seen = (struct looks){ .last = (u32)job->len };
	for (n = 0; !patience_is_over(&patience) && !check_failed(job->b); n++) {
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

/* What residue says has moved is in memory. */
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
	if (residue != job->len)
		check_fail(job->b, job,
			   "want residue %zu until it is complete, by its granularity, got %u",
			   job->len, residue);
}

/* One descriptor of one segment: only bursts can be told apart. */
static void granularity(struct check_bench *b)
{
	if (b->caps.residue_granularity == DMA_RESIDUE_GRANULARITY_BURST)
		check_skip(b, "its residue_granularity is BURST: any residue is fine");
	else
		watch_many(b, judge_grain);
}

/* Long enough that its data takes the time, and not its start. */
static size_t long_length(const struct check_bench *b)
{
	return min_t(size_t, 16 * b->len, round_down(dma_get_max_seg_size(b->dev), b->align));
}

/* How long such a job takes, alone, at best; 0 when it does not end. */
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

/* One look, halfway: 1 when there was something to see, and *between when it was neither end. */
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
	/* Where the processor is shared, a transfer is over before it is looked at, or often. */
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

const struct rule rules_status[] = {
	{
		.id		= "status-null-state",
		.section	= SECTION,
		.says		= "status can be asked for without a dma_tx_state",
		.check		= null_state,
		.again		= true,
	},
	{
		.id		= "status-of-cookie-asked",
		.section	= SECTION,
		.says		= "status and residue are those of the cookie asked for",
		.needs		= { rule_need_order },
		.check		= of_cookie_asked,
		.again		= true,
	},
	{
		.id		= "status-complete-means-data",
		.section	= SECTION,
		.says		= "when status says complete the data is there",
		.needs		= { rule_need_order },
		.check		= complete_means_data,
		.again		= true,
	},
	{
		.id		= "complete-is-announced",
		.section	= SECTION,
		.says		= "when a transfer has called back its status is complete",
		.needs		= { rule_need_order },
		.check		= announced_is_complete,
		.again		= true,
	},
	{
		.id		= "status-last-and-used",
		.section	= SECTION,
		.says		=
			"a state has the last cookie that ended and the last that was given",
		.needs		= { rule_need_order },
		.check		= last_and_used,
		.again		= true,
	},
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
		.needs		= { rule_need_residue, rule_need_residue_moves },
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
