// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Distributions. The buckets of the histograms are far finer than a figure; six bins make an
 * octave here.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/show.h"
#include "lib/base/xmalloc.h"
#include "lib/figure/distribution.h"

#define BINS_PER_OCTAVE	6
#define NR_BINS		(48 * BINS_PER_OCTAVE)
#define USUAL_SIZE	4096

/* struct bins - the counts of one label, all repetitions together */
struct bins {
	char label[128];
	double count[NR_BINS];
};

/* struct work - what is collected of a facet */
struct work {
	const struct results *results;
	const struct facet *facet;
	const char *size;
	struct bins *bins;
	int nr;
	int *of_point;		/* the bins of a point; -1: none */
	int nr_points;
};

static const char *nearest_size(const struct results *results, const struct facet *facet)
{
	double size, best = INFINITY;
	const char *nearest = NULL;
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		size = csv_number(&results->csv, row, "size");
		if (!results_in(results, row, facet) || !results_is_transfer(results, row) ||
		    fabs(log(size / USUAL_SIZE)) >= best)
			continue;
		best = fabs(log(size / USUAL_SIZE));
		nearest = csv_get(&results->csv, row, "size");
	}
	return nearest;
}

static int bins_of(struct work *work, const char *label)
{
	int i;

	for (i = 0; i < work->nr; i++)
		if (!strcmp(work->bins[i].label, label))
			return i;
	work->bins = xgrow(work->bins, work->nr, sizeof(*work->bins));
	memset(&work->bins[work->nr], 0, sizeof(*work->bins));
	snprintf(work->bins[work->nr].label, sizeof(work->bins->label), "%s", label);
	return work->nr++;
}

static void add_point(struct work *work, int point, int bins)
{
	if (point < 0 || point > 1 << 20)
		return;
	if (point >= work->nr_points) {
		work->of_point = xrealloc(work->of_point, (point + 1) * sizeof(int));
		while (work->nr_points <= point)
			work->of_point[work->nr_points++] = -1;
	}
	work->of_point[point] = bins;
}

static void find_points(struct work *work)
{
	const struct csv *csv = &work->results->csv;
	char label[128];
	int row;

	for (row = 0; row < csv->nr_rows; row++) {
		if (!results_in(work->results, row, work->facet) ||
		    !results_is_transfer(work->results, row) ||
		    strcmp(csv_get(csv, row, "size"), work->size))
			continue;
		results_label(work->results, row, NULL, label, sizeof(label));
		add_point(work, csv_number(csv, row, "point"), bins_of(work, label));
	}
}

/* Read line by line: the file may be large, and its rows are needed once. */
static void count_line(struct work *work, const char *line)
{
	unsigned long long lower, upper, count;
	int point, rep, bin;
	char phase[32];

	if (sscanf(line, "%d,%d,%31[^,],%llu,%llu,%llu", &point, &rep, phase, &lower, &upper,
		   &count) != 6 || strcmp(phase, "total"))
		return;
	if (point < 0 || point >= work->nr_points || work->of_point[point] < 0)
		return;
	bin = log2((lower + upper) / 2.0 + 1) * BINS_PER_OCTAVE;
	if (bin < NR_BINS)
		work->bins[work->of_point[point]].count[bin] += count;
}

static void count_all(struct work *work)
{
	char path[600], line[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/hist.csv", work->results->dir);
	file = fopen(path, "re");
	if (!file)
		return;
	while (fgets(line, sizeof(line), file))
		count_line(work, line);
	fclose(file);
}

/* Empty bins between others are kept: on a logarithmic axis they are gaps that no line bridges. */
static void make_curve(struct panel *panel, const struct bins *bins)
{
	int i, first = 0, last = NR_BINS - 1;

	while (first < NR_BINS && !bins->count[first])
		first++;
	while (last > first && !bins->count[last])
		last--;
	for (i = first; i <= last && i < NR_BINS; i++)
		curves_add(&panel->curves, bins->label, exp2((i + 0.5) / BINS_PER_OCTAVE),
			   bins->count[i]);
}

void fill_distribution(struct figure *figure, const struct results *results,
		       const struct facet *facet)
{
	struct work work = { .results = results, .facet = facet };
	struct panel *panel;
	char size[32];
	int i;

	work.size = nearest_size(results, facet);
	if (!work.size)
		return;
	find_points(&work);
	count_all(&work);
	snprintf(figure->title, sizeof(figure->title), " of transfers of %s bytes",
		 show_bytes(size, strtoull(work.size, NULL, 10)));
	panel = figure_panel(figure, "");
	for (i = 0; i < work.nr; i++)
		make_curve(panel, &work.bins[i]);
	free(work.bins);
	free(work.of_point);
}
