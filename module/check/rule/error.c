// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of errors. A bad address is the only error that a client can cause. Rules use one only
 * where it is contained: in a simulated or an emulated controller, or behind an IOMMU that
 * translates.
 */
#include <linux/dma-mapping.h>
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/observe/observe.h"

#define HIDDEN	"want an error result for an address that is no memory, got DMA_TRANS_NOERROR"

#define GOOD_AFTER	4	/* transfers that must be right after an error */

/*
 * Behind an IOMMU an address that is not mapped; else the last page that the device can address,
 * behind which there is no memory. Return: false when there is none, and then the rule is a skip.
 */
static bool bad_address(struct check_bench *b, dma_addr_t *addr)
{
	*addr = ((dma_addr_t)dma_get_mask(b->dev) & PAGE_MASK) - PAGE_ALIGN(b->len);
	if (dmarig_observe_path(b->dev) != DMARIG_PATH_iommu ||
	    dmarig_observe_hole(b->dev, b->len, addr))
		return true;
	check_skip(b, "its IOMMU has something mapped at every address that was looked at");
	return false;
}

static bool is_reported(struct check_job *job)
{
	struct check_bench *b = job->b;

	if (!check_job_wait(job))
		return false;
	/*
	 * A result is optional; a driver that knows no callback_result tells by the status alone.
	 */
	if (job->has_result && job->result == DMA_TRANS_NOERROR)
		check_fail(b, job, HIDDEN);
	else if (!rule_need_order(b) && check_job_status(job, NULL) != DMA_ERROR)
		check_fail(b, job, "want status DMA_ERROR after an error, got %d",
			   check_job_status(job, NULL));
	return !check_failed(b);
}

/* Make a job that goes to a bad address, or comes from one where it only sends. */
static struct check_job *go_wrong(struct check_bench *b)
{
	struct check_job *job = check_job_new(b, b->len);
	dma_addr_t *bad, wrong, good;

	if (!job || !bad_address(b, &wrong))
		return NULL;
	bad = b->kind->dir == DMA_MEM_TO_DEV ? &job->src_dma : &job->dst_dma;
	good = *bad;
	*bad = wrong;
	if (!check_job_submit(job, DMA_PREP_INTERRUPT))
		return NULL;
	*bad = good;
	check_issue(b);
	return job;
}

static void error_is_reported(struct check_bench *b)
{
	struct check_job *job = go_wrong(b);

	if (!job || !is_reported(job))
		return;
	if (check_job_written(job))
		check_fail(b, job,
			   "want memory that was not asked for left alone, got byte %zu written",
			   check_job_written(job) - 1);
}

/* Good transfers that were queued behind the bad one must do as well as later ones. */
static void then_works(struct check_bench *b)
{
	u32 i, n = check_tries(b, 4, GOOD_AFTER + 1);
	struct check_job *bad, *job;

	while (n--) {
		bad = go_wrong(b);
		for (i = 0; bad && i < GOOD_AFTER; i++) {
			job = check_job_start(b, b->len);
			if (!job || (i & 1 && (!check_job_wait(job) || !check_job_data(job))))
				return;
		}
		if (!bad || !check_wait(b))
			return;
		for (i = 1; i < b->nr_jobs; i++)
			if (!check_job_data(&b->jobs[i]))
				return;
		check_clear(b);
	}
}

const struct rule rules_error[] = {
	{
		.id		= "error-is-told",
		.section	= "dmaengine/provider.rst: device_tx_status",
		.says		= "a transfer that failed says so, by its result and its status",
		.needs		= { rule_need_contained },
		.check		= error_is_reported,
	},
	{
		.id		= "error-then-works",
		.section	= "dmaengine/provider.rst: device_tx_status",
		.says		= "a channel works after a transfer that failed",
		.needs		= { rule_need_contained },
		.check		= then_works,
	},
	{ }
};
