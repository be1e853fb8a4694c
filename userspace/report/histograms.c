// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Collects histograms from hist.csv.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "report/histograms.h"

int histograms_open(struct csv *csv, const char *dir, struct err *err)
{
	static const char *const wanted[] = { "point", "rep", "phase", "lower_ns", "upper_ns",
					      "count" };
	char *path = xasprintf("%s/hist.csv", dir);
	int ret = csv_read(csv, path, err);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wanted) && !ret; i++)
		if (csv_column(csv, wanted[i]) < 0)
			ret = err_say(err, -EINVAL, "%s: it has no column %s", path, wanted[i]);
	if (ret)
		csv_free(csv);
	free(path);
	return ret;
}

static bool counts(const struct results *results, const char *point, const char *rep)
{
	const struct csv *csv = &results->csv;
	int row;

	for (row = 0; row < csv->nr_rows; row++)
		if (!strcmp(csv_get(csv, row, "point"), point) &&
		    !strcmp(csv_get(csv, row, "rep"), rep))
			return results_count(results, row);
	return false;
}

static int by_lower(const void *a, const void *b)
{
	const struct bucket *x = a, *y = b;

	return (x->lower > y->lower) - (x->lower < y->lower);
}

/* The same bucket of several repetitions becomes one. */
static void merge(struct histogram *h)
{
	int i, kept = 0;

	qsort(h->at, h->nr, sizeof(*h->at), by_lower);
	for (i = 0; i < h->nr; i++) {
		if (kept && h->at[kept - 1].lower == h->at[i].lower)
			h->at[kept - 1].count += h->at[i].count;
		else
			h->at[kept++] = h->at[i];
	}
	h->nr = kept;
}

static double middle(const struct bucket *bucket)
{
	return (bucket->lower + bucket->upper) / 2.0;
}

static void sum_up(struct histogram *h)
{
	double sum = 0, squares = 0;
	int i;

	for (i = 0; i < h->nr; i++) {
		h->count += h->at[i].count;
		sum += middle(&h->at[i]) * h->at[i].count;
	}
	h->mean = h->count ? sum / h->count : 0;
	for (i = 0; i < h->nr; i++)
		squares += pow(middle(&h->at[i]) - h->mean, 2) * h->at[i].count;
	h->deviation = h->count ? sqrt(squares / h->count) : 0;
}

void histogram_of(const struct csv *csv, const struct results *results, const char *point,
		  const char *phase, struct histogram *h)
{
	const char *rep = "", *last = NULL;
	bool wanted = false;
	int row;

	memset(h, 0, sizeof(*h));
	for (row = 0; row < csv->nr_rows; row++) {
		if (strcmp(csv_get(csv, row, "point"), point) ||
		    strcmp(csv_get(csv, row, "phase"), phase))
			continue;
		rep = csv_get(csv, row, "rep");
		if (!last || strcmp(rep, last))
			wanted = counts(results, point, rep);
		last = rep;
		if (!wanted)
			continue;
		h->at = xgrow(h->at, h->nr, sizeof(*h->at));
		h->at[h->nr++] = (struct bucket){
			.lower = strtoull(csv_get(csv, row, "lower_ns"), NULL, 10),
			.upper = strtoull(csv_get(csv, row, "upper_ns"), NULL, 10),
			.count = strtoull(csv_get(csv, row, "count"), NULL, 10),
		};
	}
	merge(h);
	sum_up(h);
}

u64 histogram_quantile(const struct histogram *h, double part)
{
	double wanted = part * h->count, so_far = 0;
	int i;

	for (i = 0; i < h->nr; i++) {
		so_far += h->at[i].count;
		if (so_far >= wanted)
			return h->at[i].upper;
	}
	return 0;
}

void histogram_free(struct histogram *h)
{
	free(h->at);
}
