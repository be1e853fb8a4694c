// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The kinds of figures: each decides which rows become which curve of which panel.
 */
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/base/files.h"
#include "lib/base/quote.h"
#include "lib/base/show.h"
#include "lib/figure/cost.h"
#include "lib/figure/crossover.h"
#include "lib/figure/distribution.h"
#include "lib/figure/entries.h"
#include "lib/figure/figures.h"
#include "lib/figure/user.h"

#define LABEL_LEN 128

/* Adds the values of a column over size, in the given unit; rows without a value are left out. */
static void fill_column(struct figure *figure, const struct results *results,
			const struct facet *facet, const char *column, double unit)
{
	struct panel *panel = figure_panel(figure, "");
	char label[LABEL_LEN];
	double value;
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet) || !results_is_transfer(results, row))
			continue;
		value = csv_number(&results->csv, row, column);
		if (!(value > 0))
			continue;
		results_label(results, row, NULL, label, sizeof(label));
		curves_add(&panel->curves, label, csv_number(&results->csv, row, "size"),
			   value / unit);
	}
}

static void fill_throughput(struct figure *figure, const struct results *results,
			    const struct facet *facet)
{
	fill_column(figure, results, facet, "bytes_per_s", 1);
}

static void fill_cpu(struct figure *figure, const struct results *results,
		     const struct facet *facet)
{
	fill_column(figure, results, facet, "cpu_ns_per_gib", 1e9);
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
		if (!results_in(results, row, facet) || !results_is_transfer(results, row) ||
		    !*csv_get(&results->csv, row, "total_p50_ns"))
			continue;
		results_label(results, row, NULL, label, sizeof(label));
		panel = figure_panel(figure, label);
		for (i = 0; i < ARRAY_SIZE(figures); i++)
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
		show_bytes(size, csv_number(&results->csv, row, "size"));
		snprintf(bytes, sizeof(bytes), "%s bytes", size);
		curves_add(&panel->curves, bytes, csv_number(&results->csv, row, "depth"),
			   csv_number(&results->csv, row, "transfers_per_s"));
	}
}

static void fill_noise(struct figure *figure, const struct results *results,
		       const struct facet *facet)
{
	static const struct { const char *title, *column; } figures[] = {
		{ "throughput", "bytes_per_s" }, { "p99 of a transfer", "total_p99_ns" },
	};
	struct panel *panel;
	char label[LABEL_LEN];
	size_t i;
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_in(results, row, facet) || names_find(&results->labels, "noise") < 0 ||
		    !*csv_get(&results->csv, row, "total_p99_ns"))
			continue;
		results_label(results, row, NULL, label, sizeof(label));
		for (i = 0; i < ARRAY_SIZE(figures); i++) {
			panel = figure_panel(figure, figures[i].title);
			curves_add(&panel->curves, label, csv_number(&results->csv, row, "size"),
				   csv_number(&results->csv, row, figures[i].column));
		}
	}
}

const struct figure_kind figure_kinds[] = {
	{ "throughput", "throughput", "Throughput over transfer size", false, true, true,
	  fill_throughput },
	{ "cpu", "cpu", "What moving a GiB costs the CPUs", false, true, true, fill_cpu },
	{ "latency", "latency", "Latency over transfer size", false, true, true, fill_latency },
	{ "distribution", "distribution", "Latency distribution", false, true, true,
	  fill_distribution },
	{ "crossover", "crossover", "Coherent against streaming memory", false, true, false,
	  crossover_fill },
	{ "relative", "relative", "Memory against coherent memory", false, true, false,
	  crossover_fill_relative },
	{ "depth", "depth", "Transfers per second over depth", false, false, false, fill_depth },
	{ "cost-map", "cost", "The cost of a mapping alone (op=none: no transfer)", false, true,
	  false, cost_fill_map },
	{ "cost-alloc", "cost", "The cost of a mapping's memory (op=none fresh=1: no transfer)",
	  false, true, false, cost_fill_alloc },
	{ "entries", "entries", "Lists: throughput and mapping over entries", true, true, false,
	  entries_fill },
	{ "user", "crossover", "What user space gets out of a buffer (op=mmap: no transfer)", false,
	  false, false, user_fill },
	{ "noise", "noise", "With something else going on, and without", false, true, false,
	  fill_noise },
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

/* Characters of a line that fit above a figure with a legend beside it, and of a part of it */
#define TITLE_WIDTH	95
#define PART_LEN	160

static void name_figure(struct figure *figure, const struct figure_kind *kind,
			const struct results *results, const struct facet *facet)
{
	const char *channels = facet->channels ? facet->channels : "all channels";
	const struct csv *csv = &results->csv;
	int row = results_first(results, facet);
	char detail[64], world[64], what[PART_LEN + 1], where[PART_LEN + 1];

	/* No file system has longer names than 255 bytes, and endings follow. */
	snprintf(figure->file, sizeof(figure->file), "%s-%.160s%s%.20s", kind->name,
		 channels, facet->depth ? "-depth" : "", facet->depth ? facet->depth : "");
	quote_file_name(figure->file);
	if (row < 0)
		return;
	results_world(results, facet->channels ? row : -1, world, sizeof(world));
	/* The title that fill() has set becomes part of the whole title. */
	snprintf(detail, sizeof(detail), "%.63s", figure->title);
	snprintf(what, sizeof(what), "%s (%s)%s%s%s%s", channels, csv_get(csv, row, "driver"),
		 *world ? ", " : "", world,
		 facet->depth ? ", depth " : "", facet->depth ? facet->depth : "");
	snprintf(where, sizeof(where), "%s, Linux %s", csv_get(csv, row, "machine"),
		 csv_get(csv, row, "kernel"));
	snprintf(figure->title, sizeof(figure->title), "%s%s\n%.*s,%s%.*s", kind->title, detail,
		 PART_LEN, what, strlen(what) + strlen(where) > TITLE_WIDTH ? "\n" : " ",
		 PART_LEN, where);
}

static int draw_one(const struct figure_kind *kind, const struct results *results,
		    const struct facet *facet, const char *dir, struct drawn *drawn,
		    struct err *err)
{
	static struct figure figure;
	char file[sizeof(figure.file) + 8];
	bool limited;
	int ret = 0;

	memset(&figure, 0, sizeof(figure));
	kind->fill(&figure, results, facet);
	figure_drop_empty(&figure);
	name_figure(&figure, kind, results, facet);
	limited = figure_limit(&figure);
	if (is_worth_drawing(&figure)) {
		ret = figure_draw(&figure, kind->style, dir, err);
		snprintf(file, sizeof(file), "%s.svg", figure.file);
		if (!ret)
			names_add(&drawn->files, file);
		drawn->limited += !ret && limited;
	}
	figure_free(&figure);
	return ret;
}

static int draw_kind(const struct figure_kind *kind, const struct results *results,
		     const char *channels, const char *dir, struct drawn *drawn, struct err *err)
{
	struct names depths = { 0 };
	struct facet facet;
	int i, ret = 0;

	results_distinct(results, "depth", &depths);
	for (i = 0; i < (kind->per_depth ? depths.nr : 1) && !ret; i++) {
		facet = results_facet(results, channels,
				      kind->per_depth ? depths.name[i] : NULL);
		facet.baseline = kind->baseline;
		ret = draw_one(kind, results, &facet, dir, drawn, err);
	}
	names_free(&depths);
	return ret;
}

int figures_draw(const struct results *results, const char *dir, struct drawn *drawn,
		 struct err *err)
{
	const struct figure_kind *kind;
	struct names channels = { 0 };
	int i, ret = 0;

	if (mkdir(dir, 0755) && errno != EEXIST)
		return err_say(err, -EIO, "%s: %s", dir, strerror(errno));
	results_distinct(results, "channels", &channels);
	for (kind = figure_kinds; kind->name && !ret; kind++) {
		if (kind->all_channels) {
			ret = draw_kind(kind, results, NULL, dir, drawn, err);
			continue;
		}
		for (i = 0; i < channels.nr && !ret; i++)
			ret = draw_kind(kind, results, channels.name[i], dir, drawn, err);
	}
	names_free(&channels);
	return ret;
}
