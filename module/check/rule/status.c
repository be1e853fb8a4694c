// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of status: what dmaengine_tx_status() returns at every moment of a transfer.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define SECTION		"dmaengine/provider.rst: device_tx_status"

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

/* One job has ended and one waits to be issued. Each must get its own answer. */
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
	if (!rule_need_residue_moves(b) && state.residue != next->len)
		check_fail(b, next, "want residue %zu, as it was not issued, got %u", next->len,
			   state.residue);
	check_issue(b);
	check_job_wait(next);
}

/* Data must be there as soon as the status says complete, even before the callback. */
static void complete_means_data(struct check_bench *b)
{
	u32 n = check_tries(b, 32, 1), looks;
	struct stall_timeout timeout;
	struct check_job *job;

	while (n--) {
		job = check_job_start(b, b->len);
		if (!job)
			return;
		timeout = dmarig_stall_timeout_begin(b->p.timeout_ms);
		for (looks = 0; !dmarig_stall_timeout_is_over(&timeout); looks++) {
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

/* The status must be complete once the callback has come. */
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
		.needs		= { rule_need_order, rule_need_arrival },
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
	{ }
};
