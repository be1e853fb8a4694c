// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The rule of what is prepared and not submitted: it is its client's, whoever terminates the
 * channel meanwhile. A driver that gives it back to itself is found out before it is submitted,
 * since that would damage memory of the kernel's.
 */
#include <linux/irqflags.h>
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

/*
 * Return: true if it has been prepared, and something may come before it is submitted. A driver may
 * hold a lock until then, and shows by the context.
 */
static bool prepare(struct check_job *job)
{
	struct check_bench *b = job->b;
	int was = preempt_count();

	if (!check_job_get(job, DMA_PREP_INTERRUPT)) {
		check_fail(b, job, "want a descriptor of %s, got NULL", b->kind->name);
		return false;
	}
	if (preempt_count() == was && !irqs_disabled())
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

const struct rule rules_prepared[] = {
	{
		.id		= "terminate-spares-prepared",
		.section	= "dmaengine/provider.rst: device_terminate_all",
		.says		= "a terminate leaves alone what was prepared and not submitted",
		.needs		= { rule_need_terminate },
		.check		= terminate_spares_prepared,
	},
	{ }
};
