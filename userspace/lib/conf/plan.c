// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Makes points: the cross product of the lists of a section and of those of [global].
 */
#include <stdlib.h>
#include "common/pattern.h"
#include "lib/base/xmalloc.h"
#include "lib/conf/plan.h"
#include "lib/conf/setting.h"

#define MAX_JOBS 1000000

/* The values of combination number @n: a mixed-radix number, the last knob turning fastest. */
static void set_combination(struct params *p, const struct conf *conf,
			    const struct section *section, u64 n)
{
	const struct names *values;
	struct err err = { "" };
	int i;

	params_init(p);
	for (i = dmarig_nr_knobs - 1; i >= 0; i--) {
		values = conf_values(conf, section, i);
		if (!values->nr)
			continue;
		setting_set(p, &dmarig_knobs[i], values->name[n % values->nr], &err);
		n /= values->nr;
	}
}

static u64 nr_combinations(const struct conf *conf, const struct section *section)
{
	const struct names *values;
	u64 n = 1;
	int i;

	for (i = 0; i < dmarig_nr_knobs && n <= MAX_JOBS; i++) {
		values = conf_values(conf, section, i);
		n *= values->nr ? values->nr : 1;
	}
	return n;
}

static struct point *add_point(struct plan *plan, const struct params *p, int reps)
{
	struct point *point;

	plan->points = xgrow(plan->points, plan->nr_points, sizeof(*plan->points));
	point = &plan->points[plan->nr_points++];
	*point = (struct point){ .reps = reps, .expected_ms = p->warmup_ms + p->duration_ms };
	return point;
}

static int add_combination(struct plan *plan, const struct conf *conf,
			   const struct section *section, u64 n, struct err *err)
{
	const char *name = section ? section->name : "global";
	bool refusals = conf_key(conf, section, KEY_refusals);
	char sentence[SENTENCE_LEN];
	struct point *point;
	struct params p;
	bool illegal;

	set_combination(&p, conf, section, n);
	illegal = params_check(&p, sentence, sizeof(sentence));
	if (illegal && conf_key(conf, section, KEY_skip_illegal)) {
		plan->skipped++;
		return 0;
	}
	if (illegal && !refusals)
		return err_say(err, -EINVAL, "%s: section [%s]: %s (skip_illegal=1 leaves it out)",
			       conf->path, name, sentence);
	point = add_point(plan, &p, conf_key(conf, section, KEY_reps));
	point->of = section;
	point->combination = n;
	point->refusals = refusals;
	point->illegal = illegal;
	return 0;
}

static int add_section(struct plan *plan, const struct conf *conf, const struct section *section,
		       struct err *err)
{
	u64 n, nr = nr_combinations(conf, section);
	int ret = 0;

	if (nr * conf_key(conf, section, KEY_reps) > MAX_JOBS)
		return err_say(err, -EINVAL, "%s: section [%s] makes more than %d measurements",
			       conf->path, section ? section->name : "global", MAX_JOBS);
	for (n = 0; n < nr && !ret; n++)
		ret = add_combination(plan, conf, section, n, err);
	return ret;
}

static void add_job(struct plan *plan, int point, int rep)
{
	plan->steps = xgrow(plan->steps, plan->nr_steps, sizeof(*plan->steps));
	plan->steps[plan->nr_steps++] = (struct plan_step){ .point = point, .rep = rep };
}

static void add_jobs(struct plan *plan)
{
	int i, rep, most = 0;

	for (i = 0; i < plan->nr_points; i++)
		if (plan->points[i].reps > most)
			most = plan->points[i].reps;
	for (rep = 0; rep < most; rep++)
		for (i = 0; i < plan->nr_points; i++)
			if (rep < plan->points[i].reps)
				add_job(plan, i, rep);
}

/*
 * All steps of all sections are mixed, so that drift (heat, other load) does not look like the
 * effect of a knob. The same seed gives the same order.
 */
static void shuffle(struct plan_step *steps, int nr, u64 seed)
{
	struct plan_step swapped;
	int i, other;

	for (i = nr - 1; i > 0; i--) {
		other = pattern_mix(seed + i * PATTERN_STEP) % (i + 1);
		swapped = steps[i];
		steps[i] = steps[other];
		steps[other] = swapped;
	}
}

int plan_make(struct plan *plan, const struct conf *conf, u64 seed, struct err *err)
{
	int i, ret = 0;

	memset(plan, 0, sizeof(*plan));
	plan->conf = conf;
	plan->random = conf_key(conf, NULL, KEY_random);
	plan->seed = seed;
	if (!conf->nr_sections)
		ret = add_section(plan, conf, NULL, err);
	for (i = 0; i < conf->nr_sections && !ret; i++)
		ret = add_section(plan, conf, &conf->sections[i], err);
	if (!ret && !plan->nr_points)
		ret = err_say(err, -EINVAL, "%s: no point is left to measure", conf->path);
	if (ret)
		return ret;
	add_jobs(plan);
	if (plan->random)
		shuffle(plan->steps, plan->nr_steps, seed);
	return 0;
}

void plan_one(struct plan *plan, const struct params *p)
{
	memset(plan, 0, sizeof(*plan));
	plan->one = *p;
	add_point(plan, p, 1);
	add_jobs(plan);
}

const struct params *plan_params(const struct plan *plan, int point, struct params *p)
{
	const struct point *at = &plan->points[point];

	if (plan->conf)
		set_combination(p, plan->conf, at->of, at->combination);
	else
		*p = plan->one;
	return p;
}

void plan_free(struct plan *plan)
{
	free(plan->points);
	free(plan->steps);
	memset(plan, 0, sizeof(*plan));
}
