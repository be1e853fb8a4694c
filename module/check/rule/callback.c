// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of callbacks: when they come, in which context, and what they may do. A callback with
 * interrupts off or in hard-irq may be made with a lock held. It does not call the channel then,
 * because that would hang; and rules that tell of a lock come before those that would wait for it.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"
#include "core/base/stall_timeout.h"

#define SECTION_ISSUE	\
	"dmaengine/client.rst: Issue pending DMA requests and wait for callback notification"
#define SECTION_SUBMIT	"dmaengine/client.rst: Submit the transaction"
#define QUIET_MS	20
#define QUIET_JOBS	8	/* or as long as so many jobs take */

static bool load_and_wait(struct check_bench *b)
{
	return check_load(b, check_tries(b, CHECK_MAX_JOBS, 1)) && check_wait(b);
}

static void once(struct check_bench *b)
{
	u32 i;

	if (!load_and_wait(b))
		return;
	msleep(QUIET_MS);
	for (i = 0; i < b->nr_jobs; i++)
		if (atomic_read(&b->jobs[i].calls) != 1)
			check_fail(b, &b->jobs[i], "want one callback, got %d",
				   atomic_read(&b->jobs[i].calls));
}

static void in_tasklet(struct check_bench *b)
{
	u32 i;

	if (!load_and_wait(b))
		return;
	for (i = 0; i < b->nr_jobs; i++)
		if (b->jobs[i].context & JOB_HARDIRQ)
			check_fail(b, &b->jobs[i],
				   "want its callback outside hard-irq, got it there");
}

static void lock_free(struct check_bench *b)
{
	const struct check_job *job;

	if (!load_and_wait(b))
		return;
	for (job = b->jobs; job < b->jobs + b->nr_jobs; job++) {
		if ((job->context & (JOB_HARDIRQ | JOB_IRQS_OFF)) == JOB_IRQS_OFF)
			check_fail(b, job, "want its callback with interrupts on, got them off");
		if (job->context & JOB_LOCKED)
			check_fail(b, job, "want its callback with no lock held, got one held");
	}
}

static void result_good(struct check_bench *b)
{
	const struct check_job *job;

	if (!load_and_wait(b))
		return;
	for (job = b->jobs; job < b->jobs + b->nr_jobs; job++) {
		if (!job->has_result)
			continue;
		if (job->result != DMA_TRANS_NOERROR)
			check_fail(b, job, "want result DMA_TRANS_NOERROR, got %d", job->result);
		else if (job->residue)
			check_fail(b, job, "want residue 0 in its result, got %u", job->residue);
	}
	check_all_data(b);
}

/* Some drivers know callback alone, and hand out a descriptor with what was set before. */
static struct check_job *start_with_one(struct check_bench *b, bool plain)
{
	struct check_job *job = check_job_new(b, b->len);

	if (!job)
		return NULL;
	if (!check_job_get(job, DMA_PREP_INTERRUPT)) {
		check_fail(b, job, "want a descriptor of %s, got NULL for timeout_ms=%llu",
			   b->kind->name, b->p.timeout_ms);
		return NULL;
	}
	if (plain)
		job->tx->callback_result = NULL;
	else
		job->tx->callback = NULL;
	if (!check_job_submit_prepared(job))
		return NULL;
	check_issue(b);
	return job;
}

static void plain_alone(struct check_bench *b)
{
	struct check_job *job = start_with_one(b, true);

	if (job && check_job_wait(job))
		check_job_data(job);
}

/* Has it ended, long enough ago for a callback to have come? */
static bool is_silent(struct check_job *job)
{
	struct check_bench *b = job->b;
	u64 ms = QUIET_MS + div_u64(QUIET_JOBS * b->job_ns, NSEC_PER_MSEC);

	ms = min(ms, b->p.timeout_ms);
	return !dmarig_stall_timeout_wait(&job->done, ms) &&
	       check_says_done(check_job_status(job, NULL)) && b->kind->bad(job) == job->len;
}

static void result_alone(struct check_bench *b)
{
	struct check_job *job = start_with_one(b, false);

	if (!job)
		return;
	if (is_silent(job)) {
		job->no_irq = true;
		job->over = true;
		check_skip(b, "its driver looks at callback, and not at callback_result");
	} else if (check_job_wait(job)) {
		if (!job->has_result)
			check_fail(b, job, "want a result for callback_result, got NULL");
		else if (job->result != DMA_TRANS_NOERROR)
			check_fail(b, job, "want result DMA_TRANS_NOERROR, got %d", job->result);
		else
			check_job_data(job);
	}
}

/* Each callback submits the next, which is there already, and issues it; or notes that it did. */
static void submit_next(struct check_job *job)
{
	struct check_bench *b = job->b;
	struct check_job *next = job + 1;

	if (next == b->jobs + b->nr_jobs || !check_job_may_call(job))
		return;
	job->note[0] = check_job_prep(next, DMA_PREP_INTERRUPT);
	if (job->note[0] && check_job_submit_prepared(next))
		check_issue(b);
}

/* A callback may find no descriptor for the moment, but not all of them may. */
static bool starts_next(struct check_bench *b, struct check_job *job, u32 *by_callback)
{
	if (!check_await_callbacks(b))
		return false;
	*by_callback += job->note[0];
	if (job->note[0])
		return true;
	if (!check_job_submit(job + 1, DMA_PREP_INTERRUPT))
		return false;
	check_issue(b);
	return true;
}

/* By the same document; and such drivers do call back with the lock held that prep takes. */
static const char *need_slave_callback(struct check_bench *b)
{
	return dma_has_cap(DMA_SLAVE, b->chan->device->cap_mask) ?
	       NULL : "it is no slave channel, and async_tx forbids to submit from a callback";
}

static void may_submit(struct check_bench *b)
{
	u32 i, n = check_tries(b, 32, 1) + 1, by_callback = 0;
	struct check_job *job;

	for (i = 0; i < n; i++) {
		job = check_job_new(b, b->len);
		if (!job)
			return;
		job->called = submit_next;
	}
	if (!check_job_submit(b->jobs, DMA_PREP_INTERRUPT))
		return;
	check_issue(b);
	for (i = 0; i < n && !check_failed(b); i++) {
		job = &b->jobs[i];
		if (!check_job_wait(job) || !check_job_data(job))
			return;
		if (i + 1 < n && !starts_next(b, job, &by_callback))
			return;
	}
	if (!by_callback)
		check_fail(b, NULL, "want a descriptor in a callback, got NULL in all %u", n - 1);
}

/* The callback's own transfer must be complete when it is called. */
static void ask_status(struct check_job *job)
{
	struct dma_tx_state state = { };
	enum dma_status status;

	if (!check_job_may_call(job))
		return;
	status = check_job_status(job, &state);
	if (!check_says_done(status))
		check_fail(job->b, job, "want status complete in its callback, got %d", status);
}

static void may_ask_status(struct check_bench *b)
{
	u32 n = check_tries(b, 32, 1);
	struct check_job *job;

	while (n--) {
		job = check_job_new(b, b->len);
		if (!job)
			return;
		job->called = ask_status;
		if (!check_job_submit(job, DMA_PREP_INTERRUPT))
			return;
	}
	check_issue(b);
	check_wait(b);
}

/* What is complete by then may still call back; what is not is no more. */
static void terminate_and_look(struct check_job *job)
{
	struct check_job *other;

	check_job_terminate(job);
	for (other = job + 1; other < job->b->jobs + job->b->nr_jobs; other++)
		other->note[0] = check_says_done(check_job_status(other, NULL));
}

/* Incomplete transfers behind the one whose callback terminates may not call back any more. */
static void terminate_one(struct check_bench *b)
{
	struct check_job *job, *first = check_job_new(b, b->len);
	int i;

	if (!first)
		return;
	first->called = terminate_and_look;
	if (!check_job_submit(first, DMA_PREP_INTERRUPT))
		return;
	for (i = 0; i < 4; i++) {
		job = check_job_new(b, b->len);
		if (!job || !check_job_submit(job, DMA_PREP_INTERRUPT))
			return;
	}
	check_issue(b);
	if (!check_job_wait(first))
		return;
	/* What was not terminated would go on now. */
	msleep(QUIET_MS);
	dmaengine_synchronize(b->chan);
	msleep(QUIET_MS);
	for (job = first + 1; job < first + 5 && !rule_need_order(b); job++)
		if (check_job_called(job) && !job->note[0])
			check_fail(b, job,
				   "want no callback, as it was not complete when one before it terminated, got one");
}

static void may_terminate(struct check_bench *b)
{
	u32 n = check_tries(b, 8, 2);

	while (n-- && !check_failed(b)) {
		terminate_one(b);
		if (check_failed(b) || !check_reset(b))
			return;
		if (!check_works(b) || !check_reset(b))
			return;
	}
}

const struct rule rules_callback[] = {
	{
		.id		= "callback-once",
		.section	= SECTION_ISSUE,
		.says		= "every transfer calls back exactly once",
		.check		= once,
		.again		= true,
	},
	{
		.id		= "callback-in-tasklet",
		.section	= "dmaengine/provider.rst: General Design Notes",
		.says		= "callbacks come from a tasklet or a thread, never in hard-irq",
		.check		= in_tasklet,
		.again		= true,
	},
	{
		.id		= "callback-lock-free",
		.section	= SECTION_SUBMIT,
		.says		= "no lock of the provider is held over a callback",
		.needs		= { rule_need_lockdep },
		.check		= lock_free,
		.again		= true,
	},
	{
		.id		= "callback-result-good",
		.section	=
			"dmaengine/client.rst: Optional: per descriptor result, dmaengine_result",
		.says		=
			"the result of a good transfer is DMA_TRANS_NOERROR with no residue",
		.check		= result_good,
		.again		= true,
	},
	{
		.id		= "callback-plain",
		.section	= SECTION_ISSUE,
		.says		= "a client that sets callback alone is called back",
		.check		= plain_alone,
		.again		= true,
	},
	{
		.id		= "callback-with-result",
		.section	=
			"dmaengine/client.rst: Optional: per descriptor result, dmaengine_result",
		.says		=
			"a client that sets callback_result alone is called back, with a result",
		.check		= result_alone,
		.again		= true,
	},
	{
		.id		= "callback-may-submit",
		.section	= SECTION_SUBMIT,
		.says		= "a callback may prepare, submit and issue",
		.needs		= { need_slave_callback },
		.check		= may_submit,
		.again		= true,
	},
	{
		.id		= "callback-may-ask-status",
		.section	= SECTION_ISSUE,
		.says		= "a callback may ask for status, and its own transfer is complete",
		.check		= may_ask_status,
		.again		= true,
	},
	{
		.id		= "callback-may-terminate",
		.section	= "dmaengine/client.rst: Further APIs, Terminate APIs",
		.says		=
			"a callback may call dmaengine_terminate_async(), and no incomplete transfer calls back",
		.needs		= { rule_need_terminate },
		.check		= may_terminate,
		.again		= true,
	},
	{ }
};
