// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Walks through the instants of a race: which are visited, and what is said of them.
 */
#include "unit.h"
#include "lib/check/walk.h"

/* Visit all of a walk, where instants from @from to below @to have an outcome of their own. */
static void go(struct walk *walk, u64 from, u64 to)
{
	u64 at;

	while (walk_next(walk, &at))
		walk_visited(walk, at, "", at >= from && at < to ? "odd" : at < 100 ? "before" :
			     "after");
}

static void every_instant_is_visited(void **state)
{
	struct walk walk;

	(void)state;
	walk_begin(&walk, 25600, 256, true, 1000);
	assert_int_equal(walk.nr, 2 * (100 + 1 + 8));
	go(&walk, 77, 78);
	assert_int_equal(walk.nr_visited, walk.nr);
	assert_int_equal(walk.nr_outcomes, 3);
	assert_int_equal(walk.outcomes[1].nr, 1);
	assert_int_equal(walk.outcomes[1].first, 77);
	assert_int_equal(walk.outcomes[1].last, 77);
	assert_int_equal(walk.outcomes[0].nr, 99);
	walk_free(&walk);
}

static void where_outcomes_differ_all_between_are(void **state)
{
	struct walk walk;

	(void)state;
	walk_begin(&walk, 9991, 1, false, 100);
	assert_int_equal(walk.nr, 10000);
	assert_int_equal(walk.stride, 100);
	go(&walk, 5001, 5555);
	assert_int_equal(walk.nr_outcomes, 3);
	assert_true(walk.nr_visited < 100 + 4 * 8);
	/* The edges, which no coarse instant is at */
	assert_int_equal(walk.outcomes[2].first, 5001);
	assert_int_equal(walk.outcomes[2].last, 5554);
	walk_free(&walk);
}

static void the_last_instant_is_visited(void **state)
{
	struct walk walk;

	(void)state;
	walk_begin(&walk, 994, 1, false, 100);
	go(&walk, walk.nr - 1, walk.nr);
	assert_string_equal(walk.outcomes[walk.seen[walk.nr - 1] - 1].text, "odd");
	walk_free(&walk);
}

static void an_instant_has_a_name(void **state)
{
	struct walk walk;
	char text[32];

	(void)state;
	walk_begin(&walk, 1000, 256, true, 1000);
	walk_print(&walk, 6, text, sizeof(text));
	assert_string_equal(text, "768");
	walk_print(&walk, 7, text, sizeof(text));
	assert_string_equal(text, "768+");
	walk_free(&walk);
	walk_begin(&walk, 1000, 16, false, 1000);
	walk_print(&walk, 7, text, sizeof(text));
	assert_string_equal(text, "112");
	walk_free(&walk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_instant_is_visited),
		cmocka_unit_test(where_outcomes_differ_all_between_are),
		cmocka_unit_test(the_last_instant_is_visited),
		cmocka_unit_test(an_instant_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
