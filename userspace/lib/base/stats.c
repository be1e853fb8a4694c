// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Ranks, medians and resampling.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/base/stats.h"

#define RESAMPLES	2000
#define MAX_EXACT	60	/* values, whose divisions in two are few enough for a double */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double *sorted_copy(const double *value, int nr)
{
	double *sorted = xmalloc(nr * sizeof(*sorted));

	memcpy(sorted, value, nr * sizeof(*sorted));
	qsort(sorted, nr, sizeof(*sorted), by_size);
	return sorted;
}

double stats_median(const double *value, int nr)
{
	double *sorted = sorted_copy(value, nr);
	double median = (sorted[(nr - 1) / 2] + sorted[nr / 2]) / 2;

	free(sorted);
	return median;
}

/* struct ranked - both samples in one order; ranks are doubled, so that shared ones are whole */
struct ranked {
	double *value;
	int *rank2;
	int nr, nr_a;
	int sum2;	/* the sum of sample a's ranks */
	double ties;	/* sum of t^3 - t over groups of t equal values */
};

static void rank_values(struct ranked *all)
{
	int i, j, k;

	for (i = 0; i < all->nr; i = j) {
		for (j = i; j < all->nr && all->value[j] == all->value[i]; j++)
			;
		for (k = i; k < j; k++)
			all->rank2[k] = i + 1 + j;
		all->ties += (double)(j - i) * (j - i) * (j - i) - (j - i);
	}
}

static int rank2_of(const struct ranked *all, double value)
{
	const double *found = bsearch(&value, all->value, all->nr, sizeof(value), by_size);

	return all->rank2[found - all->value];
}

static void rank(struct ranked *all, const double *a, int nr_a, const double *b, int nr_b)
{
	int i;

	memset(all, 0, sizeof(*all));
	all->nr = nr_a + nr_b;
	all->nr_a = nr_a;
	all->value = xmalloc(all->nr * sizeof(*all->value));
	all->rank2 = xmalloc(all->nr * sizeof(*all->rank2));
	memcpy(all->value, a, nr_a * sizeof(*a));
	memcpy(all->value + nr_a, b, nr_b * sizeof(*b));
	qsort(all->value, all->nr, sizeof(*all->value), by_size);
	rank_values(all);
	for (i = 0; i < nr_a; i++)
		all->sum2 += rank2_of(all, a[i]);
}

/*
 * In how many ways nr_a of the ranks have which sum: a row for every number of ranks taken, into
 * which one rank after the other is put. Ties change the ranks and nothing else.
 */
static double *count_sums(const struct ranked *all, int sums)
{
	double *ways = xcalloc((size_t)(all->nr_a + 1) * sums, sizeof(*ways));
	int i, taken, sum, most = 0;
	double *row, *below;

	ways[0] = 1;
	for (i = 0; i < all->nr; i++) {
		most += all->rank2[i];
		for (taken = i < all->nr_a ? i + 1 : all->nr_a; taken > 0; taken--) {
			row = ways + (size_t)taken * sums;
			below = row - sums;
			for (sum = all->rank2[i]; sum <= most; sum++)
				row[sum] += below[sum - all->rank2[i]];
		}
	}
	return ways;
}

static double exact_p(const struct ranked *all)
{
	int sums = all->nr * (all->nr + 1) + 1, expected = all->nr_a * (all->nr + 1);
	double *ways = count_sums(all, sums);
	const double *last = ways + (size_t)all->nr_a * sums;
	double total = 0, far = 0;
	int sum;

	for (sum = 0; sum < sums; sum++) {
		total += last[sum];
		if (abs(sum - expected) >= abs(all->sum2 - expected))
			far += last[sum];
	}
	free(ways);
	return far / total;
}

static double approximate_p(const struct ranked *all)
{
	double n = all->nr, a = all->nr_a, b = n - a;
	double variance = a * b / 12 * (n + 1 - all->ties / (n * (n - 1)));
	double off = fabs(all->sum2 / 2.0 - a * (n + 1) / 2) - 0.5;

	if (variance <= 0 || off <= 0)
		return 1;
	return erfc(off / sqrt(2 * variance));
}

double stats_rank_sum(const double *a, int nr_a, const double *b, int nr_b)
{
	struct ranked all;
	double p;

	rank(&all, a, nr_a, b, nr_b);
	p = all.nr <= MAX_EXACT ? exact_p(&all) : approximate_p(&all);
	free(all.value);
	free(all.rank2);
	return p;
}

double stats_rank_sum_least(int nr_a, int nr_b)
{
	double ways = 1;
	int i;

	for (i = 1; i <= nr_a; i++)
		ways = ways * (nr_b + i) / i;
	return ways > 2 ? 2 / ways : 1;
}

/* splitmix64: any seed is a good one. */
static u64 draw(u64 *state)
{
	u64 z = *state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

/*
 * The median of as many values as there are, drawn with replacement: how often each was drawn, then
 * the middle of that.
 */
static double resampled_median(const double *sorted, int nr, int *drawn, u64 *state)
{
	int i, seen, low = -1;

	memset(drawn, 0, nr * sizeof(*drawn));
	for (i = 0; i < nr; i++)
		drawn[draw(state) % nr]++;
	for (i = 0, seen = drawn[0]; seen <= nr / 2; seen += drawn[++i])
		if (low < 0 && seen > (nr - 1) / 2)
			low = i;
	return (sorted[low < 0 ? i : low] + sorted[i]) / 2;
}

static void swap(double *a, double *b)
{
	double kept = *a;

	*a = *b;
	*b = kept;
}

/*
 * What would be at index @k if the values were sorted, which they are not, as that takes longer
 * than drawing them. Hoare's: the part that has @k is divided by one of its values until it is
 * small; equal values are on both sides, so that many of them do no harm.
 */
static double nth_value(double *value, int nr, int k)
{
	int low = 0, high = nr - 1, i, j;
	double pivot;

	while (low < high) {
		pivot = value[low + (high - low) / 2];
		for (i = low, j = high; i <= j;) {
			while (value[i] < pivot)
				i++;
			while (value[j] > pivot)
				j--;
			if (i <= j)
				swap(&value[i++], &value[j--]);
		}
		if (k <= j)
			high = j;
		else if (k >= i)
			low = i;
		else
			break;
	}
	return value[k];
}

struct interval stats_ratio(const double *old, int nr_old, const double *new, int nr_new, u64 seed)
{
	int *drawn = xmalloc((nr_old > nr_new ? nr_old : nr_new) * sizeof(*drawn));
	double *before = sorted_copy(old, nr_old), *after = sorted_copy(new, nr_new);
	double ratio[RESAMPLES], median;
	int i;

	for (i = 0; i < RESAMPLES; i++) {
		median = resampled_median(before, nr_old, drawn, &seed);
		ratio[i] = resampled_median(after, nr_new, drawn, &seed) / median;
	}
	free(before);
	free(after);
	free(drawn);
	return (struct interval) {
		.low = nth_value(ratio, RESAMPLES, RESAMPLES / 40),
		.high = nth_value(ratio, RESAMPLES, RESAMPLES - 1 - RESAMPLES / 40),
	};
}

static int by_target(const void *a, const void *b)
{
	return by_size(*(double *const *)a, *(double *const *)b);
}

void stats_holm(double *p, int nr)
{
	double **order = xmalloc((nr + 1) * sizeof(*order));
	double least = 0;
	int i;

	for (i = 0; i < nr; i++)
		order[i] = &p[i];
	qsort(order, nr, sizeof(*order), by_target);
	for (i = 0; i < nr; i++) {
		least = fmax(least, fmin(1, *order[i] * (nr - i)));
		*order[i] = least;
	}
	free(order);
}
