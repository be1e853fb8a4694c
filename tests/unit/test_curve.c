// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Curves: medians, and where two cross.
 */
#include "unit.h"
#include <math.h>
#include "lib/figure/curve.h"

static struct curves curves;

static int clear(void **state)
{
	(void)state;
	curves_free(&curves);
	return 0;
}

/* A measurement that its repetition confirms. */
static void add(const char *label, double x, double y)
{
	curves_add(&curves, label, x, y);
	curves_add(&curves, label, x, y);
}

/* A curve of y = once + slope * x at powers of four, turned over: bytes per time. */
static void add_rate(const char *label, double once, double slope)
{
	double x;

	for (x = 64; x <= 1 << 20; x *= 4)
		add(label, x, x / (once + slope * x));
}

static int crossings(struct crossing *found)
{
	return curve_crossings(curves_find(&curves, "a"), curves_find(&curves, "b"), found, 8);
}

static int last_above(void)
{
	return curve_standing(curves_find(&curves, "a"), curves_find(&curves, "b")).last;
}

static void repetitions_become_a_median(void **state)
{
	const struct spot *spot;

	(void)state;
	curves_add(&curves, "a", 2, 5);
	curves_add(&curves, "a", 1, 30);
	curves_add(&curves, "a", 1, 10);
	curves_add(&curves, "a", 1, 20);
	curves_add(&curves, "a", 1, NAN);
	spot = &curves_find(&curves, "a")->spots[0];
	assert_true(spot->x == 1 && spot->nr == 3);
	assert_true(spot_median(spot) == 20);
	assert_true(spot_min(spot) == 10 && spot_max(spot) == 30);
	curves_add(&curves, "a", 1, 40);
	assert_true(spot_median(&curves_find(&curves, "a")->spots[0]) == 25);
	assert_int_equal(curves.nr, 1);
	assert_int_equal(curves.at[0].nr, 2);
}

static void straight_lines_cross_exactly(void **state)
{
	struct crossing found[8];

	(void)state;
	/* On logarithmic axes both are straight lines: 1000 and x, which meet at 1000. */
	add("a", 100, 100);
	add("a", 10000, 10000);
	add("b", 100, 1000);
	add("b", 10000, 1000);
	assert_int_equal(crossings(found), 1);
	assert_true(fabs(found[0].x - 1000) < 0.001);
	assert_true(found[0].first_above);
	assert_int_equal(last_above(), 1);
}

static void coherent_against_streaming_crosses_once(void **state)
{
	struct crossing found[8];

	(void)state;
	/* 1200 + 0.36 x against 2600 + 0.25 x: equal at 12727 bytes */
	add_rate("a", 1200, 0.36);
	add_rate("b", 2600, 0.25);
	assert_int_equal(crossings(found), 1);
	assert_true(fabs(found[0].x / 12727 - 1) < 0.1);
	assert_false(found[0].first_above);
	assert_int_equal(last_above(), -1);
}

static void curves_that_never_meet_do_not_cross(void **state)
{
	struct crossing found[8];

	(void)state;
	add_rate("a", 1000, 0.2);
	add_rate("b", 2000, 0.3);
	assert_int_equal(crossings(found), 0);
	assert_int_equal(last_above(), 1);
}

static void touching_is_not_crossing(void **state)
{
	struct crossing found[8];
	static const double a[] = { 1, 2, 3 }, b[] = { 2, 2, 4 };
	int i;

	(void)state;
	for (i = 0; i < 3; i++) {
		add("a", i + 1, a[i]);
		add("b", i + 1, b[i]);
	}
	assert_int_equal(crossings(found), 0);
}

static void a_tie_on_the_way_is_crossed_once(void **state)
{
	struct crossing found[8];
	static const double a[] = { 1, 2, 9 }, b[] = { 2, 2, 3 };
	int i;

	(void)state;
	for (i = 0; i < 3; i++) {
		add("a", 1 << i, a[i]);
		add("b", 1 << i, b[i]);
	}
	assert_int_equal(crossings(found), 1);
	assert_true(found[0].x > 1 && found[0].x < 4 && found[0].first_above);
}

static void two_crossings_are_both_found(void **state)
{
	struct crossing found[8];
	static const double a[] = { 1, 4, 1 };
	int i;

	(void)state;
	for (i = 0; i < 3; i++) {
		add("a", 1 << i, a[i]);
		add("b", 1 << i, 2);
	}
	assert_int_equal(crossings(found), 2);
	assert_true(found[0].first_above && !found[1].first_above);
	assert_true(found[0].x > sqrt(2) * 0.999 && found[0].x < sqrt(2) * 1.001);
	assert_true(found[1].x > sqrt(8) * 0.999 && found[1].x < sqrt(8) * 1.001);
}

static void noise_makes_no_crossing(void **state)
{
	static const double a[] = { 10, 9, 10, 1 }, b[] = { 9, 10, 9, 30 };
	struct crossing found[8];
	int i;

	(void)state;
	for (i = 0; i < 4; i++) {
		curves_add(&curves, "a", 1 << i, a[i]);
		curves_add(&curves, "b", 1 << i, b[i]);
		curves_add(&curves, "a", 1 << i, a[i] * 1.3);
		curves_add(&curves, "b", 1 << i, b[i] * 1.3);
	}
	assert_int_equal(crossings(found), 0);
	assert_int_equal(last_above(), -1);
}

static void without_repetitions_nothing_differs(void **state)
{
	struct crossing found[8];
	int i;

	(void)state;
	for (i = 0; i < 4; i++) {
		curves_add(&curves, "a", 1 << i, i + 1);
		curves_add(&curves, "b", 1 << i, 4 - i);
	}
	assert_int_equal(crossings(found), 0);
	assert_int_equal(last_above(), 0);
}

static void sizes_only_one_has_are_left_out(void **state)
{
	struct crossing found[8];

	(void)state;
	add("a", 1, 1);
	add("a", 2, 100);
	add("a", 4, 1);
	add("b", 1, 2);
	add("b", 4, 2);
	assert_int_equal(crossings(found), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(repetitions_become_a_median, clear),
		cmocka_unit_test_teardown(straight_lines_cross_exactly, clear),
		cmocka_unit_test_teardown(coherent_against_streaming_crosses_once, clear),
		cmocka_unit_test_teardown(curves_that_never_meet_do_not_cross, clear),
		cmocka_unit_test_teardown(touching_is_not_crossing, clear),
		cmocka_unit_test_teardown(a_tie_on_the_way_is_crossed_once, clear),
		cmocka_unit_test_teardown(two_crossings_are_both_found, clear),
		cmocka_unit_test_teardown(noise_makes_no_crossing, clear),
		cmocka_unit_test_teardown(without_repetitions_nothing_differs, clear),
		cmocka_unit_test_teardown(sizes_only_one_has_are_left_out, clear),
	};

	return cmocka_run_group_tests_name("curve", tests, NULL, NULL);
}
