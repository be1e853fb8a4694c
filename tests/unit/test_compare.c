// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Comparisons: which points are joined, and which are flagged, on data whose truth is known.
 */
#include "unit.h"
#include <math.h>
#include "lib/compare/compare.h"
#include "lib/compare/join_make.h"
#include "lib/compare/join_text.h"

/*
 * The reference result varies like this between repetitions: throughput 2 % and p99 8 % in the
 * median
 */
#define NOISE_THROUGHPUT	0.03
#define NOISE_P99		0.08
#define COMPARISONS		100

static struct results old, new;
static struct names cells;
static struct join join;
static struct comparison comparison;
static struct err err;
static u64 random_state;

static int clear(void **state)
{
	(void)state;
	compare_free(&comparison);
	join_free(&join);
	results_free(&old);
	results_free(&new);
	names_free(&cells);
	memset(&old, 0, sizeof(old));
	memset(&new, 0, sizeof(new));
	return 0;
}

static double uniform(void)
{
	random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
	return ((random_state >> 11) + 1) / 9007199254740994.0;
}

/* A factor around 1 */
static double noise(double sigma)
{
	return exp(sigma * sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform()));
}

/* A row's cells are the test's own, as there is no file whose text they could be part of. */
static void add_cells(struct csv *csv, const char *text)
{
	int first = cells.nr;
	char **cell = malloc(csv->columns.nr * sizeof(*cell));

	names_split(&cells, text, ',');
	assert_int_equal(cells.nr - first, csv->columns.nr);
	memcpy(cell, &cells.name[first], csv->columns.nr * sizeof(*cell));
	csv->rows = realloc(csv->rows, (csv->nr_rows + 1) * sizeof(*csv->rows));
	csv->rows[csv->nr_rows++].cell = cell;
}

static void add_row(struct results *results, const char *text)
{
	struct csv *csv = &results->csv;

	if (!csv->columns.nr)
		names_split(&csv->columns,
			    "channel,op,size,seed,point,rep,status,bytes_per_s,total_p99_ns,error",
			    ',');
	add_cells(csv, text);
}

static void add_measured(struct results *results, const char *channel, int size, double throughput,
			 double p99)
{
	char text[256];

	snprintf(text, sizeof(text), "%s,memcpy,%d,%d,0,0,done,%.6g,%.6g,", channel, size,
		 results->csv.nr_rows, throughput, p99);
	add_row(results, text);
}

/* Repetitions of an engine that takes 2 us and 1 ns a byte, so much slower and later. */
static void measure(struct results *results, int points, int reps, double slower, double later)
{
	double ns;
	int i, rep;

	for (i = 0; i < points; i++) {
		ns = 2000 + (1024 << i);
		for (rep = 0; rep < reps; rep++)
			add_measured(results, "a", 1024 << i,
				     (1024 << i) * 1e9 / ns / slower * noise(NOISE_THROUGHPUT),
				     3 * ns * later * noise(NOISE_P99));
	}
}

static int make_join(const char *ignored)
{
	struct names names = { 0 };
	int ret;

	if (ignored)
		names_add(&names, ignored);
	ret = join_make(&join, &old, &new, &names, &err);
	names_free(&names);
	return ret;
}

static void compare_now(void)
{
	assert_int_equal(make_join(NULL), 0);
	comparison.limit[QUANTITY_THROUGHPUT] = 0.05;
	comparison.limit[QUANTITY_LATENCY] = 0.10;
	compare(&comparison, &join);
}

/* Counts the comparisons that fail, and how often each quantity does over all points. */
static int flagged(int points, int reps, double slower, double later, int per[NR_QUANTITIES],
		   int *called_different)
{
	const struct judged *judged;
	int i, nr = 0;

	*called_different = 0;
	memset(per, 0, NR_QUANTITIES * sizeof(*per));
	for (i = 0; i < COMPARISONS; i++) {
		measure(&old, points, reps, 1, 1);
		measure(&new, points, reps, slower, later);
		compare_now();
		nr += compare_failures(&comparison) > 0;
		*called_different += compare_count(&comparison, VERDICT_WORSE) +
				     compare_count(&comparison, VERDICT_BETTER) > 0;
		judged = comparison.at;
		for (; judged < comparison.at + comparison.nr; judged++)
			per[judged->quantity - quantities] += judged->fails;
		clear(NULL);
	}
	return nr;
}

static void equal_engines_are_left_alone(void **state)
{
	int per[NR_QUANTITIES], different, nr;

	(void)state;
	random_state = 1;
	nr = flagged(4, 20, 1, 1, per, &different);
	print_message("# equal: %d of 100 flagged, %d called different\n", nr, different);
	assert_in_range(nr, 0, 5);
	/* Better or worse: 5 are expected, and seldom more than 10. */
	assert_in_range(different, 0, 10);
}

static void a_slower_engine_is_flagged(void **state)
{
	int per[NR_QUANTITIES], different, nr;

	(void)state;
	random_state = 2;
	nr = flagged(4, 20, 1.05, 1, per, &different);
	print_message("# 5%% slower: %d of 100 flagged, %d of 400 points\n", nr,
		      per[QUANTITY_THROUGHPUT]);
	assert_in_range(nr, 95, 100);
	assert_in_range(per[QUANTITY_LATENCY], 0, 5);
}

static void a_later_engine_is_flagged(void **state)
{
	int per[NR_QUANTITIES], different, nr;

	(void)state;
	random_state = 3;
	nr = flagged(4, 20, 1, 1.1, per, &different);
	print_message("# p99 10%% later: %d of 100 flagged, %d of 400 points\n", nr,
		      per[QUANTITY_LATENCY]);
	assert_in_range(nr, 95, 100);
	assert_in_range(per[QUANTITY_THROUGHPUT], 0, 5);
}

/* Nothing else helps here: the only point has to be found. */
static void a_single_point_is_flagged_with_more_repetitions(void **state)
{
	int per[NR_QUANTITIES], different, nr;

	(void)state;
	random_state = 4;
	nr = flagged(1, 25, 1.05, 1, per, &different);
	print_message("# 5%% slower, one point: %d of 100 flagged\n", nr);
	assert_in_range(nr, 95, 100);
	random_state = 5;
	nr = flagged(1, 40, 1, 1.1, per, &different);
	print_message("# p99 10%% later, one point: %d of 100 flagged\n", nr);
	assert_in_range(nr, 95, 100);
}

/* Beyond chance, but a loss of 5 % is ruled out. */
static void a_small_loss_is_told_and_does_not_fail(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 20; i++) {
		add_measured(&old, "a", 64, 1000 + i % 5, 500);
		add_measured(&new, "a", 64, 980 + i % 5, 500);
	}
	compare_now();
	assert_int_equal(comparison.nr, 2);
	assert_int_equal(comparison.at[0].verdict, VERDICT_WORSE);
	assert_string_equal(compare_word(&comparison.at[0]), "slower");
	assert_int_equal(compare_failures(&comparison), 0);
	clear(NULL);
	for (i = 0; i < 20; i++) {
		add_measured(&old, "a", 64, 1000, 500 + i % 5);
		add_measured(&new, "a", 64, 1100, 400 + i % 5);
	}
	compare_now();
	assert_string_equal(compare_word(&comparison.at[0]), "faster");
	assert_string_equal(compare_word(&comparison.at[1]), "earlier");
}

/* Beyond chance, and a tenth of the limit at most: nothing to act on, unless the limit says so. */
static void what_does_not_matter_is_the_same(void **state)
{
	int i, limited;

	(void)state;
	for (limited = 0; limited < 2; limited++) {
		for (i = 0; i < 20; i++) {
			add_measured(&old, "a", 64, 100000 + i % 5, 500);
			add_measured(&new, "a", 64, 99900 + i % 5, 500);
		}
		assert_int_equal(make_join(NULL), 0);
		comparison.limit[QUANTITY_THROUGHPUT] = limited ? 0.05 : 0;
		compare(&comparison, &join);
		assert_string_equal(compare_word(&comparison.at[0]), limited ? "same" : "slower");
		assert_int_equal(compare_failures(&comparison), !limited);
		clear(NULL);
	}
}

static void too_few_repetitions_are_no_verdict(void **state)
{
	(void)state;
	random_state = 6;
	measure(&old, 2, 3, 1, 1);
	measure(&new, 2, 3, 2, 2);
	compare_now();
	assert_int_equal(comparison.tested, 0);
	assert_int_equal(compare_count(&comparison, VERDICT_TOO_FEW), 4);
	assert_int_equal(compare_failures(&comparison), 0);
	/* 2 of 252 times 4 is below 0.05, 2 of 70 times 4 is not */
	assert_int_equal(comparison.enough, 5);
}

/* A point that can never be told from chance makes no other test less sensitive. */
static void points_with_too_few_do_not_count(void **state)
{
	int i;

	(void)state;
	random_state = 7;
	for (i = 0; i < 100; i++) {
		add_measured(&old, "a", 64 + i, 1000, 500);
		add_measured(&new, "a", 64 + i, 1000, 500);
	}
	for (i = 0; i < 5; i++) {
		add_measured(&old, "b", 64, 1000 + i, 500 + i);
		add_measured(&new, "b", 64, 500 + i, 500 + i);
	}
	compare_now();
	assert_int_equal(comparison.tested, 2);
	assert_int_equal(compare_failures(&comparison), 1);
}

static void a_point_that_fails_now_is_wrong(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 8; i++) {
		add_measured(&old, "a", 64, 1000 + i, 500 + i);
		add_measured(&new, "a", 64, 1000 + i, 500 + i);
	}
	add_row(&new, "a,memcpy,64,1,0,9,failed,,,wrong data");
	add_row(&old, "a,memcpy,64,1,0,9,interrupted,,,");
	compare_now();
	assert_int_equal(comparison.at[0].verdict, VERDICT_WRONG);
	assert_int_equal(compare_failures(&comparison), 1);
	clear(NULL);
	for (i = 0; i < 8; i++) {
		add_measured(&old, "a", 64, 1000 + i, 500 + i);
		add_measured(&new, "a", 64, 1000 + i, 500 + i);
	}
	add_row(&new, "a,memcpy,64,1,0,9,failed,,,wrong data");
	add_row(&old, "a,memcpy,64,1,0,9,failed,,,wrong data");
	compare_now();
	assert_int_equal(compare_count(&comparison, VERDICT_WRONG), 0);
}

static const char *reason(int i)
{
	static char text[512];

	assert_false(join_is_whole(&join, i));
	join_reason(&join, i, true, text, sizeof(text));
	return text;
}

static void rows_without_partner_say_why(void **state)
{
	(void)state;
	add_measured(&old, "a", 64, 1, 1);
	add_measured(&old, "b", 128, 1, 1);
	add_measured(&old, "b", 4096, 1, 1);
	add_row(&old, "a,memcpy,512,1,0,9,done,5,5,");
	add_measured(&new, "a", 64, 1, 1);
	add_measured(&new, "a", 128, 1, 1);
	add_measured(&new, "b", 64, 1, 1);
	add_row(&new, "a,memcpy,512,1,0,9,interrupted,,,");
	assert_int_equal(make_join(NULL), 0);
	assert_int_equal(join.nr, 6);
	assert_true(join_is_whole(&join, 0));
	assert_string_equal(reason(1), "NEW has every value, but not together, nearest channel=a");
	assert_string_equal(reason(2), "size=4096 is not in NEW");
	assert_string_equal(reason(3), "interrupted in NEW");
	assert_contains(reason(4), "OLD has every value");
}

static void an_ignored_knob_may_differ(void **state)
{
	(void)state;
	add_measured(&old, "a", 64, 1, 1);
	add_measured(&new, "b", 64, 1, 1);
	assert_int_equal(make_join(NULL), -EINVAL);
	assert_contains(err.text, "no point in common");
	assert_contains(err.text, "channel=a is not in NEW");
	assert_int_equal(make_join("channel"), 0);
	assert_int_equal(join.nr, 1);
	join_free(&join);
	add_measured(&new, "c", 64, 1, 1);
	assert_int_equal(make_join("channel"), -EINVAL);
	assert_contains(err.text,
			"channel cannot be ignored: NEW has points that differ in nothing else, b and c");
}

/* A knob that is missing in a file from an older tool had its default. */
static void a_missing_knob_is_its_default(void **state)
{
	struct csv *csv = &new.csv;

	(void)state;
	add_row(&old, "a,memcpy,4096,1,0,0,done,5,5,");
	names_split(&csv->columns, "channel,op,size,depth,point,rep,status,bytes_per_s", ',');
	add_cells(csv, "a,memcpy,4096,1,0,0,done,5");
	add_cells(csv, "a,memcpy,4096,4,1,0,done,5");
	assert_int_equal(make_join(NULL), 0);
	assert_int_equal(join.nr, 2);
	assert_true(join_is_whole(&join, 0));
	assert_string_equal(reason(1), "depth=4 is not in OLD");
	assert_int_equal(join.assumed.nr, 1);
	assert_string_equal(join.assumed.name[0], "OLD has no knob depth, which counts as 1");
}

static void what_is_no_sweep_is_refused(void **state)
{
	(void)state;
	add_row(&old, "a,memcpy,4096,1,0,0,done,5,5,");
	names_split(&new.csv.columns, "point,rep,phase", ',');
	snprintf(new.dir, sizeof(new.dir), "there");
	assert_int_equal(make_join(NULL), -EINVAL);
	assert_contains(err.text, "there/sweep.csv has no column status");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(equal_engines_are_left_alone, clear),
		cmocka_unit_test_teardown(a_slower_engine_is_flagged, clear),
		cmocka_unit_test_teardown(a_later_engine_is_flagged, clear),
		cmocka_unit_test_teardown(a_single_point_is_flagged_with_more_repetitions, clear),
		cmocka_unit_test_teardown(a_small_loss_is_told_and_does_not_fail, clear),
		cmocka_unit_test_teardown(what_does_not_matter_is_the_same, clear),
		cmocka_unit_test_teardown(too_few_repetitions_are_no_verdict, clear),
		cmocka_unit_test_teardown(points_with_too_few_do_not_count, clear),
		cmocka_unit_test_teardown(a_point_that_fails_now_is_wrong, clear),
		cmocka_unit_test_teardown(rows_without_partner_say_why, clear),
		cmocka_unit_test_teardown(an_ignored_knob_may_differ, clear),
		cmocka_unit_test_teardown(a_missing_knob_is_its_default, clear),
		cmocka_unit_test_teardown(what_is_no_sweep_is_refused, clear),
	};

	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
