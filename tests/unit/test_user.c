// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Which memory a process is advised to take, by what it got out of each.
 */
#include "unit.h"
#include "lib/figure/user.h"

static struct panel panel;

static int clear(void **state)
{
	(void)state;
	curves_free(&panel.curves);
	memset(&panel, 0, sizeof(panel));
	return 0;
}

/* A memory's rate at 1k, 4k and 16k, measured so many times. */
static void memory(const char *label, double first, double second, double third, int reps)
{
	const double rate[] = { first, second, third };
	int i, j;

	for (i = 0; i < 3; i++)
		for (j = 0; j < reps; j++)
			curves_add(&panel.curves, label, 1024 << (2 * i), rate[i]);
}

static const char *advice(void)
{
	static char text[256];

	user_advise(&panel, text, sizeof(text));
	return text;
}

static void advises(const char *which, const char *why)
{
	char want[256];

	snprintf(want, sizeof(want), "%s%s", which, why);
	assert_string_equal(advice(), want);
}

static void cached_memory_wins_where_its_calls_are_paid_for(void **state)
{
	(void)state;
	memory("coherent", 100, 100, 100, 2);
	memory("noncoherent", 10, 100, 1000, 2);
	memory("wc", 100, 100, 100, 2);
	advises("take coherent up to 4 KiB, and noncoherent, synchronised, above:",
		" up to 10 times as fast, at 16k bytes");
}

static void what_needs_no_calls_is_not_synchronised(void **state)
{
	(void)state;
	memory("coherent", 100, 100, 100, 2);
	memory("wc", 300, 300, 300, 2);
	assert_string_equal(advice(), "take wc at every size: up to 3 times as fast, at 1k bytes");
}

static void coherent_memory_may_win(void **state)
{
	(void)state;
	memory("coherent", 100, 100, 100, 2);
	memory("udmabuf", 10, 20, 50, 2);
	advises("take coherent at every size:", " up to 10 times as fast, at 1k bytes");
	clear(NULL);
	memory("coherent", 100, 100, 100, 2);
	memory("user", 100, 100, 100, 2);
	assert_string_equal(advice(), "take coherent: nothing is faster, and it needs no calls");
}

/* It is named for the size it was not measured at, or not at all. */
static void who_was_not_measured_everywhere_is_not_advised(void **state)
{
	(void)state;
	memory("coherent", 100, 100, 100, 2);
	curves_add(&panel.curves, "user", 1024, 1000);
	assert_string_equal(advice(), "");
}

static void one_repetition_is_no_ground(void **state)
{
	(void)state;
	memory("coherent", 100, 100, 100, 1);
	memory("noncoherent", 1000, 1000, 1000, 1);
	advises("one repetition: differences cannot be told from noise,",
		" and no memory be advised");
}

static void without_coherent_memory_nothing_is_compared(void **state)
{
	(void)state;
	memory("noncoherent", 1000, 1000, 1000, 2);
	memory("wc", 1000, 1000, 1000, 2);
	assert_string_equal(advice(), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(cached_memory_wins_where_its_calls_are_paid_for, clear),
		cmocka_unit_test_teardown(what_needs_no_calls_is_not_synchronised, clear),
		cmocka_unit_test_teardown(coherent_memory_may_win, clear),
		cmocka_unit_test_teardown(who_was_not_measured_everywhere_is_not_advised, clear),
		cmocka_unit_test_teardown(one_repetition_is_no_ground, clear),
		cmocka_unit_test_teardown(without_coherent_memory_nothing_is_compared, clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
