// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Judges joined points.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/compare/compare.h"

const struct quantity quantities[NR_QUANTITIES] = {
	[QUANTITY_THROUGHPUT] = {
		"throughput", true, 0, "slower", "faster", { "bytes_per_s", "transfers_per_s" },
	},
	[QUANTITY_LATENCY] = {
		"p99", false, 1.0 / 64, "later", "earlier", { "total_p99_ns", "device_p99_ns" },
	},
};

/* The repetitions' values, unless one of them is none or not positive. */
static bool collect(struct repetitions *reps, const struct join *join, int pair, int side,
		    const char *column)
{
	const struct joined_rows *rows = &join->at[pair].side[side];
	int i;

	reps->nr = rows->nr;
	reps->value = xmalloc((rows->nr + 1) * sizeof(*reps->value));
	for (i = 0; i < rows->nr; i++) {
		reps->value[i] = csv_number(&join->results[side]->csv, rows->row[i], column);
		if (!(reps->value[i] > 0))
			break;
	}
	if (i < rows->nr) {
		free(reps->value);
		reps->value = NULL;
		return false;
	}
	reps->median = stats_median(reps->value, reps->nr);
	return true;
}

static bool collect_both(struct judged *judged, const struct join *join)
{
	struct repetitions *reps = judged->reps;

	if (!collect(&reps[JOIN_OLD], join, judged->pair, JOIN_OLD, judged->column))
		return false;
	if (collect(&reps[JOIN_NEW], join, judged->pair, JOIN_NEW, judged->column))
		return true;
	free(reps[JOIN_OLD].value);
	reps[JOIN_OLD].value = NULL;
	return false;
}

static void append(struct comparison *comparison, const struct judged *judged)
{
	comparison->at = xgrow(comparison->at, comparison->nr, sizeof(*comparison->at));
	comparison->at[comparison->nr++] = *judged;
}

static void take_quantity(struct comparison *comparison, const struct join *join, int pair,
			  const struct quantity *quantity)
{
	struct judged judged = { .quantity = quantity, .pair = pair, .p = 1 };
	int i;

	for (i = 0; quantity->columns[i]; i++) {
		judged.column = quantity->columns[i];
		if (collect_both(&judged, join)) {
			append(comparison, &judged);
			return;
		}
	}
}

static void take_pair(struct comparison *comparison, const struct join *join, int pair)
{
	struct judged wrong = { .pair = pair, .p = 1, .verdict = VERDICT_WRONG, .fails = true };
	int i;

	if (join_is_wrong(join, pair))
		append(comparison, &wrong);
	for (i = 0; join_is_whole(join, pair) && i < NR_QUANTITIES; i++)
		take_quantity(comparison, join, pair, &quantities[i]);
}

static double least_p(const struct judged *judged)
{
	return stats_rank_sum_least(judged->reps[JOIN_OLD].nr, judged->reps[JOIN_NEW].nr);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Of these ascending numbers, how many comparisons could be told from chance among @tests? */
static int nr_testable(const double *least, int nr, int tests)
{
	int low = 0, high = nr, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (least[middle] * tests <= COMPARE_LEVEL)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The least number of tests that is no smaller than the number of comparisons it lets be tested */
static int count_tests(const struct comparison *comparison)
{
	double *least = xcalloc(comparison->nr + 1, sizeof(*least));
	int i, nr = 0, tests = 1;

	for (i = 0; i < comparison->nr; i++)
		if (comparison->at[i].quantity)
			least[nr++] = least_p(&comparison->at[i]);
	qsort(least, nr, sizeof(*least), by_size);
	while (nr_testable(least, nr, tests) > tests)
		tests++;
	free(least);
	return tests;
}

/*
 * By Tarone: a comparison that could not be told from chance with any outcome is not tested, so
 * that the correction for the others stays small.
 */
static void choose_tested(struct comparison *comparison)
{
	int i, tests = count_tests(comparison);
	struct judged *judged;

	for (i = 0; i < comparison->nr; i++) {
		judged = &comparison->at[i];
		if (judged->quantity && least_p(judged) * tests > COMPARE_LEVEL)
			judged->verdict = VERDICT_TOO_FEW;
		comparison->tested += judged->quantity && judged->verdict != VERDICT_TOO_FEW;
	}
}

static int repetitions_for(int tests)
{
	int nr = 2;

	while (stats_rank_sum_least(nr, nr) * tests > COMPARE_LEVEL)
		nr++;
	return nr;
}

static bool is_tested(const struct judged *judged)
{
	return judged->quantity && judged->verdict != VERDICT_TOO_FEW;
}

static void test_all(struct comparison *comparison)
{
	double *p = xcalloc(comparison->nr + 1, sizeof(*p));
	struct judged *judged, *end = comparison->at + comparison->nr;
	int nr = 0;

	for (judged = comparison->at; judged < end; judged++)
		if (is_tested(judged))
			p[nr++] = stats_rank_sum(judged->reps[JOIN_OLD].value,
						 judged->reps[JOIN_OLD].nr,
						 judged->reps[JOIN_NEW].value,
						 judged->reps[JOIN_NEW].nr);
	stats_holm(p, nr);
	nr = 0;
	for (judged = comparison->at; judged < end; judged++)
		if (is_tested(judged))
			judged->p = p[nr++];
	free(p);
}

/*
 * A tenth of what would fail is nothing anybody acts on, however sure it is; and what is below a
 * figure's own resolution may not be there at all.
 */
static bool matters(const struct judged *judged, double limit)
{
	double least = fmax(limit / 10, judged->quantity->resolution);

	return judged->interval.low < 1 - least || judged->interval.high > 1 + least;
}

/* Both medians are known no better than that. */
static void widen(struct interval *interval, double resolution)
{
	interval->low /= 1 + resolution;
	interval->high *= 1 + resolution;
}

/* Slower by 5 % takes 5 % longer for the same bytes, so 1.05 and 1/1.05 are where it begins. */
static bool reaches(const struct interval *interval, double limit, bool more)
{
	return more ? interval->high >= 1 + limit : interval->low <= 1 / (1 + limit);
}

/* Medians may be equal where ranks are not: that is a difference without a size. */
static void judge(struct comparison *comparison, struct judged *judged, u64 seed)
{
	const struct repetitions *old = &judged->reps[JOIN_OLD], *new = &judged->reps[JOIN_NEW];
	double limit = comparison->limit[judged->quantity - quantities];
	bool more, differs;

	judged->ratio = new->median / old->median;
	/* Its interval would be shown nowhere. */
	if (judged->verdict == VERDICT_TOO_FEW)
		return;
	judged->interval = stats_ratio(old->value, old->nr, new->value, new->nr, seed);
	more = judged->ratio > 1;
	differs = judged->p <= COMPARE_LEVEL && judged->ratio != 1 && matters(judged, limit);
	widen(&judged->interval, judged->quantity->resolution);
	if (!differs)
		return;
	judged->verdict = more == judged->quantity->more_is_better ? VERDICT_BETTER : VERDICT_WORSE;
	judged->fails = judged->verdict == VERDICT_WORSE && reaches(&judged->interval, limit, more);
}

void compare(struct comparison *comparison, const struct join *join)
{
	int i, tests = 0;

	for (i = 0; i < join->nr; i++)
		take_pair(comparison, join, i);
	for (i = 0; i < comparison->nr; i++)
		tests += !!comparison->at[i].quantity;
	comparison->enough = repetitions_for(tests);
	choose_tested(comparison);
	test_all(comparison);
	for (i = 0; i < comparison->nr; i++)
		if (comparison->at[i].quantity)
			judge(comparison, &comparison->at[i], i);
}

int compare_count(const struct comparison *comparison, enum verdict verdict)
{
	int i, nr = 0;

	for (i = 0; i < comparison->nr; i++)
		nr += comparison->at[i].verdict == verdict;
	return nr;
}

int compare_failures(const struct comparison *comparison)
{
	int i, nr = 0;

	for (i = 0; i < comparison->nr; i++)
		nr += comparison->at[i].fails;
	return nr;
}

const char *compare_word(const struct judged *judged)
{
	switch (judged->verdict) {
	case VERDICT_WORSE:
		return judged->quantity->worse;
	case VERDICT_BETTER:
		return judged->quantity->better;
	case VERDICT_TOO_FEW:
		return "too few repetitions";
	case VERDICT_WRONG:
		return "wrong";
	case VERDICT_SAME:
		break;
	}
	return "same";
}

void compare_free(struct comparison *comparison)
{
	int i, side;

	for (i = 0; i < comparison->nr; i++)
		for (side = 0; side < JOIN_SIDES; side++)
			free(comparison->at[i].reps[side].value);
	free(comparison->at);
	memset(comparison, 0, sizeof(*comparison));
}
