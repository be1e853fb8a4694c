// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Draws the figure of scatterlists and their entries.
 */
#include <math.h>
#include "lib/base/show.h"
#include "lib/figure/entries.h"

#define LABEL_LEN	208

static const char *show_count(char text[32], double value)
{
	snprintf(text, 32, "%.0f", value);
	return text;
}

/* A quantity without a panel appears in the table only. */
static const struct {
	const char *panel, *title, *column;
	const char *(*show)(char text[32], double value);
} columns[] = {
	{ NULL,		"device",	"mapped_entries",	show_count },
	{ "throughput",	"throughput",	"bytes_per_s",		show_rate },
	{ "map, p50",	"map p50",	"map_p50_ns",		show_time },
	{ NULL,		"map p99",	"map_p99_ns",		show_time },
	{ "unmap, p50",	"unmap p50",	"unmap_p50_ns",		show_time },
	{ NULL,		"unmap p99",	"unmap_p99_ns",		show_time },
};

static bool varies(const struct results *results, const char *column)
{
	struct names values = { 0 };
	bool found;

	results_distinct(results, column, &values);
	found = values.nr > 1;
	names_free(&values);
	return found;
}

/* Do entries become fewer on these channels? With memory that does not fit together, none do. */
static bool merges(const struct results *results, const char *channels)
{
	const struct csv *csv = &results->csv;
	int row;

	for (row = 0; row < csv->nr_rows; row++)
		if (results_count(results, row) &&
		    !strcmp(csv_get(csv, row, "channels"), channels) &&
		    csv_number(csv, row, "mapped_entries") < csv_number(csv, row, "sg_entries"))
			return true;
	return false;
}

/* Are there lists as long that differ in bytes? Where entries are all alike, there are none. */
static bool size_matters(const struct results *results)
{
	const struct csv *csv = &results->csv;
	int a, b;

	for (a = 0; a < csv->nr_rows; a++)
		for (b = 0; b < a; b++)
			if (results_count(results, a) && results_count(results, b) &&
			    csv_number(csv, a, "sg_entries") == csv_number(csv, b, "sg_entries") &&
			    csv_number(csv, a, "size") != csv_number(csv, b, "size"))
				return true;
	return false;
}

static void label_of(const struct results *results, int row, char label[LABEL_LEN])
{
	char world[64], rest[96] = "", size[32] = "";
	const char *channels = csv_get(&results->csv, row, "channels");

	results_world(results, row, world, sizeof(world));
	results_label(results, row, "sg_entries", rest, sizeof(rest));
	if (size_matters(results))
		show_bytes(size, csv_number(&results->csv, row, "size"));
	snprintf(label, LABEL_LEN, "%s, %s%s%s: %s", world,
		 merges(results, channels) ? "merged" : "not merged", *size ? ", " : "", size,
		 rest);
}

static void collect(struct curves *curves, const struct results *results,
		    const struct facet *facet, const char *column)
{
	char label[LABEL_LEN];
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet))
			continue;
		label_of(results, row, label);
		curves_add(curves, label, csv_number(&results->csv, row, "sg_entries"),
			   csv_number(&results->csv, row, column));
	}
}

void entries_fill(struct figure *figure, const struct results *results,
		  const struct facet *facet)
{
	struct panel *panel;
	size_t i;

	if (!varies(results, "sg_entries"))
		return;
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		panel = columns[i].panel ? figure_panel(figure, columns[i].panel) : NULL;
		if (panel)
			collect(&panel->curves, results, facet, columns[i].column);
	}
}

static void add_line(struct table *table, const struct curves *curves, const char *label,
		     double entries)
{
	const struct spot *spot;
	char text[32];
	double value;
	size_t i;

	table_word(table, label, MOOD_PLAIN);
	table_number(table, entries, "%.0f", entries);
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		spot = curves_spot(&curves[i], label, entries);
		value = spot ? spot_median(spot) : NAN;
		table_number(table, value, "%s", spot ? columns[i].show(text, value) : "-");
	}
}

void entries_table(const struct results *results, struct table *table)
{
	struct curves curves[ARRAY_SIZE(columns)] = { 0 };
	const struct facet all = { 0 };
	const struct curve *curve;
	size_t i;
	int c, s;

	if (!varies(results, "sg_entries"))
		return;
	table_column(table, "list", CELL_WORD);
	table_column(table, "entries", CELL_NUMBER);
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		collect(&curves[i], results, &all, columns[i].column);
		table_column(table, columns[i].title, CELL_NUMBER);
	}
	for (c = 0; c < curves[0].nr; c++) {
		curve = &curves[0].at[c];
		for (s = 0; s < curve->nr; s++)
			add_line(table, curves, curve->label, curve->spots[s].x);
	}
	for (i = 0; i < ARRAY_SIZE(columns); i++)
		curves_free(&curves[i]);
}
