// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Crossovers in words: which side wins at which sizes, and the sentence when neither does.
 */
#include "unit.h"
#include <math.h>
#include <stdlib.h>
#include "lib/base/show.h"
#include "lib/figure/crossover.h"

static struct curves curves;

static int clear(void **state)
{
	(void)state;
	curves_free(&curves);
	return 0;
}

/* Curve b is flat at 100; a is what is given at 1024, 4096, 16384, twice. */
static const char *say(double first, double second, double third)
{
	static char text[256];
	const double y[] = { first, second, third };
	int i;

	for (i = 0; i < 6; i++) {
		curves_add(&curves, "a", 1024 << (2 * (i / 2)), y[i / 2]);
		curves_add(&curves, "b", 1024 << (2 * (i / 2)), 100);
	}
	crossover_say(curves_find(&curves, "a"), curves_find(&curves, "b"), text, sizeof(text));
	return text;
}

static void one_crossing_either_way(void **state)
{
	(void)state;
	assert_string_equal(say(1000, 10, 1), "wins below 2 KiB, loses above");
	clear(NULL);
	assert_string_equal(say(10, 1000, 2000), "loses below 2 KiB, wins above");
}

static void two_crossings_are_both_told(void **state)
{
	(void)state;
	assert_string_equal(say(10, 1000, 10), "loses below 2 KiB, wins below 8 KiB, loses above");
}

static void no_crossing_is_an_answer(void **state)
{
	(void)state;
	assert_string_equal(say(200, 300, 400), "wins, no crossing");
	clear(NULL);
	assert_string_equal(say(20, 30, 40), "loses, no crossing");
	clear(NULL);
	assert_string_equal(say(100, 100, 100), "no difference at any size");
}

/* About normal, with a deviation of one. */
static double noise(void)
{
	double sum = -6;
	int i;

	for (i = 0; i < 12; i++)
		sum += drand48();
	return sum;
}

/* struct draw - two curves of eight sizes, of which b is 1; the noise is in logarithms */
struct draw {
	double small, large;	/* a, at the first four sizes and at the others */
	double noise[2];	/* likewise */
	double disturbed;	/* the part of measurements that is slowed, to a quarter at worst */
	int reps;
};

/* A measurement of what is @value. */
static double measured(const struct draw *d, bool large, double value)
{
	value *= exp(noise() * d->noise[large]);
	return drand48() < d->disturbed ? value / (1 + 3 * drand48()) : value;
}

static void draw(const struct draw *d)
{
	int i, rep;

	for (i = 0; i < 8; i++)
		for (rep = 0; rep < d->reps; rep++) {
			curves_add(&curves, "a", 64 << (2 * i),
				   measured(d, i >= 4, i < 4 ? d->small : d->large));
			curves_add(&curves, "b", 64 << (2 * i), measured(d, i >= 4, 1));
		}
}

/*
 * The number of draws in a thousand in which crossover_say() speaks of a crossing, or of any
 * difference.
 */
static void count(const char *what, const struct draw *d, int *crossed, int *differed)
{
	char text[256];
	int i;

	*crossed = 0;
	*differed = 0;
	srand48(1);
	for (i = 0; i < 1000; i++) {
		draw(d);
		crossover_say(curves_find(&curves, "a"), curves_find(&curves, "b"), text,
			      sizeof(text));
		*crossed += !!strstr(text, " below ");
		*differed += !strstr(text, "no difference at any size");
		curves_free(&curves);
	}
	print_message("# %s: %d of 1000 cross, %d differ\n", what, *crossed, *differed);
}

static void noise_seldom_crosses(void **state)
{
	static const struct draw equal[] = {
		{ 1, 1, { 0.05, 0.05 }, 0, 2 }, { 1, 1, { 0.05, 0.05 }, 0, 3 },
		{ 1, 1, { 0.05, 0.05 }, 0, 5 }, { 1, 1, { 0.3, 0.3 }, 0, 3 },
		{ 1, 1, { 0.2, 0.02 }, 0, 3 }, { 1, 1, { 0.02, 0.02 }, 0.2, 3 },
		{ 1, 1, { 0.02, 0.02 }, 0.4, 3 },
	};
	int crossed, differed;
	char what[96];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(equal); i++) {
		snprintf(what, sizeof(what),
			 "equal, %g and %g of noise, %g disturbed, %d repetitions",
			 equal[i].noise[0], equal[i].noise[1], equal[i].disturbed, equal[i].reps);
		count(what, &equal[i], &crossed, &differed);
		assert_in_range(crossed, 0, 10);
		assert_in_range(differed, 0, 200);
	}
}

static void a_real_crossing_is_nearly_always_found(void **state)
{
	static const struct draw real = { 1.2, 1 / 1.2, { 0.05, 0.05 }, 0, 3 };
	int crossed, differed;

	(void)state;
	count("20 % either way, 0.05 of noise, 3 repetitions", &real, &crossed, &differed);
	assert_in_range(crossed, 980, 1000);
}

static void one_repetition_tells_nothing(void **state)
{
	static const struct draw real = { 2, 0.5, { 0, 0 }, 0, 1 };
	char text[256];

	(void)state;
	draw(&real);
	crossover_say(curves_find(&curves, "a"), curves_find(&curves, "b"), text, sizeof(text));
	assert_string_equal(text, "one repetition: differences cannot be told from noise");
}

static void what_differs_by_little_does_not(void **state)
{
	static const struct draw little = { 1.015, 1 / 1.015, { 0, 0 }, 0, 2 };
	static const struct draw more = { 1.03, 1, { 0, 0 }, 0, 2 };
	char text[256];

	(void)state;
	draw(&little);
	crossover_say(curves_find(&curves, "a"), curves_find(&curves, "b"), text, sizeof(text));
	assert_string_equal(text, "no difference at any size");
	clear(NULL);
	draw(&more);
	crossover_say(curves_find(&curves, "a"), curves_find(&curves, "b"), text, sizeof(text));
	assert_string_equal(text, "wins at 4 of 8 sizes, otherwise no difference");
}

static void a_short_text_is_cut(void **state)
{
	char text[8];

	(void)state;
	say(1000, 10, 1);
	crossover_say(curves_find(&curves, "a"), curves_find(&curves, "b"), text, sizeof(text));
	assert_string_equal(text, "wins be");
}

static void spots_are_found_by_label_and_x(void **state)
{
	(void)state;
	say(1, 2, 3);
	assert_true(spot_median(curves_spot(&curves, "a", 4096)) == 2);
	assert_null(curves_spot(&curves, "a", 4097));
	assert_null(curves_spot(&curves, "c", 4096));
}

static void computed_sizes_have_three_digits(void **state)
{
	char text[32];

	(void)state;
	assert_string_equal(show_size(text, 512), "512 bytes");
	assert_string_equal(show_size(text, 12727), "12.4 KiB");
	assert_string_equal(show_size(text, 3 << 20), "3 MiB");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(one_crossing_either_way, clear),
		cmocka_unit_test_teardown(two_crossings_are_both_told, clear),
		cmocka_unit_test_teardown(no_crossing_is_an_answer, clear),
		cmocka_unit_test(noise_seldom_crosses),
		cmocka_unit_test(a_real_crossing_is_nearly_always_found),
		cmocka_unit_test_teardown(one_repetition_tells_nothing, clear),
		cmocka_unit_test_teardown(what_differs_by_little_does_not, clear),
		cmocka_unit_test_teardown(a_short_text_is_cut, clear),
		cmocka_unit_test_teardown(spots_are_found_by_label_and_x, clear),
		cmocka_unit_test(computed_sizes_have_three_digits),
	};

	return cmocka_run_group_tests_name("crossover", tests, NULL, NULL);
}
