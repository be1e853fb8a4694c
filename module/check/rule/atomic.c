// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of atomic context: calls that may be made where nobody may sleep are made there, under a
 * spinlock and from a timer's hard-irq. If the driver sleeps the kernel complains, which the oracle
 * sees; the rule sees whether the transfer works.
 */
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/compat.h"
#include "core/base/stall_timeout.h"

#define SECTION		"dmaengine/provider.rst: General Design Notes"
#define ONE_BY_ONE	4	/* transfers, and more than the hardware has room for, as a rule */

/* struct moment - a call to be made by a timer */
struct moment {
	struct hrtimer timer;
	void (*call)(struct check_job *job);
	struct check_job *job;
	struct completion over;
};

/* Hard-irq context, except on kernels that force interrupts into threads. */
static enum hrtimer_restart on_timer(struct hrtimer *timer)
{
	struct moment *moment = container_of(timer, struct moment, timer);

	moment->call(moment->job);
	complete(&moment->over);
	return HRTIMER_NORESTART;
}

static void call_from_timer(struct check_job *job, void (*call)(struct check_job *job))
{
	struct moment *moment = kzalloc(sizeof(*moment), GFP_KERNEL);

	if (!moment) {
		check_break(job->b, "no memory for a timer");
		return;
	}
	moment->call = call;
	moment->job = job;
	init_completion(&moment->over);
	ct_hrtimer_setup(&moment->timer, on_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer_start(&moment->timer, ns_to_ktime(NSEC_PER_USEC), HRTIMER_MODE_REL);
	if (!dmarig_stall_timeout_wait(&moment->over, job->b->p.timeout_ms)) {
		/* The timer's handler does not return, so its memory is leaked. */
		check_fail(job->b, job,
			   "want a call in a timer to return, got no return within timeout_ms=%llu",
			   job->b->p.timeout_ms);
		return;
	}
	hrtimer_cancel(&moment->timer);
	kfree(moment);
}

static void call_under_lock(struct check_job *job, void (*call)(struct check_job *job))
{
	static DEFINE_SPINLOCK(lock);	/* of nobody; it only makes this atomic */
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	call(job);
	spin_unlock_irqrestore(&lock, flags);
}

static void (*const contexts[])(struct check_job *job, void (*call)(struct check_job *job)) = {
	call_under_lock, call_from_timer,
};

/* In one go, as a driver may hold a lock from the one to the other. */
static void prep_and_submit(struct check_job *job)
{
	if (check_job_prep(job, DMA_PREP_INTERRUPT))
		check_job_submit_prepared(job);
}

/* What there is no descriptor for at the moment is tried again. */
static bool try_in(struct check_job *job, size_t i, void (*call)(struct check_job *job))
{
	struct stall_timeout timeout = check_timeout(job->b);

	contexts[i](job, call);
	while (!job->cookie && !check_failed(job->b) && check_bide(job->b, &timeout))
		contexts[i](job, call);
	if (!job->cookie)
		check_fail(job->b, job, "want a descriptor in atomic context, got NULL");
	return !check_failed(job->b);
}

static void prep_in_atomic(struct check_bench *b)
{
	struct check_job *job;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(contexts); i++) {
		job = check_job_new(b, b->len);
		if (!job || !try_in(job, i, prep_and_submit))
			return;
		check_issue(b);
		if (!check_job_wait(job) || !check_job_data(job))
			return;
	}
}

static void submit_and_issue(struct check_job *job)
{
	prep_and_submit(job);
	if (job->cookie)
		check_issue(job->b);
}

/* So quickly that none can have ended when the next is issued, where the end takes an interrupt. */
static u32 issue_each(struct check_job *const *jobs, u32 nr)
{
	static DEFINE_SPINLOCK(lock);	/* of nobody; it only makes this atomic */
	unsigned long flags;
	u32 i;

	spin_lock_irqsave(&lock, flags);
	for (i = 0; i < nr; i++) {
		submit_and_issue(jobs[i]);
		if (!jobs[i]->cookie)
			break;
	}
	spin_unlock_irqrestore(&lock, flags);
	return i;
}

static void issued_one_by_one(struct check_bench *b)
{
	struct check_job *jobs[ONE_BY_ONE];
	u32 i, nr;

	for (i = 0; i < ARRAY_SIZE(jobs); i++) {
		jobs[i] = check_job_new(b, b->len);
		if (!jobs[i])
			return;
	}
	nr = issue_each(jobs, ARRAY_SIZE(jobs));
	for (i = 0; i < nr && !check_failed(b); i++)
		if (check_job_wait(jobs[i]))
			check_job_data(jobs[i]);
	for (i = 1; i < nr && !check_failed(b); i++)
		if (jobs[i]->place <= jobs[i - 1]->place)
			check_fail(b, jobs[i],
				   "want its callback after that of the transfer issued before it, got it before");
}

static void issue_in_atomic(struct check_bench *b)
{
	struct check_job *job;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(contexts); i++) {
		job = check_job_new(b, b->len);
		if (!job)
			return;
		contexts[i](job, submit_and_issue);
		if (check_failed(b) || !check_job_wait(job) || !check_job_data(job))
			return;
	}
}

static void ask(struct check_job *job)
{
	struct dma_tx_state state = { };

	if (check_job_status(job, &state) == DMA_ERROR)
		check_fail(job->b, job, "want a status in atomic context, got DMA_ERROR");
}

static void status_in_atomic(struct check_bench *b)
{
	struct check_job *job;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(contexts); i++) {
		job = check_job_start(b, b->len);
		if (!job)
			return;
		contexts[i](job, ask);
		if (!check_job_wait(job))
			return;
		contexts[i](job, ask);
	}
}

static void terminate(struct check_job *job)
{
	int ret;

	check_note_stopped(job->b);
	ret = dmaengine_terminate_async(job->b->chan);
	if (ret)
		check_fail(job->b, job,
			   "want dmaengine_terminate_async() to return 0 in atomic context, got %d",
			   ret);
}

static void terminate_in_atomic(struct check_bench *b)
{
	u32 i, n = check_tries(b, 8, 4) * ARRAY_SIZE(contexts);
	struct check_job *job;

	for (i = 0; i < n; i++) {
		job = check_job_start(b, b->len);
		if (!job)
			return;
		contexts[i % ARRAY_SIZE(contexts)](job, terminate);
		dmaengine_synchronize(b->chan);
		if (check_failed(b) || !check_reset(b))
			return;
		if (!check_works(b) || !check_reset(b))
			return;
	}
}

const struct rule rules_atomic[] = {
	{
		.id		= "prep-in-atomic",
		.section	= SECTION,
		.says		= "a descriptor can be prepared where nobody may sleep",
		.needs		= { rule_need_atomic_sleep },
		.check		= prep_in_atomic,
		.again		= true,
	},
	{
		.id		= "issue-in-atomic",
		.section	= "dmaengine/provider.rst: device_issue_pending",
		.says		= "a descriptor can be submitted and issued where nobody may sleep",
		.needs		= { rule_need_atomic_sleep },
		.check		= issue_in_atomic,
		.again		= true,
	},
	{
		.id		= "issued-one-by-one",
		.section	= "dmaengine/client.rst: Issue pending DMA requests",
		.says		=
			"transfers that are each issued alone, one at once after the other, end in order",
		.needs		= { rule_need_order },
		.check		= issued_one_by_one,
		.again		= true,
	},
	{
		.id		= "status-in-atomic",
		.section	= "dmaengine/provider.rst: device_tx_status",
		.says		= "status can be asked for where nobody may sleep",
		.needs		= { rule_need_atomic_sleep },
		.check		= status_in_atomic,
		.again		= true,
	},
	{
		.id		= "terminate-in-atomic",
		.section	= "dmaengine/client.rst: Further APIs, Terminate APIs",
		.says		=
			"dmaengine_terminate_async() may be called where nobody may sleep",
		.needs		= { rule_need_terminate, rule_need_atomic_sleep },
		.check		= terminate_in_atomic,
		.again		= true,
	},
	{ }
};
