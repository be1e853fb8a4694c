// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The tables of a report.
 */
#include <math.h>
#include "curve.h"
#include "report_table.h"
#include "show.h"

static void print_distinct(const struct results *results, const char *title, const char *column)
{
	struct names values = { 0 };
	char all[512];

	results_distinct(results, column, &values);
	names_join(&values, all, sizeof(all));
	if (values.nr)
		printf("  %-10s %s\n", title, all);
	names_free(&values);
}

void report_environment(const struct results *results)
{
	double missed = 0, here;
	int row;

	print_distinct(results, "machine", "machine");
	print_distinct(results, "kernel", "kernel");
	print_distinct(results, "channels", "channels");
	print_distinct(results, "driver", "driver");
	print_distinct(results, "addresses", "path");
	print_distinct(results, "iommu", "domain");
	print_distinct(results, "dma-debug", "dma_debug");
	for (row = 0; row < results->csv.nr_rows; row++) {
		here = csv_number(&results->csv, row, "samples_missed");
		missed += isnan(here) ? 0 : here;
	}
	if (missed > 0)
		printf("  %-10s %.0f were lost\n", "samples", missed);
}

static const struct {
	const char *title, *column;
	const char *(*show)(char text[32], double value);
} columns[] = {
	{ "throughput",	"bytes_per_s",		show_rate },
	{ "least",	NULL,			show_rate },
	{ "most",	NULL,			show_rate },
	{ "p50",	"total_p50_ns",		show_time },
	{ "p99",	"total_p99_ns",		show_time },
	{ "p99.9",	"total_p99_9_ns",	show_time },
	{ "max",	"total_max_ns",		show_time },
};

/* All curves of a facet, one list a column of the table. */
static void collect(const struct results *results, const struct facet *facet,
		    struct curves curves[ARRAY_SIZE(columns)])
{
	char label[128];
	size_t i;
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet) || results_is_mapping_only(results, row))
			continue;
		results_label(results, row, NULL, label, sizeof(label));
		for (i = 0; i < ARRAY_SIZE(columns); i++)
			if (columns[i].column)
				curves_add(&curves[i], label,
					   csv_number(&results->csv, row, "size"),
					   csv_number(&results->csv, row, columns[i].column));
	}
}

static void print_line(struct curves curves[ARRAY_SIZE(columns)], const struct curve *curve,
		       const struct spot *spot)
{
	char text[32];
	size_t i;

	printf("  %-28s%8s", curve->label, show_bytes(text, spot->x));
	printf("%12s", show_rate(text, spot_median(spot)));
	printf("%12s", show_rate(text, spot_min(spot)));
	printf("%12s", show_rate(text, spot_max(spot)));
	for (i = 3; i < ARRAY_SIZE(columns); i++) {
		const struct spot *other = curves_spot(&curves[i], curve->label, spot->x);

		printf("%12s", columns[i].show(text, other ? spot_median(other) : NAN));
	}
	putchar('\n');
}

static void print_head(const struct results *results, const struct facet *facet)
{
	char world[128];
	size_t i;

	results_world(results, results_first(results, facet), world, sizeof(world));
	printf("\n%s, depth %s: %s\n  %-28s%8s", facet->channels, facet->depth, world, "", "size");
	for (i = 0; i < ARRAY_SIZE(columns); i++)
		printf("%12s", columns[i].title);
	putchar('\n');
}

static void print_points(const struct results *results, const struct facet *facet)
{
	struct curves curves[ARRAY_SIZE(columns)] = { 0 };
	size_t i;
	int c, s;

	collect(results, facet, curves);
	if (curves[0].nr)
		print_head(results, facet);
	for (c = 0; c < curves[0].nr; c++)
		for (s = 0; s < curves[0].at[c].nr; s++)
			print_line(curves, &curves[0].at[c], &curves[0].at[c].spots[s]);
	for (i = 0; i < ARRAY_SIZE(columns); i++)
		curves_free(&curves[i]);
}

void report_points(const struct results *results)
{
	results_each_facet(results, print_points);
}
