// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Being there at random moments of what is in flight; see chase.h.
 */
#include <linux/jiffies.h>
#include "check/chase.h"

#define MOST_MOMENTS	16
#define LEAST_MOMENTS	4	/* that meet something, while there is time */
#define PATIENCE	(2 * HZ)
#define MOST_JOBS	16

void chase_start(struct chase *c, struct bench *b, u32 load)
{
	*c = (struct chase) {
		.b = b,
		.load = load,
		.left = bench_tries(b, MOST_MOMENTS, load),
		.ns = b->job_ns * load,
		.end = jiffies + PATIENCE,
	};
}

static bool wants_more(const struct chase *c)
{
	return c->left || (c->met < LEAST_MOMENTS && time_before(jiffies, c->end));
}

bool chase_next(struct chase *c)
{
	if (bench_failed(c->b) || !wants_more(c) || !bench_load(c->b, c->load))
		return false;
	bench_nap(c->b, c->ns);
	return true;
}

void chase_note(struct chase *c, bool met)
{
	if (c->left)
		c->left--;
	if (met)
		c->met++;
	else if (c->load < MOST_JOBS)
		c->load = min(c->load * 2, (u32)MOST_JOBS);
	else
		c->ns /= 2;
}

void chase_end(const struct chase *c, const char *what)
{
	if (!c->met && !bench_failed(c->b))
		bench_skip(c->b, "no %s met a transfer in flight; a larger size may help", what);
}
