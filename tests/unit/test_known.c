// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Known failures: the kernels in a range, and the failures that are known of a driver.
 */
#include <stdlib.h>
#include "lib/check/known.h"
#include "temp_file.h"
#include "unit.h"

static void ranges_have_both_ends(void **state)
{
	static const struct {
		const char *range, *release;
		bool covered;
	} cases[] = {
		{ "", "6.12.94-dmarig", true }, { "6.12", "6.12.94-dmarig", true },
		{ "6.12", "6.13.0", false }, { "6.12", "6.1.12", false },
		{ "6.1", "6.12.1", false }, { "5.10..6.12", "6.12.94-rt5", true },
		{ "5.10..6.12", "5.10.0", true }, { "5.10..6.12", "5.9.99", false },
		{ "5.10..6.12", "6.13-rc1", false }, { "6.12.50..", "6.12.49", false },
		{ "6.12.50..", "6.12.50", true }, { "6.12.50..", "7.3.0-rc2", true },
		{ "..6.12.50", "6.12.51", false }, { "..6.12.50", "4.19.1", true },
		{ "7.3..", "7.3.0-rc1+", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		if (known_covers(cases[i].range, cases[i].release) != cases[i].covered)
			fail_msg("%s and %s", cases[i].range, cases[i].release);
}

static void only_what_fits_is_known(void **state)
{
	struct channel channel = { .driver = "sim" };
	struct card card = { .channel = &channel, .kernel = "6.12.1" };
	struct mark mark = { .rule = "b", .verdict = CARD_crash, .text = "BUG: in x" };
	FILE *file = fopen(path, "w");
	struct err err = { "" };
	struct known known;

	(void)state;
	fputs("[one]\ndriver = sim\nrule = a, b\nsays = in x\nreason = r\nlink = l\n", file);
	fclose(file);
	assert_int_equal(known_read(&known, path, &err), 0);
	assert_false(known_judge(&known, &card, &mark));
	assert_int_equal(mark.verdict, CARD_known);
	assert_int_equal(mark.found, CARD_crash);
	assert_string_equal(mark.known, "r");
	mark.verdict = CARD_broken;
	known_judge(&known, &card, &mark);
	assert_int_equal(mark.verdict, CARD_broken);
	mark.verdict = CARD_pass;
	assert_true(known_judge(&known, &card, &mark));
	assert_int_equal(mark.verdict, CARD_pass);
	mark = (struct mark){ .rule = "b", .verdict = CARD_fail, .text = "in y" };
	known_judge(&known, &card, &mark);
	assert_int_equal(mark.verdict, CARD_fail);
	mark = (struct mark){ .rule = "c", .verdict = CARD_fail, .text = "in x" };
	known_judge(&known, &card, &mark);
	assert_int_equal(mark.verdict, CARD_fail);
	known_free(&known);
}

/* The one that is installed is well-formed, and "none" is none. */
static void the_file_of_the_project_is_read(void **state)
{
	struct err err = { "" };
	struct known known;

	(void)state;
	assert_int_equal(known_read(&known, "configs/known-failures", &err), 0);
	assert_true(known.nr > 5);
	known_free(&known);
	assert_int_equal(known_read(&known, KNOWN_NONE, &err), 0);
	assert_int_equal(known.nr, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_have_both_ends),
		cmocka_unit_test_setup_teardown(only_what_fits_is_known, make_file, remove_file),
		cmocka_unit_test(the_file_of_the_project_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
