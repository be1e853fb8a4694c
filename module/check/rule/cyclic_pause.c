// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of a ring's position, which sound is played and recorded by: it is never ahead of the data,
 * stands still while the ring is paused, and is where the ring goes on.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/ring.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define PERIODS		8u
#define RINGS		6	/* that are looked at */
#define TAIL		256	/* bytes before the position that are looked at */
#define QUIET_MS	5	/* what goes on although it was paused shows by then */
#define SLICES		64u	/* of a ring, to see where it is written */
#define NEAR		(SLICES / PERIODS + 1)	/* slices: residue may be late by a period */

static struct check_job *start(struct check_bench *b)
{
	const struct check_ring ring = {
		.dir		= DMA_DEV_TO_MEM,
		.periods	= PERIODS,
		.flags		= DMA_PREP_INTERRUPT,
	};
	struct check_job *job = check_ring_start(b, &ring);

	if (!job && !check_failed(b))
		check_fail(b, NULL, "want a cyclic descriptor of %u periods, got NULL", PERIODS);
	return job;
}

/* Data comes in order, so the last bytes before the position are those that may be missing. */
static size_t first_missing(const struct check_job *job, size_t moved)
{
	size_t at = moved > TAIL ? moved - TAIL : 0;

	while (at < moved && READ_ONCE(job->dst[at]) == check_job_received(job, at))
		at++;
	return at;
}

/* Only of the first round memory tells what is old. The residue is read before it. */
static u32 look_at_first_round(struct check_job *job)
{
	struct stall_timeout timeout = check_timeout(job->b);
	struct dma_tx_state state = { };
	u32 n, looks = 0;
	size_t bad;

	for (n = 1; atomic_read(&job->calls) < (int)PERIODS && !check_failed(job->b) &&
	     !dmarig_stall_timeout_is_over(&timeout); n++) {
		if (check_job_status(job, &state) != DMA_IN_PROGRESS)
			break;
		bad = state.residue && state.residue < job->len ?
			      first_missing(job, job->len - state.residue) : SIZE_MAX;
		looks += bad != SIZE_MAX;
		if (bad < job->len - state.residue)
			check_fail(job->b, job,
				   "want the %zu bytes of a ring that residue=%u says have moved, got byte %zu not written",
				   job->len - state.residue, state.residue, bad);
		if (n % 16 == 0)
			usleep_range(50, 100);
	}
	return looks;
}

static void residue_means_data(struct check_bench *b)
{
	u32 n = RINGS, looks = 0;
	struct check_job *job;

	if (!check_kind_change(b, &check_kind_receive))
		return;
	while (n-- && !check_failed(b)) {
		job = start(b);
		if (!job)
			return;
		looks += look_at_first_round(job);
		if (!check_stop(b) || !check_reset(b))
			return;
	}
	if (!looks)
		check_skip(b, "no ring was met in its first round; a larger size may help");
}

static size_t slice_bytes(const struct check_job *job)
{
	return job->len / SLICES;
}

static bool is_slice_written(const struct check_job *job, u32 i)
{
	return check_ring_is_written(job, (i % SLICES) * slice_bytes(job), slice_bytes(job));
}

/* Return: the first slice of those that are written, in the ring's order; SLICES if none tells. */
static u32 first_written(const struct check_job *job)
{
	u32 i, n = 0, first = SLICES;

	for (i = 0; i < SLICES; i++) {
		if (!is_slice_written(job, i))
			continue;
		n++;
		if (!is_slice_written(job, i + SLICES - 1))
			first = i;
	}
	/* If it has come far, it may have gone round. */
	return n < SLICES / 2 ? first : SLICES;
}

static bool has_begun(const struct check_job *job)
{
	u32 i;

	for (i = 0; i < SLICES; i++)
		if (is_slice_written(job, i))
			return true;
	return false;
}

/* Memory that the ring writes next is where its position was. */
static void goes_on_at(struct check_job *job, u32 residue)
{
	struct stall_timeout timeout = check_timeout(job->b);
	size_t at = job->len - residue;
	u32 first, was = (u32)(at / slice_bytes(job)) % SLICES;
	int ret = dmaengine_resume(job->b->chan);

	if (ret) {
		check_fail(job->b, job, "want dmaengine_resume() of a ring to return 0, got %d",
			   ret);
		return;
	}
	while (!has_begun(job) && !dmarig_stall_timeout_is_over(&timeout))
		usleep_range(20, 40);
	first = first_written(job);
	if (first < SLICES && (first + SLICES - was) % SLICES > NEAR &&
	    !rule_need_residue_moves(job->b))
		check_fail(job->b, job,
			   "want a ring that was paused at byte %zu to go on there, got it at %zu",
			   at, first * slice_bytes(job));
	check_ring_wait(job, atomic_read(&job->calls) + PERIODS);
}

/* What has moved before may become visible a moment later. */
static void look_while_paused(struct check_job *job, struct dma_tx_state *state)
{
	struct dma_tx_state before = { };
	enum dma_status status;

	usleep_range(100, 200);
	check_ring_poison(job, 0, job->len);
	status = check_job_status(job, &before);
	msleep(QUIET_MS);
	check_job_status(job, state);
	if (status != DMA_PAUSED)
		check_fail(job->b, job, "want status DMA_PAUSED of a ring, got %d", status);
	else if (has_begun(job))
		check_fail(job->b, job, "want a ring still while it is paused, got it written");
	else if (before.residue != state->residue)
		check_fail(job->b, job, "want residue %u of a ring while paused, got %u later",
			   before.residue, state->residue);
}

static bool pause_once(struct check_job *job)
{
	struct check_bench *b = job->b;
	struct dma_tx_state state = { };
	int ret;

	if (!check_ring_wait(job, 1 + (int)check_random(b, PERIODS)))
		return false;
	check_nap(b, b->job_ns);
	ret = dmaengine_pause(b->chan);
	if (ret) {
		check_fail(b, job, "want dmaengine_pause() of a ring to return 0, got %d", ret);
		return false;
	}
	look_while_paused(job, &state);
	if (!check_failed(b) && !rule_need_resume(b))
		goes_on_at(job, state.residue);
	return check_stop(b) && check_reset(b) && !check_failed(b);
}

static void holds_position(struct check_bench *b)
{
	u32 n = RINGS;
	struct check_job *job;

	if (!check_kind_change(b, &check_kind_receive))
		return;
	do {
		job = start(b);
	} while (job && pause_once(job) && --n);
}

static const char *need_known_ring(struct check_bench *b)
{
	return rule_need_rings(b) ?: rule_need_known_register(b);
}

const struct rule rules_cyclic_pause[] = {
	{
		.id		= "cyclic-residue-means-data",
		.section	= "dmaengine/provider.rst: device_tx_status",
		.says		= "what the residue of a ring says has moved is in memory",
		.needs		= { need_known_ring, rule_need_residue, rule_need_residue_moves },
		.rings		= true,
		.check		= residue_means_data,
	},
	{
		.id		= "cyclic-pause-position",
		.section	= "dmaengine/client.rst: Further APIs, Pause API",
		.says		= "a paused ring stands still, says so, and goes on where it was",
		.needs		= { need_known_ring, rule_need_pause, rule_need_order },
		.rings		= true,
		.check		= holds_position,
	},
	{ }
};
