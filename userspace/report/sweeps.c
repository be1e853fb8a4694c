// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reports sweeps: each by itself, then crossovers across all of them, which say where coherent
 * memory wins and where it loses.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/show.h"
#include "lib/base/xmalloc.h"
#include "lib/figure/answer.h"
#include "lib/figure/cost.h"
#include "lib/figure/crossover.h"
#include "lib/figure/entries.h"
#include "lib/figure/figures.h"
#include "lib/figure/user.h"
#include "lib/result/results.h"
#include "report/kinds.h"
#include "report/meta.h"

static void add_distinct(const struct results *results, const char *name, const char *column,
			 struct table *facts)
{
	struct names values = { 0 };

	results_distinct(results, column, &values);
	meta_fact(facts, name, &values);
	names_free(&values);
}

static void add_worlds(const struct results *results, struct table *facts)
{
	struct names worlds = { 0 };
	char world[128];
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		if (!results_count(results, row))
			continue;
		results_world(results, row, world, sizeof(world));
		names_add_once(&worlds, world);
	}
	meta_fact(facts, "worlds", &worlds);
	names_free(&worlds);
}

static void add_missed(const struct results *results, struct table *facts)
{
	double missed = 0, here;
	char text[64];
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		here = csv_number(&results->csv, row, "samples_missed");
		missed += isnan(here) ? 0 : here;
	}
	snprintf(text, sizeof(text), "%.0f were lost", missed);
	table_fact(facts, "samples", missed > 0 ? text : "");
}

static const struct {
	const char *name, *column;
} environment[] = {
	{ "machine",	"machine" },
	{ "kernel",	"kernel" },
	{ "channels",	"channels" },
	{ "driver",	"driver" },
	{ "dma-debug",	"dma_debug" },
};

/* The fastest transfers of a controller; what a CPU does is none of them. */
static void say_fastest(const struct results *results, char *text, size_t len)
{
	const struct csv *csv = &results->csv;
	char label[128], rate[32], size[32];
	double here, most = 0;
	int row, best = -1;

	for (row = 0; row < csv->nr_rows; row++) {
		here = csv_number(csv, row, "bytes_per_s");
		if (!results_count(results, row) || results_is_synchronous(results, row) ||
		    results_is_mapping_only(results, row) || !(here > most))
			continue;
		most = here;
		best = row;
	}
	*text = '\0';
	if (best < 0)
		return;
	results_label(results, best, NULL, label, sizeof(label));
	snprintf(text, len, "%s (%s, %s bytes, depth %s)", show_rate(rate, most), label,
		 show_bytes(size, csv_number(csv, best, "size")), csv_get(csv, best, "depth"));
}

static void add_measured(const struct results *results, int bad, struct table *facts)
{
	char text[256];

	snprintf(text, sizeof(text), bad ? "%d rows, %d of them not counted" : "%d rows",
		 results->csv.nr_rows, bad);
	table_fact(facts, "measured", text);
	say_fastest(results, text, sizeof(text));
	table_fact(facts, "fastest", text);
}

static void report_environment(struct page *page, const struct results *results, int bad)
{
	struct names dir = { 0 };
	struct table facts = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(environment); i++)
		add_distinct(results, environment[i].name, environment[i].column, &facts);
	add_worlds(results, &facts);
	add_measured(results, bad, &facts);
	add_missed(results, &facts);
	names_add(&dir, results->dir);
	meta_facts(&dir, &facts);
	names_free(&dir);
	page_table(page, &facts);
}

static void report_bad(struct page *page, const struct results *results)
{
	static const char *const columns[] = { "point", "rep", "status", "error" };
	struct table table = { 0 };
	size_t i;
	int row;

	for (i = 0; i < ARRAY_SIZE(columns); i++)
		table_column(&table, columns[i], CELL_WORD);
	for (row = 0; row < results->csv.nr_rows; row++)
		for (i = 0; i < ARRAY_SIZE(columns) && !results_count(results, row); i++)
			table_word(&table, csv_get(&results->csv, row, columns[i]),
				   i == 2 ? MOOD_BAD : MOOD_PLAIN);
	if (table_rows(&table))
		page_heading(page, "Not counted");
	page_table(page, &table);
}

/* So many fit the first lines; the tables have all. */
#define MOST_ANSWERS 6

/* First what the sweep was made for; how much was measured is for those who ask. */
static void report_answers(struct page *page, const struct results *results, int bad)
{
	struct names answers = { 0 };
	char fastest[256];
	int i;

	answers_find(results, &answers);
	say_fastest(results, fastest, sizeof(fastest));
	if (answers.nr)
		page_section(page, results->dir, bad, "%s", answers.name[0]);
	else
		page_section(page, results->dir, bad, "%d measurements%s%s", results->csv.nr_rows,
			     *fastest ? "; up to " : "", fastest);
	for (i = 1; i < answers.nr && i < MOST_ANSWERS; i++)
		page_answer(page, answers.name[i]);
	if (i < answers.nr)
		page_say(page, "%d more comparisons are in the tables.", answers.nr - i);
	names_free(&answers);
}

static void report_summary(struct page *page, const struct results *results)
{
	int row, bad = 0;

	for (row = 0; row < results->csv.nr_rows; row++)
		bad += !results_count(results, row);
	report_answers(page, results, bad);
	report_environment(page, results, bad);
	report_bad(page, results);
}

static const struct {
	const char *title, *column;
	const char *(*show)(char text[32], double value);
	double (*of)(const struct spot *spot);
} columns[] = {
	{ "throughput",	"bytes_per_s",		show_rate,	spot_median },
	{ "least",	"bytes_per_s",		show_rate,	spot_min },
	{ "most",	"bytes_per_s",		show_rate,	spot_max },
	{ "p50",	"total_p50_ns",		show_time,	spot_median },
	{ "p99",	"total_p99_ns",		show_time,	spot_median },
	{ "p99.9",	"total_p99_9_ns",	show_time,	spot_median },
	{ "max",	"total_max_ns",		show_time,	spot_median },
	{ "CPU a GiB",	"cpu_ns_per_gib",	show_time,	spot_median },
};

/* Collects the curves of a facet, a list for each column of the table. */
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
			curves_add(&curves[i], label, csv_number(&results->csv, row, "size"),
				   csv_number(&results->csv, row, columns[i].column));
	}
}

static void add_point(struct table *table, struct curves curves[ARRAY_SIZE(columns)],
		      const char *label, double size)
{
	const struct spot *spot;
	double value;
	char text[32];
	size_t i;

	table_word(table, label, MOOD_PLAIN);
	table_number(table, size, "%s", show_bytes(text, size));
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		spot = curves_spot(&curves[i], label, size);
		value = spot ? columns[i].of(spot) : NAN;
		table_number(table, value, "%s", columns[i].show(text, value));
	}
}

/* Writes the heading of a facet's table; @of tells several tables of one facet apart. */
static void head_facet(struct page *page, const char *of, const struct results *results,
		       const struct facet *facet)
{
	char world[128];

	results_world(results, results_first(results, facet), world, sizeof(world));
	page_heading(page, "%s%s, depth %s: %s", of, facet->channels, facet->depth, world);
}

static void report_points(const struct results *results, const struct facet *facet, void *page)
{
	struct curves curves[ARRAY_SIZE(columns)] = { 0 };
	struct table table = { 0 };
	const struct curve *curve;
	size_t i;
	int c, s;

	collect(results, facet, curves);
	if (curves[0].nr)
		head_facet(page, "", results, facet);
	table_column(&table, "what", CELL_WORD);
	table_column(&table, "size", CELL_NUMBER);
	for (i = 0; i < ARRAY_SIZE(columns); i++)
		table_column(&table, columns[i].title, CELL_NUMBER);
	for (c = 0; c < curves[0].nr; c++) {
		curve = &curves[0].at[c];
		for (s = 0; s < curve->nr; s++)
			add_point(&table, curves, curve->label, curve->spots[s].x);
	}
	page_table(page, &table);
	for (i = 0; i < ARRAY_SIZE(columns); i++)
		curves_free(&curves[i]);
}

static void draw(struct page *page, const struct results *results)
{
	struct drawn drawn = { 0 };
	char dir[600];
	struct err err = { "" };
	int ret;

	if (!page->plots)
		return;
	page_plots(page, results->dir, dir, sizeof(dir));
	ret = figures_draw(results, dir, &drawn, &err);
	page_drawn(page, dir, &drawn.files);
	if (drawn.limited)
		page_say(page,
			 "%d of %d figures have room for no more than their first %d curves or panels; their titles say of how many, and the tables have all.",
			 drawn.limited, drawn.files.nr, MAX_CURVES);
	if (ret)
		page_failed(page, ret, &err);
	names_free(&drawn.files);
}

static void report_costs(const struct results *results, const struct facet *facet, void *page)
{
	struct table table = { 0 };

	cost_table(results, facet, &table);
	if (table_rows(&table))
		head_facet(page, "The cost of mappings alone: ", results, facet);
	if (table_rows(&table))
		page_say(page,
			 "op=none, medians of repetitions. What is mapped once is synchronised instead; alloc and free are of memory that every transfer gets anew (fresh=1).");
	page_table(page, &table);
}

/* One sentence an access: which memory to take; then what it is based on. */
static void report_user(const struct results *results, const struct facet *facet, void *page)
{
	static struct figure figure;
	struct table table = { 0 };
	char advice[256];
	int i;

	memset(&figure, 0, sizeof(figure));
	user_fill(&figure, results, facet);
	user_table(&figure, &table);
	if (table_rows(&table))
		head_facet(page, "What user space pays: ", results, facet);
	if (table_rows(&table))
		page_say(page,
			 "op=mmap, by the median time of a use with all that has to be called. The caches of an emulator cost nothing, so what it cannot show is what memory costs that is not cached.");
	for (i = 0; i < figure.nr; i++) {
		user_advise(&figure.panel[i], advice, sizeof(advice));
		if (*advice)
			page_say(page, "%s: %s.", figure.panel[i].title, advice);
	}
	page_table(page, &table);
	figure_free(&figure);
}

static void report_entries(struct page *page, const struct results *results)
{
	struct table table = { 0 };

	entries_table(results, &table);
	if (table_rows(&table))
		page_heading(page,
			     "Lists, medians of repetitions: entries as given, and as the device saw them");
	page_table(page, &table);
}

/* Crossovers are searched across all sweeps, because these may be of different worlds. */
static void report_crossovers(struct page *page, const struct results *results, int nr)
{
	struct table table = { 0 };

	crossover_table(results, nr, &table);
	if (table_rows(&table)) {
		if (nr > 1)
			page_section(page, "All sweeps", false, "%d of them, compared", nr);
		page_heading(page, "Coherent memory against the others, by median throughput");
		page_say(page,
			 "What differs by less than 2 %%, or no more than the repetitions of all sizes let chance do, is no difference.");
	}
	page_table(page, &table);
}

static void report_one(struct page *page, const struct results *results)
{
	report_summary(page, results);
	draw(page, results);
	results_each_facet(results, report_points, page);
	results_each_facet(results, report_costs, page);
	results_each_facet(results, report_user, page);
	report_entries(page, results);
}

static int report_sweeps(struct page *page, const struct names *dirs, const char *home,
			 struct err *err)
{
	struct results *all = xcalloc(dirs->nr, sizeof(*all));
	int i, read = 0, ret = 0;

	(void)home;
	while (read < dirs->nr && !ret) {
		ret = results_read(&all[read], dirs->name[read], err);
		if (!ret)
			report_one(page, &all[read++]);
	}
	if (!ret)
		report_crossovers(page, all, read);
	for (i = 0; i < read; i++)
		results_free(&all[i]);
	free(all);
	return ret;
}

const struct report_kind kind_sweep = {
	.file		= "sweep.csv",
	.report		= report_sweeps,
};
