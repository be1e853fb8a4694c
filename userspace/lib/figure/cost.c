// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Draws the cost of mappings.
 */
#include <math.h>
#include "lib/base/show.h"
#include "lib/figure/cost.h"

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

/* Only rows with the phase's own fresh= count: mapping fresh memory is not the usual case. */
static bool is_about(const struct results *results, int row, const struct facet *facet, int phase)
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
		if (!is_about(results, row, facet, phase))
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

/* struct costs - a list of curves a column, and one that has all lines */
struct costs {
	struct curves lines;
	struct curves column[NR_PHASES_SHOWN][NR_QUANTILES_SHOWN];
};

static void costs_collect(struct costs *costs, const struct results *results,
			  const struct facet *facet)
{
	char label[LABEL_LEN];
	int i, j, row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet) || !results_is_mapping_only(results, row))
			continue;
		results_label(results, row, "fresh", label, sizeof(label));
		curves_add(&costs->lines, label, csv_number(&results->csv, row, "size"), 0);
	}
	for (i = 0; i < NR_PHASES_SHOWN; i++)
		for (j = 0; j < NR_QUANTILES_SHOWN; j++)
			collect(&costs->column[i][j], results, facet, i, j);
}

static void costs_free(struct costs *costs)
{
	int i, j;

	curves_free(&costs->lines);
	for (i = 0; i < NR_PHASES_SHOWN; i++)
		for (j = 0; j < NR_QUANTILES_SHOWN; j++)
			curves_free(&costs->column[i][j]);
}

static void add_heads(struct table *table)
{
	char title[32];
	int i, j;

	table_column(table, "mapping", CELL_WORD);
	table_column(table, "size", CELL_NUMBER);
	for (i = 0; i < NR_PHASES_SHOWN; i++) {
		for (j = 0; j < NR_QUANTILES_SHOWN; j++) {
			snprintf(title, sizeof(title), "%s %s", phases[i].name, quantiles[j]);
			table_column(table, title, CELL_NUMBER);
		}
	}
}

static void add_line(struct table *table, const struct costs *costs, const char *label,
		     double size)
{
	const struct spot *spot;
	char text[32];
	double value;
	int i, j;

	table_word(table, label, MOOD_PLAIN);
	table_number(table, size, "%s", show_bytes(text, size));
	for (i = 0; i < NR_PHASES_SHOWN; i++) {
		for (j = 0; j < NR_QUANTILES_SHOWN; j++) {
			spot = curves_spot(&costs->column[i][j], label, size);
			value = spot ? spot_median(spot) : NAN;
			table_number(table, value, "%s", show_time(text, value));
		}
	}
}

void cost_table(const struct results *results, const struct facet *facet, struct table *table)
{
	struct costs costs = { 0 };
	const struct curve *curve;
	int i, j;

	costs_collect(&costs, results, facet);
	add_heads(table);
	for (i = 0; i < costs.lines.nr; i++) {
		curve = &costs.lines.at[i];
		for (j = 0; j < curve->nr; j++)
			add_line(table, &costs, curve->label, curve->spots[j].x);
	}
	costs_free(&costs);
}
