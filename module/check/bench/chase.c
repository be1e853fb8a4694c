// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Meeting transfers in flight at random moments; see chase.h.
 */
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include "check/bench/bench.h"
#include "check/bench/chase.h"
#include "check/bench/job.h"

#define MOST_MOMENTS	16
#define LEAST_MOMENTS	4	/* that meet something, while there is time */
#define PATIENCE	(2 * HZ)
#define MOST_JOBS	16
#define SPIN_NS		(5 * NSEC_PER_MSEC)	/* at most, for a callback to come */

void check_chase_start(struct check_chase *c, struct check_bench *b, u32 load)
{
	*c = (struct check_chase){
		.b = b,
		.load = load,
		.left = check_tries(b, MOST_MOMENTS, load),
		.ns = b->job_ns * load,
		.end = jiffies + PATIENCE,
	};
}

static bool wants_more(const struct check_chase *c)
{
	return c->left || (c->met < LEAST_MOMENTS && time_before(jiffies, c->end));
}

/*
 * Move to another processor than the one that calls back, because a callback cannot be met on its
 * own processor. May sleep.
 */
static void step_aside(const struct check_bench *b)
{
	cpumask_var_t was, others;

	if (!zalloc_cpumask_var(&was, GFP_KERNEL))
		return;
	if (zalloc_cpumask_var(&others, GFP_KERNEL)) {
		cpumask_copy(was, current->cpus_ptr);
		cpumask_and(others, was, cpu_online_mask);
		cpumask_clear_cpu(READ_ONCE(b->called_on), others);
		if (!cpumask_empty(others) && !set_cpus_allowed_ptr(current, others))
			set_cpus_allowed_ptr(current, was);
		free_cpumask_var(others);
	}
	free_cpumask_var(was);
}

/* Spin until the first callback comes, and on into those that linger. */
static void spin_into_callbacks(const struct check_chase *c)
{
	struct check_bench *b = c->b;
	u64 end = ktime_get_ns() + SPIN_NS;

	while (!atomic_read(&b->nr_called) && ktime_get_ns() < end)
		udelay(1);
	udelay(check_random(b, c->load * b->linger_us / 2 + 1));
}

/* A sleeper may wake up too late every time, so every other moment is that of a callback. */
static void wait_for_moment(struct check_chase *c)
{
	if (c->moments++ & 1)
		spin_into_callbacks(c);
	else
		check_nap(c->b, c->ns);
}

bool check_chase_next(struct check_chase *c)
{
	if (check_failed(c->b) || !wants_more(c))
		return false;
	if (c->missed || c->moments & 1)
		step_aside(c->b);
	if (!check_load(c->b, c->load))
		return false;
	wait_for_moment(c);
	return true;
}

void check_chase_note(struct check_chase *c, bool met)
{
	if (c->left)
		c->left--;
	if (met) {
		c->met++;
		return;
	}
	c->missed = true;
	if (c->load < MOST_JOBS)
		c->load = min(c->load * 2, (u32)MOST_JOBS);
	else
		c->ns /= 2;
}

void check_chase_end(const struct check_chase *c, const char *what)
{
	if (!c->met && !check_failed(c->b))
		check_skip(c->b, "no %s met a transfer in flight; a larger size may help", what);
}
