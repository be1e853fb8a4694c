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

/* struct lists - what the names of curves depend on */
struct lists {
	const struct results *results;
	struct names merging;	/* channels on which entries become fewer */
	bool size_matters;	/* lists of as many entries differ in bytes */
};

/* With memory that does not fit together, entries become fewer on no channel. */
static void find_merging(struct lists *lists)
{
	const struct csv *csv = &lists->results->csv;
	int row;

	for (row = 0; row < csv->nr_rows; row++)
		if (results_count(lists->results, row) &&
		    csv_number(csv, row, "mapped_entries") < csv_number(csv, row, "sg_entries"))
			names_add_once(&lists->merging, csv_get(csv, row, "channels"));
}

/* Where entries are all alike, there are no lists as long that differ in bytes. */
static bool size_matters(const struct results *results)
{
	const struct csv *csv = &results->csv;
	struct names entries = { 0 }, sizes = { 0 };
	bool found = false;
	int row, i;

	for (row = 0; row < csv->nr_rows && !found; row++) {
		if (!results_count(results, row) || isnan(csv_number(csv, row, "sg_entries")))
			continue;
		i = names_find(&entries, csv_get(csv, row, "sg_entries"));
		if (i < 0) {
			names_add(&entries, csv_get(csv, row, "sg_entries"));
			names_add(&sizes, csv_get(csv, row, "size"));
		} else {
			found = strcmp(sizes.name[i], csv_get(csv, row, "size"));
		}
	}
	names_free(&entries);
	names_free(&sizes);
	return found;
}

static struct lists lists_of(const struct results *results)
{
	struct lists lists = { .results = results };

	find_merging(&lists);
	lists.size_matters = size_matters(results);
	return lists;
}

static void label_of(const struct lists *lists, int row, char label[LABEL_LEN])
{
	char world[64], rest[96] = "", size[32] = "";
	const struct csv *csv = &lists->results->csv;
	const char *channels = csv_get(csv, row, "channels");

	results_world(lists->results, row, world, sizeof(world));
	results_label(lists->results, row, "sg_entries", rest, sizeof(rest));
	if (lists->size_matters)
		show_bytes(size, csv_number(csv, row, "size"));
	snprintf(label, LABEL_LEN, "%s, %s%s%s: %s", world,
		 names_find(&lists->merging, channels) >= 0 ? "merged" : "not merged",
		 *size ? ", " : "", size, rest);
}

static void collect(struct curves *curves, const struct lists *lists, const struct facet *facet,
		    const char *column)
{
	const struct csv *csv = &lists->results->csv;
	char label[LABEL_LEN];
	int row;

	for (row = 0; row < csv->nr_rows; row++) {
		if (!results_in(lists->results, row, facet))
			continue;
		label_of(lists, row, label);
		curves_add(curves, label, csv_number(csv, row, "sg_entries"),
			   csv_number(csv, row, column));
	}
}

void entries_fill(struct figure *figure, const struct results *results,
		  const struct facet *facet)
{
	struct panel *panel;
	struct lists lists;
	size_t i;

	if (!varies(results, "sg_entries"))
		return;
	lists = lists_of(results);
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		if (!columns[i].panel)
			continue;
		panel = figure_panel(figure, columns[i].panel);
		collect(&panel->curves, &lists, facet, columns[i].column);
	}
	names_free(&lists.merging);
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
	struct lists lists;
	size_t i;
	int c, s;

	if (!varies(results, "sg_entries"))
		return;
	lists = lists_of(results);
	table_column(table, "list", CELL_WORD);
	table_column(table, "entries", CELL_NUMBER);
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		collect(&curves[i], &lists, &all, columns[i].column);
		table_column(table, columns[i].title, CELL_NUMBER);
	}
	for (c = 0; c < curves[0].nr; c++) {
		curve = &curves[0].at[c];
		for (s = 0; s < curve->nr; s++)
			add_line(table, curves, curve->label, curve->spots[s].x);
	}
	for (i = 0; i < ARRAY_SIZE(columns); i++)
		curves_free(&curves[i]);
	names_free(&lists.merging);
}
