// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of submitting and issuing: what starts a transfer and what does not, that all that was
 * issued ends, once and in order.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define SECTION_CLIENT	"dmaengine/client.rst: "
#define SECTION_ISSUE	\
	SECTION_CLIENT "Issue pending DMA requests and wait for callback notification"
#define QUIET_MS	20	/* nothing that should not have started takes longer to show */

static bool is_untouched(struct check_job *job, const char *when)
{
	size_t n = check_job_written(job);

	if (n)
		check_fail(job->b, job, "want memory as it was %s, got byte %zu written", when,
			   n - 1);
	else if (check_job_called(job))
		check_fail(job->b, job, "want no callback %s, got one", when);
	else if (check_job_status(job, NULL) == DMA_COMPLETE)
		check_fail(job->b, job, "want status in progress %s, got complete", when);
	return !check_failed(job->b);
}

static void submit_does_not_start(struct check_bench *b)
{
	struct check_job *job = check_job_new(b, b->len);

	if (!job || !check_job_submit(job, DMA_PREP_INTERRUPT))
		return;
	msleep(QUIET_MS);
	if (!is_untouched(job, "before dma_async_issue_pending()"))
		return;
	check_issue(b);
	if (check_job_wait(job))
		check_job_data(job);
}

static void completes(struct check_bench *b)
{
	u32 n = check_tries(b, 32, 1);

	while (n-- && check_works(b))
		;
}

static void idle_issue_harmless(struct check_bench *b)
{
	struct check_job *job;

	check_issue(b);
	check_issue(b);
	job = check_job_start(b, b->len);
	if (!job || !check_job_wait(job))
		return;
	check_issue(b);
	msleep(QUIET_MS);
	if (atomic_read(&job->calls) != 1)
		check_fail(b, job, "want one callback, got %d after issuing nothing",
			   atomic_read(&job->calls));
	else
		check_job_data(job);
}

/* Issue the second job at random moments of the first. */
static void issue_when_busy(struct check_bench *b)
{
	u32 n = check_tries(b, CHECK_MAX_JOBS / 2, 2);

	while (n--) {
		if (!check_job_start(b, b->len))
			return;
		check_nap(b, b->job_ns + b->job_ns / 4);
		if (!check_job_start(b, b->len) || !check_wait(b))
			return;
	}
	check_all_data(b);
}

static void queued_all_complete(struct check_bench *b)
{
	u32 n = check_tries(b, CHECK_MAX_JOBS, 1);

	if (check_load(b, n) && check_wait(b))
		check_all_data(b);
}

/* Cookies must rise in the order of submission, and callbacks come in the order of cookies. */
static void cookies_in_order(struct check_bench *b)
{
	u32 i, n = check_tries(b, CHECK_MAX_JOBS, 1);

	if (!check_load(b, n) || !check_wait(b))
		return;
	for (i = 1; i < b->nr_jobs; i++) {
		if (b->jobs[i].cookie <= b->jobs[i - 1].cookie)
			check_fail(b, &b->jobs[i], "want a cookie above %d, got %d",
				   b->jobs[i - 1].cookie, b->jobs[i].cookie);
		if (b->jobs[i].place <= b->jobs[i - 1].place)
			check_fail(b, &b->jobs[i],
				   "want its callback after the one of transfer %u, got it before",
				   i - 1);
	}
}

/* When a later job is complete, every earlier one must be. */
static void order_within_channel(struct check_bench *b)
{
	u32 i, n = check_tries(b, CHECK_MAX_JOBS, 1);
	struct stall_timeout timeout;
	bool later;

	if (!check_load(b, n))
		return;
	timeout = dmarig_stall_timeout_begin(b->p.timeout_ms);
	do {
		later = false;
		for (i = b->nr_jobs; i-- && !check_failed(b);) {
			if (check_job_status(&b->jobs[i], NULL) == DMA_COMPLETE)
				later = true;
			else if (later)
				check_fail(b, &b->jobs[i],
					   "want it complete before those after it, got it in progress");
		}
		usleep_range(50, 100);
	} while (!check_failed(b) && !check_job_called(&b->jobs[b->nr_jobs - 1]) &&
		 check_job_status(&b->jobs[b->nr_jobs - 1], NULL) != DMA_COMPLETE &&
		 !dmarig_stall_timeout_is_over(&timeout));
	check_wait(b);
}

static void no_order_says_so(struct check_bench *b)
{
	enum dma_status status;
	struct check_job *job = check_job_start(b, b->len);

	if (!job || !check_job_wait(job))
		return;
	status = check_job_status(job, NULL);
	if (status != DMA_OUT_OF_ORDER)
		check_fail(b, job, "want status DMA_OUT_OF_ORDER, got %d", status);
}

/* Without DMA_PREP_INTERRUPT no callback need come, but the status must say complete. */
static void interrupt_flag_optional(struct check_bench *b)
{
	struct check_job *job = check_job_new(b, b->len);
	struct stall_timeout timeout = dmarig_stall_timeout_begin(b->p.timeout_ms);

	if (!job || !check_job_submit(job, 0))
		return;
	check_issue(b);
	while (check_job_status(job, NULL) == DMA_IN_PROGRESS &&
	       !dmarig_stall_timeout_is_over(&timeout))
		usleep_range(50, 100);
	if (check_job_status(job, NULL) == DMA_COMPLETE) {
		check_job_data(job);
		return;
	}
	check_note_timeout(b);
	check_fail(b, job, "want it complete without DMA_PREP_INTERRUPT, got status %d",
		   check_job_status(job, NULL));
}

/* Only the last job of a batch asks for an interrupt, which must come when all are complete. */
static void batch_last_interrupt(struct check_bench *b)
{
	u32 i, n = check_tries(b, 16, 1) + 1;
	struct check_job *job;

	for (i = 0; i < n; i++) {
		job = check_job_new(b, b->len);
		if (!job || !check_job_submit(job, i == n - 1 ? DMA_PREP_INTERRUPT : 0))
			return;
	}
	check_issue(b);
	if (!check_job_wait(&b->jobs[n - 1]))
		return;
	for (i = 0; i < n; i++)
		if (check_job_status(&b->jobs[i], NULL) != DMA_COMPLETE)
			check_fail(b, &b->jobs[i],
				   "want it complete when the last of the batch is, got status %d",
				   check_job_status(&b->jobs[i], NULL));
	check_all_data(b);
}

const struct rule rules_submit[] = {
	{
		.id		= "completes",
		.section	=
			SECTION_ISSUE,
		.says		=
			"a transfer that was issued ends, is announced and has moved its data",
		.check		= completes,
		.again		= true,
	},
	{
		.id		= "submit-does-not-start",
		.section	= SECTION_CLIENT "Submit the transaction",
		.says		=
			"dmaengine_submit() starts nothing: dma_async_issue_pending() does",
		.check		= submit_does_not_start,
		.again		= true,
	},
	{
		.id		= "idle-issue-harmless",
		.section	= SECTION_CLIENT "Further APIs, Issue pending",
		.says		= "dma_async_issue_pending() with nothing submitted does nothing",
		.check		= idle_issue_harmless,
		.again		= true,
	},
	{
		.id		= "issue-when-busy",
		.section	=
			SECTION_ISSUE,
		.says		=
			"what is issued while the channel works is started when it is done",
		.check		= issue_when_busy,
		.again		= true,
	},
	{
		.id		= "queued-all-complete",
		.section	=
			SECTION_ISSUE,
		.says		=
			"one issue starts all that was submitted before, one after the other",
		.check		= queued_all_complete,
		.again		= true,
	},
	{
		.id		= "cookies-in-order",
		.section	=
			"dmaengine/provider.rst: Terminology of cookies; DMA_COMPLETION_NO_ORDER",
		.says		= "cookies rise, and callbacks come in their order",
		.needs		= { rule_need_order },
		.check		= cookies_in_order,
		.again		= true,
	},
	{
		.id		= "order-within-channel",
		.section	= "dmaengine/provider.rst: DMA_COMPLETION_NO_ORDER",
		.says		=
			"no transfer is complete before those that were submitted earlier",
		.needs		= { rule_need_order },
		.check		= order_within_channel,
		.again		= true,
	},
	{
		.id		= "no-order-says-out-of-order",
		.section	= "dmaengine/provider.rst: DMA_COMPLETION_NO_ORDER",
		.says		= "a channel that completes out of order answers DMA_OUT_OF_ORDER",
		.needs		= { rule_need_no_order },
		.check		= no_order_says_so,
		.again		= true,
	},
	{
		.id		= "interrupt-flag-optional",
		.section	= "dmaengine/provider.rst: DMA_PREP_INTERRUPT",
		.says		=
			"a transfer without DMA_PREP_INTERRUPT ends and can be polled for",
		.needs		= { rule_need_order },
		.check		= interrupt_flag_optional,
		.again		= true,
	},
	{
		.id		= "batch-last-interrupt",
		.section	= "dmaengine/provider.rst: DMA_PREP_INTERRUPT",
		.says		= "of a batch only the last need ask for an interrupt",
		.needs		= { rule_need_order },
		.check		= batch_last_interrupt,
		.again		= true,
	},
	{ }
};
