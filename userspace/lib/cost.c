// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The cost of mappings.
 */
#include <math.h>
#include "cost.h"
#include "show.h"

#define LABEL_LEN	128
#define NR_PHASES_SHOWN		4
#define NR_QUANTILES_SHOWN	2

static const struct {
	const char *name, *title;
	bool fresh;
} phases[NR_PHASES_SHOWN] = {
	{ "map",	"map, or sync for the device",	false },
	{ "unmap",	"unmap, or sync for the CPU",	false },
	{ "alloc",	"alloc",			true },
	{ "free",	"free",				true },
};

static const char *const quantiles[NR_QUANTILES_SHOWN] = { "p50", "p99" };

/* Does a row tell what a phase costs? Mapping what has just been got is not the usual case. */
static bool tells(const struct results *results, int row, const struct facet *facet, int phase)
{
	bool fresh = csv_number(&results->csv, row, "fresh") > 0;

	return results_in(results, row, facet) && results_is_mapping_only(results, row) &&
	       fresh == phases[phase].fresh;
}

static void collect(struct curves *curves, const struct results *results,
		    const struct facet *facet, int phase, int quantile)
{
	char label[LABEL_LEN], column[64];
	int row;

	snprintf(column, sizeof(column), "%s_%s_ns", phases[phase].name, quantiles[quantile]);
	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!tells(results, row, facet, phase))
			continue;
		results_label(results, row, "fresh", label, sizeof(label));
		curves_add(curves, label, csv_number(&results->csv, row, "size"),
			   csv_number(&results->csv, row, column));
	}
}

/* All panels of a figure have the same curves, so one legend serves them. */
static void fill(struct figure *figure, const struct results *results, const struct facet *facet,
		 bool fresh)
{
	struct panel *panel;
	char title[64];
	int i, j;

	for (i = 0; i < NR_PHASES_SHOWN; i++) {
		if (phases[i].fresh != fresh)
			continue;
		for (j = 0; j < NR_QUANTILES_SHOWN; j++) {
			snprintf(title, sizeof(title), "%s: %s", phases[i].title, quantiles[j]);
			panel = figure_panel(figure, title);
			if (panel)
				collect(&panel->curves, results, facet, i, j);
		}
	}
}

void cost_fill_map(struct figure *figure, const struct results *results,
		   const struct facet *facet)
{
	fill(figure, results, facet, false);
}

void cost_fill_alloc(struct figure *figure, const struct results *results,
		     const struct facet *facet)
{
	fill(figure, results, facet, true);
}

/* struct table - a list of curves a column, and one that has all lines */
struct table {
	struct curves lines;
	struct curves column[NR_PHASES_SHOWN][NR_QUANTILES_SHOWN];
};

static void table_collect(struct table *table, const struct results *results,
			  const struct facet *facet)
{
	char label[LABEL_LEN];
	int i, j, row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet) || !results_is_mapping_only(results, row))
			continue;
		results_label(results, row, "fresh", label, sizeof(label));
		curves_add(&table->lines, label, csv_number(&results->csv, row, "size"), 0);
	}
	for (i = 0; i < NR_PHASES_SHOWN; i++)
		for (j = 0; j < NR_QUANTILES_SHOWN; j++)
			collect(&table->column[i][j], results, facet, i, j);
}

static void table_free(struct table *table)
{
	int i, j;

	curves_free(&table->lines);
	for (i = 0; i < NR_PHASES_SHOWN; i++)
		for (j = 0; j < NR_QUANTILES_SHOWN; j++)
			curves_free(&table->column[i][j]);
}

static void print_head(const struct results *results, const struct facet *facet)
{
	char world[LABEL_LEN], title[32];
	int i, j;

	results_world(results, results_first(results, facet), world, sizeof(world));
	printf("\n%s, depth %s: %s\n  %-32s%8s", facet->channels, facet->depth, world, "", "size");
	for (i = 0; i < NR_PHASES_SHOWN; i++)
		for (j = 0; j < NR_QUANTILES_SHOWN; j++) {
			snprintf(title, sizeof(title), "%s%s%s", j ? "" : phases[i].name,
				 j ? "" : " ", quantiles[j]);
			printf("%*s", j ? 10 : 12, title);
		}
	putchar('\n');
}

static void print_line(const struct table *table, const char *label, double size)
{
	const struct spot *spot;
	char text[32];
	int i, j;

	printf("  %-32s%8s", label, show_bytes(text, size));
	for (i = 0; i < NR_PHASES_SHOWN; i++) {
		for (j = 0; j < NR_QUANTILES_SHOWN; j++) {
			spot = curves_spot(&table->column[i][j], label, size);
			printf("%*s", j ? 10 : 12,
			       show_time(text, spot ? spot_median(spot) : NAN));
		}
	}
	putchar('\n');
}

static void print_facet(const struct results *results, const struct facet *facet)
{
	struct table table = { 0 };
	const struct curve *curve;
	int i, j;

	table_collect(&table, results, facet);
	if (table.lines.nr)
		print_head(results, facet);
	for (i = 0; i < table.lines.nr; i++) {
		curve = &table.lines.at[i];
		for (j = 0; j < curve->nr; j++)
			print_line(&table, curve->label, curve->spots[j].x);
	}
	table_free(&table);
}

void cost_table(const struct results *results)
{
	int row;

	for (row = 0; row < results->csv.nr_rows; row++)
		if (results_count(results, row) && results_is_mapping_only(results, row))
			break;
	if (row == results->csv.nr_rows)
		return;
	puts("\nThe cost of mappings alone (op=none), medians of repetitions. What is mapped\n"
	     "once is synchronised instead; alloc and free are of memory that every transfer gets anew\n"
	     "(fresh=1)");
	results_each_facet(results, print_facet);
}
