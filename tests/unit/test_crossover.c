// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Crossovers in words: who wins where, and that there is none.
 */
#include "unit.h"
#include "crossover.h"
#include "show.h"

static struct curves curves;

static int clear(void **state)
{
	(void)state;
	curves_free(&curves);
	return 0;
}

/* Curve b is flat at 100; a is what is given at 1024, 4096, 16384. */
static const char *say(double first, double second, double third)
{
	static char text[256];
	const double y[] = { first, second, third };
	int i;

	for (i = 0; i < 3; i++) {
		curves_add(&curves, "a", 1024 << (2 * i), y[i]);
		curves_add(&curves, "b", 1024 << (2 * i), 100);
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
		cmocka_unit_test_teardown(a_short_text_is_cut, clear),
		cmocka_unit_test_teardown(spots_are_found_by_label_and_x, clear),
		cmocka_unit_test(computed_sizes_have_three_digits),
	};

	return cmocka_run_group_tests_name("crossover", tests, NULL, NULL);
}
