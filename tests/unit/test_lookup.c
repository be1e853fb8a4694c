// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Names are found in lists of any length, and the first of those that are the same.
 */
#include "unit.h"
#include <stdlib.h>
#include "lib/base/names.h"
#include "lib/base/xmalloc.h"

#define MANY 5000

static struct names names;

static int clear(void **state)
{
	(void)state;
	names_free(&names);
	return 0;
}

static const char *name_of(int i)
{
	static char text[16];

	snprintf(text, sizeof(text), "name%d", i);
	return text;
}

static void every_name_is_found_at_every_length(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < MANY; i++) {
		assert_int_equal(names_find(&names, name_of(i)), -1);
		names_add_once(&names, name_of(i));
		names_add_once(&names, name_of(i / 2));
		assert_int_equal(names.nr, i + 1);
		assert_int_equal(names_find(&names, name_of(i)), i);
		assert_int_equal(names_find(&names, name_of(0)), 0);
	}
	for (i = 0; i < MANY; i++)
		assert_int_equal(names_find(&names, name_of(i)), i);
}

static void the_first_of_the_same_is_found(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		names_add(&names, name_of(i % 10));
	for (i = 0; i < 10; i++)
		assert_int_equal(names_find(&names, name_of(i)), i);
}

static int backwards(const void *a, const void *b)
{
	return atoi(*(char *const *)b + 4) - atoi(*(char *const *)a + 4);
}

static void names_are_found_where_they_were_sorted_to(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		names_add(&names, name_of(i));
	names_sort(&names, backwards);
	for (i = 0; i < 100; i++)
		assert_int_equal(names_find(&names, name_of(i)), 99 - i);
	assert_int_equal(names_find(&names, "name100"), -1);
}

static void what_is_kept_is_all_there_is(void **state)
{
	(void)state;
	every_name_is_found_at_every_length(state);
	names_keep(&names, 7);
	assert_int_equal(names.nr, 1);
	assert_int_equal(names_find(&names, "name7"), 0);
	assert_int_equal(names_find(&names, "name8"), -1);
	names_add(&names, "name8");
	assert_int_equal(names_find(&names, "name8"), 1);
}

static void texts_are_not_run_together(void **state)
{
	u64 ab_c = lookup_hash(lookup_hash(LOOKUP_HASH_START, "ab"), "c");
	u64 a_bc = lookup_hash(lookup_hash(LOOKUP_HASH_START, "a"), "bc");

	(void)state;
	assert_true(ab_c != a_bc);
	assert_true(lookup_hash(LOOKUP_HASH_START, "") != LOOKUP_HASH_START);
}

static void an_array_keeps_what_is_in_it(void **state)
{
	int *array = NULL, i;

	(void)state;
	for (i = 0; i < MANY; i++) {
		array = xgrow(array, i, sizeof(*array));
		array[i] = i;
	}
	for (i = 0; i < MANY; i++)
		assert_int_equal(array[i], i);
	free(array);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(every_name_is_found_at_every_length, clear),
		cmocka_unit_test_teardown(the_first_of_the_same_is_found, clear),
		cmocka_unit_test_teardown(names_are_found_where_they_were_sorted_to, clear),
		cmocka_unit_test_teardown(what_is_kept_is_all_there_is, clear),
		cmocka_unit_test(texts_are_not_run_together),
		cmocka_unit_test(an_array_keeps_what_is_in_it),
	};

	return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
