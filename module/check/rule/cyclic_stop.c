// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Rules of stopping cyclic transfers: from outside, from a period's callback, and for a transfer of
 * another mode.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "check/bench/kind.h"
#include "check/bench/ring.h"
#include "check/rule/needs.h"
#include "check/rule/rule.h"

#define SECTION		"dmaengine/client.rst: Further APIs, Terminate APIs"
#define PERIODS		8u	/* of a ring */
#define QUIET_MS	20

/* Change to the kind, and start a ring. Return: its job, or NULL when the rule has failed. */
static struct check_job *start(struct check_bench *b, const struct check_kind *kind,
			       void (*each)(struct check_job *job, u32 nr), u32 note)
{
	const struct check_ring ring = {
		.dir		= kind->dir,
		.periods	= PERIODS,
		.flags		= DMA_PREP_INTERRUPT,
		.each		= each,
		.note		= note,
	};
	struct check_job *job;

	if (!check_kind_change(b, kind))
		return NULL;
	job = check_ring_start(b, &ring);
	if (!job)
		check_fail(b, NULL, "want a cyclic descriptor of %u periods, got NULL", PERIODS);
	return job;
}

static void is_still(struct check_job *job)
{
	int called = atomic_read(&job->calls);
	size_t at;

	check_ring_poison(job, 0, job->len);
	msleep(QUIET_MS);
	if (atomic_read(&job->calls) != called)
		check_fail(job->b, job, "want no callback after dmaengine_synchronize(), got %d",
			   atomic_read(&job->calls) - called);
	for (at = 0; at < job->len; at++)
		if (job->dst[at] != (u8)~check_job_received(job, at))
			break;
	if (at < job->len)
		check_fail(job->b, job,
			   "want memory still after dmaengine_synchronize(), got byte %zu written",
			   at);
}

static void cyclic_stops(struct check_bench *b)
{
	u32 n = 3;
	struct check_job *job;

	while (n-- && !check_failed(b)) {
		job = start(b, &check_kind_receive, NULL, 0);
		if (!job || !check_ring_wait(job, PERIODS + 3) || !check_ring_stop(job))
			return;
		is_still(job);
		check_clear(b);
	}
}

/*
 * The callback with the number of job->note[0] terminates, unless interrupts are off or a lock is
 * held, as that may hang.
 */
static void terminate_at(struct check_job *job, u32 nr)
{
	if (nr == job->note[0])
		check_job_terminate(job);
}

/* What is due at the moment of the termination has been given up with the rest. */
static bool was_last_call(struct check_job *job)
{
	int called, last = (int)job->note[0];

	check_await_callbacks(job->b);
	msleep(QUIET_MS);
	dmaengine_synchronize(job->b->chan);
	called = atomic_read(&job->calls);
	if (called > last)
		check_fail(job->b, job,
			   "want no callback after the one that terminated, which was number %d, got %d",
			   last, called - last);
	return !check_failed(job->b);
}

/* The n-th callback terminates, each time a later one. Then a ring and a transfer must work. */
static void terminates_itself(struct check_bench *b)
{
	const struct check_kind *kind = rule_sends_only(b) ? &check_kind_send :
							     &check_kind_receive;
	struct check_job *job;
	u32 at;

	for (at = 1; at <= PERIODS + 1; at += 4) {
		job = start(b, kind, terminate_at, at);
		if (!job)
			return;
		if (!check_ring_wait(job, at) || !was_last_call(job) || !check_reset(b))
			return;
		if (!check_works(b) || !check_reset(b))
			return;
	}
}

const struct rule rules_cyclic_stop[] = {
	{
		.id		= "cyclic-stops",
		.section	= SECTION,
		.says		= "terminated, a cyclic transfer moves nothing and calls nobody",
		.needs		= { rule_need_rings, rule_need_known_register },
		.rings		= true,
		.check		= cyclic_stops,
	},
	{
		.id		= "cyclic-callback-may-terminate",
		.section	= SECTION,
		.says		= "a period's callback may terminate, and none comes after it",
		.needs		= { rule_need_rings },
		.rings		= true,
		.check		= terminates_itself,
	},
	{ }
};
