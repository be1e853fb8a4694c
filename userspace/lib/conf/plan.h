/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The plan of a sweep: all points, checked, and the order in which they are measured.
 */
#ifndef DMARIG_PLAN_H
#define DMARIG_PLAN_H

#include "lib/conf/conf.h"

/* struct point - one complete setting; plan_params() says which, for all would take much memory */
struct point {
	const struct section *of;	/* NULL: the conf file has none */
	u64 combination;		/* the number of the combination of its values */
	u64 expected_ms;		/* the time it takes by its own knobs */
	int reps;
	bool refusals;		/* being refused is no failure */
	bool illegal;		/* it must be */
};

/* struct plan_step - one measurement of a point */
struct plan_step {
	int point;
	int rep;
};

/* struct plan - all of it */
struct plan {
	const struct conf *conf;	/* NULL: the plan is of one point, this one: */
	struct params one;
	struct point *points;
	int nr_points;
	struct plan_step *steps;
	int nr_steps;
	int skipped;		/* illegal combinations left out, as skip_illegal asked for */
	bool random;
	u64 seed;		/* the seed of the order */
};

/**
 * plan_make() - all points of a conf file in the order they will be measured
 * @plan: gets them; it refers to @conf for the values of their knobs
 * @conf: the file
 * @seed: what a random order starts from
 * @err: the section and the combination that is illegal
 *
 * Return: 0 or -EINVAL.
 */
int plan_make(struct plan *plan, const struct conf *conf, u64 seed, struct err *err);

/* plan_one() - a plan of one point, measured once */
void plan_one(struct plan *plan, const struct params *p);

/* plan_params() - the knobs of a point. Return: @p */
const struct params *plan_params(const struct plan *plan, int point, struct params *p);

/* plan_free() - free all of it */
void plan_free(struct plan *plan);

#endif
