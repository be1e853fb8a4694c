// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reports breakdowns: which segment owns the time of each point, from segments.csv, whose size
 * does not depend on the number of transfers.
 */
#include <math.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/show.h"
#include "lib/base/xmalloc.h"
#include "lib/result/results.h"
#include "report/kinds.h"
#include "trace/print.h"
#include "trace/shares.h"

/* The entry behind the last segment in the figure: the text at the end of a bar */
#define TOTAL	"total"

/* struct subject - a point, or a run where points are not known */
struct subject {
	char label[160];
	struct share share[NR_SHARES];	/* sums of all repetitions, until they are divided */
	int nr[NR_SHARES];
	double transfers, gaps;
};

/* struct breakdowns - of a directory */
struct breakdowns {
	struct csv csv;
	struct results results;
	bool has_results;
	struct names points;		/* of the results, each once */
	int *first;			/* the first row of each of them */
	struct names keys;		/* what subjects are called in segments.csv */
	struct subject *subject;
	int nr;
};

static void find_points(struct breakdowns *all)
{
	const struct csv *csv = &all->results.csv;
	int row, column = csv_column(csv, "point");

	all->first = xcalloc(csv->nr_rows + 1, sizeof(*all->first));
	for (row = 0; row < csv->nr_rows; row++) {
		if (names_find(&all->points, csv_cell(csv, row, column)) >= 0)
			continue;
		all->first[all->points.nr] = row;
		names_add(&all->points, csv_cell(csv, row, column));
	}
}

/* The name of a point for people: the knobs that vary in the sweep, its size and its depth. */
static void name_point(const struct breakdowns *all, const char *point, char *text, size_t len)
{
	const struct csv *csv = &all->results.csv;
	char label[96], size[32];
	int row, i = names_find(&all->points, point);

	snprintf(text, len, "point %s", point);
	if (i < 0)
		return;
	row = all->first[i];
	results_label(&all->results, row, NULL, label, sizeof(label));
	snprintf(text, len, "%s%s%s bytes, depth %s", label, *label ? ", " : "",
		 show_bytes(size, csv_number(csv, row, "size")), csv_get(csv, row, "depth"));
}

static struct subject *subject_of(struct breakdowns *all, int row)
{
	const char *point = csv_get(&all->csv, row, "point");
	struct subject *s;
	char key[32];
	int i;

	snprintf(key, sizeof(key), "%s%s", *point ? "point " : "run ",
		 *point ? point : csv_get(&all->csv, row, "run"));
	i = names_find(&all->keys, key);
	if (i >= 0)
		return &all->subject[i];
	names_add(&all->keys, key);
	all->subject = xgrow(all->subject, all->nr, sizeof(*s));
	s = &all->subject[all->nr++];
	memset(s, 0, sizeof(*s));
	if (*point)
		name_point(all, point, s->label, sizeof(s->label));
	else
		snprintf(s->label, sizeof(s->label), "%s", key);
	return s;
}

static void add_ns(struct share *share, const struct csv *csv, int row)
{
	char column[32];
	double ns;
	int i;

	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		snprintf(column, sizeof(column), "%s_ns", instant_names[i]);
		ns = csv_number(csv, row, column);
		if (isnan(ns))
			continue;
		share->ns[i] += ns;
		share->has[i] = true;
	}
}

/*
 * Repetitions are averaged, so that segments still add up; of the worst transfers the worst is
 * kept.
 */
static void add_row(struct breakdowns *all, int row)
{
	const char *of = csv_get(&all->csv, row, "of");
	struct subject *s = subject_of(all, row);
	double total = csv_number(&all->csv, row, "total_ns");
	int kind;

	for (kind = 0; kind < NR_SHARES && strcmp(of, share_names[kind]); kind++)
		;
	if (kind == NR_SHARES)
		return;
	if (!kind) {
		s->transfers += csv_number(&all->csv, row, "transfers");
		s->gaps += csv_number(&all->csv, row, "transfers_with_gaps");
	}
	if (kind == SHARE_worst && s->nr[kind]) {
		if (total <= s->share[kind].total)
			return;
		memset(&s->share[kind], 0, sizeof(s->share[kind]));
		s->nr[kind] = 0;
	}
	s->nr[kind]++;
	s->share[kind].total += total;
	add_ns(&s->share[kind], &all->csv, row);
}

static void divide(struct share *share, int nr)
{
	int i;

	share->owner = NR_INSTANTS - 1;
	share->total /= nr;
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		share->ns[i] /= nr;
		if (share->ns[i] > share->ns[share->owner])
			share->owner = i;
	}
}

static int read_all(struct breakdowns *all, const char *dir, struct err *err)
{
	char path[2 * PATH_LEN];
	struct err no_sweep;
	int row, kind, i, ret;

	snprintf(path, sizeof(path), "%s/" SEGMENTS_CSV, dir);
	ret = csv_read(&all->csv, path, err);
	if (ret)
		return ret;
	all->has_results = !results_read(&all->results, dir, &no_sweep);
	if (all->has_results)
		find_points(all);
	for (row = 0; row < all->csv.nr_rows; row++)
		add_row(all, row);
	for (i = 0; i < all->nr; i++)
		for (kind = 0; kind < NR_SHARES; kind++)
			if (all->subject[i].nr[kind])
				divide(&all->subject[i].share[kind], all->subject[i].nr[kind]);
	return 0;
}

static void write_table(struct page *page, const struct breakdowns *all)
{
	struct table table = { 0 };
	const struct subject *s;
	int kind;

	table_column(&table, "what", CELL_WORD);
	share_columns(&table);
	for (s = all->subject; s < all->subject + all->nr; s++) {
		for (kind = 0; kind < NR_SHARES; kind++) {
			table_word(&table, s->label, MOOD_PLAIN);
			share_cells(&table, share_names[kind], &s->share[kind]);
		}
	}
	page_table(page, &table);
}

/* Bars beside each other: each segment from where the one before it ends, in percent. */
static void add_bar(struct panel *panel, const struct share *share, int x)
{
	double from = 0, until;
	int i;

	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		until = from + share_percent(share, i);
		curves_add(&panel->curves, instant_names[i], x, from);
		curves_add(&panel->curves, instant_names[i], x, until);
		from = until;
	}
	curves_add(&panel->curves, TOTAL, x, share->total);
}

static void draw(struct page *page, const struct breakdowns *all, const char *dir)
{
	static struct figure figure;
	struct panel *panel;
	int i, kind;

	if (!page->plots)
		return;
	snprintf(figure.file, sizeof(figure.file), "segments");
	snprintf(figure.title, sizeof(figure.title),
		 "Where the time goes, from submit until the worker runs");
	for (kind = SHARE_p50; kind <= SHARE_p99; kind++) {
		panel = figure_panel(&figure, share_names[kind]);
		for (i = 0; i < all->nr; i++)
			add_bar(panel, &all->subject[i].share[kind], i);
	}
	for (i = 0; i < all->nr; i++)
		names_add(&figure.rows, all->subject[i].label);
	page_draw(page, &figure, "segments", dir);
}

static void say_all(struct page *page, const struct breakdowns *all, const char *dir)
{
	double transfers = 0, gaps = 0;
	int i;

	for (i = 0; i < all->nr; i++) {
		transfers += all->subject[i].transfers;
		gaps += all->subject[i].gaps;
	}
	page_section(page, dir, false, "where the time of %.0f transfers goes", transfers);
	page_say(page,
		 "From dmaengine_submit() until the worker looks at the transfer; a segment ends with what it is called after, and - is one that no transfer there had. p50 and p99: the mean of the transfers that took about as long, so that segments add up.");
	if (gaps > 0)
		page_say(page, "Events were lost in the lives of %.0f transfers.", gaps);
	write_table(page, all);
	draw(page, all, dir);
}

static int report_breakdowns(struct page *page, const struct names *dirs, const char *home,
			     struct err *err)
{
	struct breakdowns all;
	int i, ret = 0;

	(void)home;
	for (i = 0; i < dirs->nr && !ret; i++) {
		memset(&all, 0, sizeof(all));
		ret = read_all(&all, dirs->name[i], err);
		if (!ret && all.nr)
			say_all(page, &all, dirs->name[i]);
		if (all.has_results)
			results_free(&all.results);
		csv_free(&all.csv);
		names_free(&all.points);
		names_free(&all.keys);
		free(all.first);
		free(all.subject);
	}
	return ret;
}

const struct report_kind kind_breakdown = {
	.file		= SEGMENTS_CSV,
	.report		= report_breakdowns,
};
