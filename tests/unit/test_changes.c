// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Change points, on series whose truth is known.
 */
#include "unit.h"
#include <math.h>
#include "lib/base/changes.h"

/* Medians of sweeps vary like this from result to result, in the reference sweep's machine. */
#define NOISE	0.005
#define STEP	0.03
#define LEVEL	0.001
#define BEFORE	20	/* results */

static u64 random_state;
static struct change *changes;

static double uniform(void)
{
	random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
	return ((random_state >> 11) + 1) / 9007199254740994.0;
}

static double normal(void)
{
	return sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
}

static int find(const double *value, int nr)
{
	const struct change_limits limits = { .level = LEVEL, .least = 0.005 };

	free(changes);
	return changes_find(value, nr, &limits, &changes);
}

static void fill(double *value, int nr, int at, double factor, double noise)
{
	int i;

	for (i = 0; i < nr; i++)
		value[i] = 1e9 * (i < at ? 1 : factor) * exp(noise * normal());
}

/* Of 100 series with a step of 3 %, how many are known two results after it? */
static void a_step_is_found_within_two_results(void **state)
{
	double value[BEFORE + 2];
	int i, found = 0;

	(void)state;
	random_state = 1;
	for (i = 0; i < 100; i++) {
		fill(value, BEFORE + 2, BEFORE, i & 1 ? 1 - STEP : 1 + STEP, NOISE);
		if (find(value, BEFORE + 2) == 1 && changes[0].at == BEFORE)
			found++;
	}
	print_message("# steps of 3 %% found within two results: %d of 100\n", found);
	assert_true(found >= 95);
}

static void chance_is_no_step(void **state)
{
	double value[30];
	int i, flagged = 0;

	(void)state;
	random_state = 2;
	for (i = 0; i < 1000; i++) {
		fill(value, 30, 30, 1, NOISE);
		flagged += find(value, 30) > 0;
	}
	print_message("# series without a step that had one: %d of 1000\n", flagged);
	assert_true(flagged <= 1);
}

/* One result is disturbed, by up to a fifth. */
static void what_stands_out_alone_is_no_step(void **state)
{
	double value[30];
	int i, flagged = 0;

	(void)state;
	random_state = 3;
	for (i = 0; i < 1000; i++) {
		fill(value, 30, 30, 1, NOISE);
		value[(int)(29.99 * uniform())] *= 1 - 0.2 * uniform();
		flagged += find(value, 30) > 0;
	}
	print_message("# disturbed series that had a step: %d of 1000\n", flagged);
	assert_true(flagged <= 1);
}

static void several_steps_are_told_apart(void **state)
{
	double value[40];
	int i;

	(void)state;
	random_state = 4;
	for (i = 0; i < 40; i++)
		value[i] = 1e9 * (i < 12 ? 1 : i < 25 ? 0.9 : 0.95) * exp(NOISE * normal());
	assert_int_equal(find(value, 40), 2);
	assert_int_equal(changes[0].at, 12);
	assert_int_equal(changes[1].at, 25);
	assert_true(changes[0].interval.low < 0.9 && changes[0].interval.high > 0.9);
	assert_true(fabs(changes[0].ratio - 0.9) < 0.01);
	assert_true(changes[0].p < 1 / 1e6);
}

/* By a clock of instructions, nothing varies. */
static void without_noise_a_step_is_certain(void **state)
{
	double value[] = { 100, 100, 100, 100, 97, 97 }, last[] = { 100, 100, 100, 97 };

	(void)state;
	assert_int_equal(find(value, 6), 1);
	assert_int_equal(changes[0].at, 4);
	assert_int_equal(find(last, 4), 0);
	assert_int_equal(find(value, 4), 0);
	assert_int_equal(find(value, 3), 0);
	assert_int_equal(find(value, 0), 0);
}

/* A step within what does not matter is none, however sure it is. */
static void what_does_not_matter_is_no_step(void **state)
{
	double value[] = { 1000, 1000, 1000, 1000, 999, 999, 999, 999 };

	(void)state;
	assert_int_equal(find(value, 8), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_is_found_within_two_results),
		cmocka_unit_test(chance_is_no_step),
		cmocka_unit_test(what_stands_out_alone_is_no_step),
		cmocka_unit_test(several_steps_are_told_apart),
		cmocka_unit_test(without_noise_a_step_is_certain),
		cmocka_unit_test(what_does_not_matter_is_no_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
