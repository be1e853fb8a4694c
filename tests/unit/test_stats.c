// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Statistics, against values that can be counted by hand or looked up.
 */
#include "unit.h"
#include <math.h>
#include "lib/base/stats.h"

#define CLOSE 0.000000000001

static bool near(double a, double b, double by)
{
	return fabs(a - b) <= by;
}

static void medians(void **state)
{
	static const double odd[] = { 3, 1, 2 }, even[] = { 4, 1, 3, 2 }, one[] = { 7 };

	(void)state;
	assert_true(stats_median(odd, 3) == 2);
	assert_true(stats_median(even, 4) == 2.5);
	assert_true(stats_median(one, 1) == 7);
}

static void small_samples_are_exact(void **state)
{
	static const double low[] = { 1, 2, 3, 4, 5 }, high[] = { 6, 7, 8, 9, 10 };
	static const double mixed[] = { 2.5, 4.5, 6, 7, 8 };

	(void)state;
	/* 1 of 20 divisions at either end; 1 of 252 */
	assert_true(near(stats_rank_sum(low, 3, high, 3), 0.1, CLOSE));
	assert_true(near(stats_rank_sum(low, 5, high, 5), 2.0 / 252, CLOSE));
	assert_true(near(stats_rank_sum(high, 5, low, 5), 2.0 / 252, CLOSE));
	assert_true(near(stats_rank_sum(low, 1, high, 1), 1, CLOSE));
	/* U is 4: of 252, 12 divisions have no more (1, 1, 2, 3, 5 for U of 0 to 4) */
	assert_true(near(stats_rank_sum(low, 5, mixed, 5), 24.0 / 252, CLOSE));
	/* Sizes that differ: 1 of 21 below, 1 above */
	assert_true(near(stats_rank_sum(low, 2, high, 5), 2.0 / 21, CLOSE));
}

static void equal_values_share_ranks(void **state)
{
	static const double all[] = { 4, 4, 4, 4 }, a[] = { 1, 1, 2 }, b[] = { 2, 3, 3 };

	(void)state;
	assert_true(stats_rank_sum(all, 4, all, 4) == 1);
	/* Ranks 1.5 1.5 3.5 3.5 5.5 5.5: of 20 sums, 2 are 6.5 or less and 2 are 14.5 or more */
	assert_true(near(stats_rank_sum(a, 3, b, 3), 4.0 / 20, CLOSE));
}

static void large_samples_are_near_the_exact(void **state)
{
	double a[31], b[31], exact, approximate;
	int i;

	(void)state;
	for (i = 0; i < 31; i++) {
		a[i] = i;
		b[i] = i + 9.5;
	}
	exact = stats_rank_sum(a, 30, b, 30);
	approximate = stats_rank_sum(a, 31, b, 31);
	/* Not the same samples, so not the same figure either */
	assert_true(exact > 0.0001 && near(log(exact), log(approximate), log(2)));
}

static void the_least_probability_says_how_many_are_needed(void **state)
{
	(void)state;
	assert_true(near(stats_rank_sum_least(3, 3), 0.1, CLOSE));
	assert_true(near(stats_rank_sum_least(4, 4), 2.0 / 70, CLOSE));
	assert_true(near(stats_rank_sum_least(5, 3), 2.0 / 56, CLOSE));
	assert_true(stats_rank_sum_least(1, 1) == 1);
	assert_true(stats_rank_sum_least(0, 9) == 1);
}

static void the_interval_holds_the_ratio(void **state)
{
	static const double old[] = { 98, 99, 100, 101, 102, 97, 103 };
	double new[7];
	struct interval interval, again;
	int i;

	(void)state;
	for (i = 0; i < 7; i++)
		new[i] = old[i] * 0.9;
	interval = stats_ratio(old, 7, new, 7, 1);
	again = stats_ratio(old, 7, new, 7, 1);
	assert_true(interval.low < 0.9 && interval.high > 0.9);
	assert_true(interval.low > 0.84 && interval.high < 0.96);
	assert_true(again.low == interval.low && again.high == interval.high);
}

static void holm_steps_down(void **state)
{
	double p[] = { 0.03, 0.001, 0.9, 0.02 };
	double two[] = { 0.02, 0.021 };

	(void)state;
	stats_holm(p, 4);
	assert_true(near(p[1], 0.004, CLOSE));
	assert_true(near(p[3], 0.06, CLOSE));
	assert_true(near(p[0], 0.06, CLOSE));
	assert_true(near(p[2], 0.9, CLOSE));
	/* In the order of rank, corrected probabilities never decrease. */
	stats_holm(two, 2);
	assert_true(near(two[0], 0.04, CLOSE) && near(two[1], 0.04, CLOSE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(medians),
		cmocka_unit_test(small_samples_are_exact),
		cmocka_unit_test(equal_values_share_ranks),
		cmocka_unit_test(large_samples_are_near_the_exact),
		cmocka_unit_test(the_least_probability_says_how_many_are_needed),
		cmocka_unit_test(the_interval_holds_the_ratio),
		cmocka_unit_test(holm_steps_down),
	};

	return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
