// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Coherent memory against the rest, as curves and as words.
 */
#include <stdlib.h>
#include "lib/base/show.h"
#include "lib/figure/crossover.h"

#define LABEL_LEN	128

/*
 * The mapping that stands for each way of getting memory to a device; the first is compared with
 * the others.
 */
static const char *const compared[] = { "coherent", "single", "noncoherent", "pool" };

static bool is_compared(const char *mapping)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(compared); i++)
		if (!strcmp(mapping, compared[i]))
			return true;
	return false;
}

static void mark_crossings(struct panel *panel)
{
	const struct curve *coherent = curves_find(&panel->curves, "coherent");
	const struct curve *single = curves_find(&panel->curves, "single");
	struct crossing crossings[MAX_MARKS];
	int i;

	if (!coherent || !single)
		return;
	panel->nr_marks = curve_crossings(coherent, single, crossings, MAX_MARKS);
	for (i = 0; i < panel->nr_marks; i++)
		panel->mark[i] = crossings[i].x;
}

/* A panel compares nothing without coherent memory, or with nothing else. */
static void drop_lonely(struct figure *figure)
{
	struct panel *panel;
	int i, kept = 0;

	lookup_free(&figure->lookup);
	for (i = 0; i < figure->nr; i++) {
		panel = &figure->panel[i];
		if (panel->curves.nr > 1 && curves_find(&panel->curves, compared[0]))
			figure->panel[kept++] = *panel;
		else
			curves_free(&panel->curves);
	}
	figure->nr = kept;
}

void crossover_fill(struct figure *figure, const struct results *results,
		    const struct facet *facet)
{
	const char *mapping;
	struct panel *panel;
	char label[LABEL_LEN];
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		mapping = csv_get(&results->csv, row, "mapping");
		if (!results_in(results, row, facet) || !results_is_transfer(results, row) ||
		    !is_compared(mapping))
			continue;
		results_label(results, row, "mapping", label, sizeof(label));
		panel = figure_panel(figure, *label ? label : csv_get(&results->csv, row, "op"));
		curves_add(&panel->curves, mapping, csv_number(&results->csv, row, "size"),
			   csv_number(&results->csv, row, "bytes_per_s"));
	}
	drop_lonely(figure);
	for (row = 0; row < figure->nr; row++)
		mark_crossings(&figure->panel[row]);
}

/* Divide what was measured of everybody by the median of coherent memory at the same size. */
static void make_relative(struct panel *panel)
{
	struct curves relative = { 0 };
	const struct spot *spot, *unit;
	const struct curve *curve;
	int i, j, rep;

	for (i = 0; i < panel->curves.nr; i++) {
		curve = &panel->curves.at[i];
		for (j = 0; j < curve->nr; j++) {
			spot = &curve->spots[j];
			unit = curves_spot(&panel->curves, compared[0], spot->x);
			for (rep = 0; unit && rep < spot->nr; rep++)
				curves_add(&relative, curve->label, spot->x,
					   spot->y[rep] / spot_median(unit));
		}
	}
	curves_free(&panel->curves);
	panel->curves = relative;
	panel->nr_marks = 0;
}

void crossover_fill_relative(struct figure *figure, const struct results *results,
			     const struct facet *facet)
{
	int i;

	crossover_fill(figure, results, facet);
	for (i = 0; i < figure->nr; i++)
		make_relative(&figure->panel[i]);
}

static const char *fares(bool above)
{
	return above ? "wins" : "loses";
}

static void say_crossings(const struct crossing *crossings, int nr, bool above, char *text,
			  size_t len)
{
	size_t at = 0;
	char size[32];
	int i;

	for (i = 0; i < nr && at < len; i++)
		at += snprintf(text + at, len - at, "%s below %s, ",
			       fares(!crossings[i].first_above),
			       show_size(size, crossings[i].x));
	if (at < len)
		snprintf(text + at, len - at, "%s above", fares(above));
}

void crossover_say(const struct curve *a, const struct curve *b, char *text, size_t len)
{
	struct standing stands = curve_standing(a, b);
	struct crossing crossings[MAX_MARKS];
	int nr = curve_crossings(a, b, crossings, MAX_MARKS);

	if (!stands.repeated)
		snprintf(text, len, "one repetition: differences cannot be told from noise");
	else if (!stands.differ)
		snprintf(text, len, "no difference at any size");
	else if (nr)
		say_crossings(crossings, nr, stands.last > 0, text, len);
	else if (stands.differ == stands.nr)
		snprintf(text, len, "%s, no crossing", fares(stands.last > 0));
	else
		snprintf(text, len, "%s at %d of %d sizes, otherwise no difference",
			 fares(stands.last > 0), stands.differ, stands.nr);
}

static void add_panel(struct table *table, const struct panel *panel, const struct facet *facet,
		      const char *world)
{
	const struct curve *coherent = curves_find(&panel->curves, compared[0]), *other;
	char says[256];
	size_t i;

	for (i = 1; i < ARRAY_SIZE(compared); i++) {
		other = curves_find(&panel->curves, compared[i]);
		if (!other)
			continue;
		crossover_say(coherent, other, says, sizeof(says));
		table_word(table, world, MOOD_PLAIN);
		table_word(table, facet->channels, MOOD_PLAIN);
		table_number(table, atof(facet->depth), "%s", facet->depth);
		table_word(table, panel->title, MOOD_PLAIN);
		table_word(table, compared[i], MOOD_PLAIN);
		table_word(table, says, MOOD_PLAIN);
	}
}

static void add_facet(const struct results *results, const struct facet *facet, void *table)
{
	static struct figure figure;
	char world[LABEL_LEN];
	int i;

	memset(&figure, 0, sizeof(figure));
	crossover_fill(&figure, results, facet);
	results_world(results, results_first(results, facet), world, sizeof(world));
	for (i = 0; i < figure.nr; i++)
		add_panel(table, &figure.panel[i], facet, world);
	figure_free(&figure);
}

void crossover_table(const struct results *results, int nr, struct table *table)
{
	int i;

	table_column(table, "world", CELL_WORD);
	table_column(table, "channel", CELL_WORD);
	table_column(table, "depth", CELL_NUMBER);
	table_column(table, "with", CELL_WORD);
	table_column(table, "against", CELL_WORD);
	table_column(table, "coherent", CELL_WORD);
	for (i = 0; i < nr; i++)
		results_each_facet(&results[i], add_facet, table);
}
