// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What second actors share: looking at the jobs of the first once both have acted.
 */
#include <linux/delay.h>
#include <linux/slab.h>
#include "check/bench/job.h"
#include "check/race/race.h"
#include "check/rule/needs.h"

#define TWICE_US	50	/* a second callback is there by then */

void race_tell(struct race_try *t, const char *fmt, ...)
{
	char *outcome = t->raced->outcome;
	size_t n = strlen(outcome);
	va_list args;

	va_start(args, fmt);
	vscnprintf(outcome + n, sizeof(t->raced->outcome) - n, fmt, args);
	va_end(args);
}

bool race_once(struct race_try *t)
{
	const struct check_job *job;

	race_asks(t, "callback-once");
	for (job = t->b->jobs; job < t->b->jobs + t->b->nr_jobs; job++)
		if (atomic_read(&job->calls) > 1)
			check_fail(t->b, job, "want one callback, got %d",
				   atomic_read(&job->calls));
	return !check_failed(t->b);
}

bool race_ends(struct race_try *t, const char *rule)
{
	race_asks(t, rule);
	if (!check_wait(t->b) || !check_await_callbacks(t->b) || !check_all_data(t->b))
		return false;
	usleep_range(TWICE_US, 2 * TWICE_US);
	return race_once(t);
}

bool race_works(struct race_try *t, const char *rule)
{
	if (check_failed(t->b))
		return false;
	race_asks(t, rule);
	check_clear(t->b);
	return check_works(t->b) && check_reset(t->b);
}

const char *race_moved(const struct check_job *job)
{
	if (rule_need_arrival(job->b))
		return "unseen";
	if (job->b->kind->bad(job) == job->len)
		return "whole";
	return check_job_written(job) ? "part" : "none";
}

bool race_look(struct race_try *t, struct race_picture *picture)
{
	struct check_bench *b = t->b;
	u32 i;

	picture->called = atomic_read(&b->nr_called);
	picture->was = kvmalloc_array(b->nr_jobs, b->len, GFP_KERNEL);
	if (!picture->was) {
		check_break(b, "no memory for copies");
		return false;
	}
	for (i = 0; i < b->nr_jobs; i++)
		memcpy(picture->was + i * b->len, b->jobs[i].dst, b->len);
	return true;
}

void race_still(struct race_try *t, struct race_picture *picture, const char *after,
		const char *callbacks, const char *memory)
{
	struct check_bench *b = t->b;
	int late = atomic_read(&b->nr_called) - picture->called;
	size_t at;
	u32 i;

	race_asks(t, callbacks);
	if (late)
		check_fail(b, NULL, "want no callback after %s, got %d", after, late);
	race_asks(t, memory);
	for (i = 0; i < b->nr_jobs; i++) {
		at = check_job_differs(&b->jobs[i], picture->was + i * b->len);
		if (at != b->len)
			check_fail(b, &b->jobs[i],
				   "want memory still after %s, got byte %zu written", after, at);
	}
	kvfree(picture->was);
}
