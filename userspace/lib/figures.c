// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The kinds of figures: which rows become which curve of which panel.
 */
#include <ctype.h>
#include <math.h>
#include <sys/stat.h>
#include "distribution.h"
#include "figures.h"
#include "files.h"
#include "show.h"

#define LABEL_LEN 128

static void fill_throughput(struct figure *figure, const struct results *results,
			    const struct facet *facet)
{
	struct panel *panel = figure_panel(figure, "");
	char label[LABEL_LEN];
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet))
			continue;
		results_label(results, row, NULL, label, sizeof(label));
		curves_add(&panel->curves, label, csv_number(&results->csv, row, "size"),
			   csv_number(&results->csv, row, "bytes_per_s"));
	}
}

static void fill_latency(struct figure *figure, const struct results *results,
			 const struct facet *facet)
{
	static const struct { const char *label, *column; } figures[] = {
		{ "max", "total_max_ns" }, { "p99.9", "total_p99_9_ns" }, { "p99", "total_p99_ns" },
		{ "p50", "total_p50_ns" },
	};
	struct panel *panel;
	char label[LABEL_LEN];
	size_t i;
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet) ||
		    !*csv_get(&results->csv, row, "total_p50_ns"))
			continue;
		results_label(results, row, NULL, label, sizeof(label));
		panel = figure_panel(figure, label);
		for (i = 0; panel && i < ARRAY_SIZE(figures); i++)
			curves_add(&panel->curves, figures[i].label,
				   csv_number(&results->csv, row, "size"),
				   csv_number(&results->csv, row, figures[i].column));
	}
}

static void fill_depth(struct figure *figure, const struct results *results,
		       const struct facet *facet)
{
	char label[LABEL_LEN], size[32], bytes[40];
	struct panel *panel;
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet) || results_is_synchronous(results, row))
			continue;
		results_label(results, row, NULL, label, sizeof(label));
		panel = figure_panel(figure, label);
		if (!panel)
			continue;
		show_bytes(size, csv_number(&results->csv, row, "size"));
		snprintf(bytes, sizeof(bytes), "%s bytes", size);
		curves_add(&panel->curves, bytes, csv_number(&results->csv, row, "depth"),
			   csv_number(&results->csv, row, "transfers_per_s"));
	}
}

static bool is_compared(const char *mapping)
{
	return !strcmp(mapping, "coherent") || !strcmp(mapping, "single");
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

/* A panel with only one of both compares nothing. */
static void drop_lonely(struct figure *figure)
{
	int i, kept = 0;

	for (i = 0; i < figure->nr; i++) {
		if (figure->panel[i].curves.nr == 2)
			figure->panel[kept++] = figure->panel[i];
		else
			curves_free(&figure->panel[i].curves);
	}
	figure->nr = kept;
}

void figures_crossover(struct figure *figure, const struct results *results,
		       const struct facet *facet)
{
	const char *mapping;
	struct panel *panel;
	char label[LABEL_LEN];
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		mapping = csv_get(&results->csv, row, "mapping");
		if (!results_in(results, row, facet) || !is_compared(mapping))
			continue;
		results_label(results, row, "mapping", label, sizeof(label));
		panel = figure_panel(figure, *label ? label : csv_get(&results->csv, row, "op"));
		if (panel)
			curves_add(&panel->curves, mapping, csv_number(&results->csv, row, "size"),
				   csv_number(&results->csv, row, "bytes_per_s"));
	}
	drop_lonely(figure);
	for (row = 0; row < figure->nr; row++)
		mark_crossings(&figure->panel[row]);
}

const struct figure_kind figure_kinds[] = {
	{ "throughput", "Throughput over transfer size", true, true, fill_throughput },
	{ "latency", "Latency over transfer size", true, true, fill_latency },
	{ "distribution", "Latency distribution", true, true, fill_distribution },
	{ "crossover", "Coherent against streaming memory", true, false, figures_crossover },
	{ "depth", "Transfers per second over depth", false, false, fill_depth },
	{ 0 }
};

/* A single x draws no curve; of distributions, every one is a curve. */
static bool is_worth_drawing(const struct figure *figure)
{
	int i, j;

	for (i = 0; i < figure->nr; i++)
		for (j = 0; j < figure->panel[i].curves.nr; j++)
			if (figure->panel[i].curves.at[j].nr > 1)
				return true;
	return false;
}

static void name_figure(struct figure *figure, const struct figure_kind *kind,
			const struct results *results, const struct facet *facet)
{
	const struct csv *csv = &results->csv;
	char detail[64];
	char *c;
	int row;

	snprintf(figure->file, sizeof(figure->file), "%s-%s%s%s", kind->name, facet->channels,
		 facet->depth ? "-depth" : "", facet->depth ? facet->depth : "");
	for (c = figure->file; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("+-_.", *c))
			*c = '_';
	for (row = 0; row < csv->nr_rows && !results_in(results, row, facet); row++)
		;
	if (row == csv->nr_rows)
		return;
	/* What fill() left there is part of it. */
	snprintf(detail, sizeof(detail), "%.63s", figure->title);
	snprintf(figure->title, sizeof(figure->title), "%s%s\n%s (%s)%s%s, %s, Linux %s",
		 kind->title, detail, facet->channels, csv_get(csv, row, "driver"),
		 facet->depth ? ", depth " : "", facet->depth ? facet->depth : "",
		 csv_get(csv, row, "machine"), csv_get(csv, row, "kernel"));
}

static int draw_one(const struct figure_kind *kind, const struct results *results,
		    const struct facet *facet, const char *dir, struct names *drawn,
		    struct why *why)
{
	static struct figure figure;
	char file[sizeof(figure.file) + 8];
	int ret = 0;

	memset(&figure, 0, sizeof(figure));
	kind->fill(&figure, results, facet);
	name_figure(&figure, kind, results, facet);
	if (is_worth_drawing(&figure)) {
		ret = figure_draw(&figure, kind->name, dir, why);
		snprintf(file, sizeof(file), "%s.svg", figure.file);
		if (!ret)
			names_add(drawn, file);
	}
	figure_free(&figure);
	return ret;
}

static int draw_kind(const struct figure_kind *kind, const struct results *results,
		     const char *channels, const char *dir, struct names *drawn, struct why *why)
{
	struct facet facet = { .channels = channels, .baseline = kind->baseline };
	struct names depths = { 0 };
	int i, ret = 0;

	results_distinct(results, "depth", &depths);
	for (i = 0; i < (kind->per_depth ? depths.nr : 1) && !ret; i++) {
		facet.depth = kind->per_depth ? depths.name[i] : NULL;
		ret = draw_one(kind, results, &facet, dir, drawn, why);
	}
	names_free(&depths);
	return ret;
}

int figures_draw(const struct results *results, const char *dir, struct names *drawn,
		 struct why *why)
{
	const struct figure_kind *kind;
	struct names channels = { 0 };
	int i, ret = 0;

	if (mkdir(dir, 0755) && errno != EEXIST)
		return because(why, -EIO, "%s: %s", dir, strerror(errno));
	results_distinct(results, "channels", &channels);
	for (i = 0; i < channels.nr && !ret; i++)
		for (kind = figure_kinds; kind->name && !ret; kind++)
			ret = draw_kind(kind, results, channels.name[i], dir, drawn, why);
	names_free(&channels);
	return ret;
}
