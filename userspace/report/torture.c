// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reports torture: a scenario a row, from all directories.
 */
#include <math.h>
#include "report/kinds.h"
#include "report/rows.h"

static bool is_expected(const struct rows *rows, int row)
{
	return !strcmp(rows_get(rows, row, "verdict"), "as expected");
}

/* A column by itself, shown as it is written. */
static void add_count(struct table *table, const struct rows *rows, int row, const char *column)
{
	table_number(table, rows_number(rows, row, column), "%s", rows_get(rows, row, column));
}

static void add_row(struct table *table, const struct rows *rows, int row)
{
	double mib = rows_number(rows, row, "bytes") / 1048576;

	table_word(table, rows_get(rows, row, "scenario"), MOOD_PLAIN);
	table_word(table, rows_get(rows, row, "machine"), MOOD_PLAIN);
	table_word(table, rows_get(rows, row, "driver"), MOOD_PLAIN);
	table_word(table, rows_get(rows, row, "expect"), MOOD_PLAIN);
	table_word(table, is_expected(rows, row) ? "as expected" : "NOT AS EXPECTED",
		   is_expected(rows, row) ? MOOD_GOOD : MOOD_BAD);
	table_word(table, rows_get(rows, row, "sentence"), MOOD_PLAIN);
	add_count(table, rows, row, "seconds");
	add_count(table, rows, row, "transfers");
	table_number(table, mib, "%.1f", mib);
	add_count(table, rows, row, "verified");
	add_count(table, rows, row, "failures");
	add_count(table, rows, row, "fairness");
	add_count(table, rows, row, "gap_ms");
	add_count(table, rows, row, "dma_debug_errors");
	table_word(table, rows_get(rows, row, "services"), MOOD_PLAIN);
}

static void report_scenarios(struct page *page, const struct rows *rows)
{
	static const struct {
		const char *head;
		enum cell_shape shape;
	} columns[] = {
		{ "scenario", CELL_WORD }, { "machine", CELL_WORD }, { "driver", CELL_WORD },
		{ "expected", CELL_WORD }, { "verdict", CELL_WORD }, { "failed", CELL_LONG },
		{ "seconds", CELL_NUMBER },
		{ "transfers", CELL_NUMBER }, { "MiB", CELL_NUMBER },
		{ "verified", CELL_NUMBER }, { "failures", CELL_NUMBER },
		{ "fairness", CELL_NUMBER }, { "gap ms", CELL_NUMBER },
		{ "dma-debug errors", CELL_NUMBER }, { "beside it", CELL_LONG },
	};
	struct table table = { 0 };
	size_t i;
	int row;

	for (i = 0; i < ARRAY_SIZE(columns); i++)
		table_column(&table, columns[i].head, columns[i].shape);
	for (row = 0; row < rows->nr; row++)
		add_row(&table, rows, row);
	page_heading(page, "Scenarios");
	page_say(page,
		 "Fairness is Jain's index of the bytes of all channels: 1 for equal shares. Gap: the longest time that a channel was live and nothing of it ended.");
	page_table(page, &table);
}

/* A panel a measure, scenarios downwards, machines apart; what was measured again is a range. */
static void draw(struct page *page, const struct rows *rows, const char *home)
{
	static const struct { const char *title, *column; } measures[] = {
		{ "transfers per second", NULL }, { "fairness", "fairness" },
		{ "longest gap [ms]", "gap_ms" },
	};
	static struct figure figure;
	struct panel *panel;
	double value;
	size_t i;
	int row, at;

	memset(&figure, 0, sizeof(figure));
	rows_distinct(rows, "scenario", &figure.rows);
	snprintf(figure.file, sizeof(figure.file), "torture");
	snprintf(figure.title, sizeof(figure.title),
		 "Torture: %d scenarios, median and range where there are several runs",
		 figure.rows.nr);
	for (i = 0; i < ARRAY_SIZE(measures); i++) {
		panel = figure_panel(&figure, measures[i].title);
		for (row = 0; row < rows->nr; row++) {
			value = measures[i].column ? rows_number(rows, row, measures[i].column) :
				rows_number(rows, row, "transfers") /
				rows_number(rows, row, "seconds");
			at = names_find(&figure.rows, rows_get(rows, row, "scenario"));
			curves_add(&panel->curves, rows_get(rows, row, "machine"), at, value);
		}
	}
	if (figure.rows.nr > 1)
		page_draw(page, &figure, "torture", home);
	else
		figure_free(&figure);
}

static int report_torture(struct page *page, const struct names *dirs, const char *home,
			  struct err *err)
{
	double transfers = 0, here;
	struct rows rows;
	int row, bad = 0, ret;

	ret = rows_read(&rows, dirs, "torture.csv", "scenario,verdict,transfers,seconds", err);
	if (ret)
		return ret;
	for (row = 0; row < rows.nr; row++) {
		bad += !is_expected(&rows, row);
		here = rows_number(&rows, row, "transfers");
		transfers += isnan(here) ? 0 : here;
	}
	page_section(page, "Torture", bad,
		     "%d scenarios, %d as expected, %d not as expected; %.0f transfers", rows.nr,
		     rows.nr - bad, bad, transfers);
	rows_environment(&rows, page);
	draw(page, &rows, home);
	report_scenarios(page, &rows);
	rows_free(&rows);
	return 0;
}

const struct report_kind kind_torture = {
	.file		= "torture.csv",
	.report		= report_torture,
};
