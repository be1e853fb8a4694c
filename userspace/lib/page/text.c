// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes reports for a terminal.
 */
#include <stdlib.h>
#include "lib/base/quote.h"
#include "lib/base/xmalloc.h"
#include "lib/page/page.h"

/* A line of text, with what stands around it */
static void put_line(FILE *file, const char *before, const char *text)
{
	fputs(before, file);
	quote_line(file, text);
	putc('\n', file);
}

static void begin(struct page *page, const char *title)
{
	(void)page;
	(void)title;
}

static void section(struct page *page, const char *title, const char *summary, bool bad)
{
	(void)bad;
	fputs(page->sections++ ? "\n" : "", page->file);
	quote_line(page->file, title);
	put_line(page->file, ": ", summary);
}

static void answer(struct page *page, const char *text)
{
	put_line(page->file, "  ", text);
}

static void heading(struct page *page, const char *text)
{
	put_line(page->file, "\n", text);
}

static void say(struct page *page, const char *text)
{
	put_line(page->file, "", text);
}

static int width_of(const struct table *table, int column)
{
	int row, width = strlen(table->heads.name[column]), here;

	for (row = 0; row < table_rows(table); row++) {
		here = strlen(table_cell(table, row, column)->text);
		width = here > width ? here : width;
	}
	return width;
}

/* The width of each column; 0: it has no room in the line */
static int *find_widths(const struct table *table)
{
	int *widths = xcalloc(table->heads.nr + 1, sizeof(*widths)), i;

	for (i = 0; i < table->heads.nr; i++)
		if (table->shapes[i] != CELL_LONG && !table_is_empty(table, i))
			widths[i] = width_of(table, i);
	return widths;
}

/* Words to the left, numbers to the right, and no blanks at the end of a line. */
static void write_line(const struct page *page, const struct table *table, const int *widths,
		       int row)
{
	const char *text;
	int column, width, behind = 0;

	for (column = 0; column < table->heads.nr; column++) {
		width = widths[column];
		if (!width)
			continue;
		text = row < 0 ? table->heads.name[column] : table_cell(table, row, column)->text;
		if (table->shapes[column] == CELL_NUMBER)
			fprintf(page->file, "%*s  %*s", behind, "", width, text);
		else if (*text)
			fprintf(page->file, "%*s  %s", behind, "", text);
		if (table->shapes[column] == CELL_NUMBER)
			behind = 0;
		else
			behind = *text ? width - (int)strlen(text) : behind + 2 + width;
	}
	putc('\n', page->file);
}

static void write_long(const struct page *page, const struct table *table, int row)
{
	const char *text;
	int column;

	for (column = 0; column < table->heads.nr; column++) {
		text = table_cell(table, row, column)->text;
		if (table->shapes[column] == CELL_LONG && *text)
			fprintf(page->file, "      %s: %s\n", table->heads.name[column], text);
	}
}

/* The same table in words that take no more than their room */
static struct table shown(const struct table *table)
{
	struct table copy = { .bare = table->bare };
	char *text;
	int i;

	for (i = 0; i < table->heads.nr; i++) {
		text = quoted(quote_line, table->heads.name[i]);
		table_column(&copy, text, table->shapes[i]);
		free(text);
	}
	for (i = 0; i < table->nr_cells; i++) {
		text = quoted(quote_line, table->cells[i].text);
		table_word(&copy, text, table->cells[i].mood);
		free(text);
	}
	return copy;
}

static void write_table(struct page *page, const struct table *table)
{
	struct table copy = shown(table);
	int row, *widths = find_widths(&copy);

	if (!table->bare)
		write_line(page, &copy, widths, -1);
	for (row = 0; row < table_rows(&copy); row++) {
		write_line(page, &copy, widths, row);
		write_long(page, &copy, row);
	}
	free(widths);
	table_free(&copy);
}

/* Paths are printed at the end, where they do not scroll away. */
static void figure(struct page *page, const char *dir, const char *file)
{
	(void)page;
	(void)dir;
	(void)file;
}

static int end(struct page *page, struct err *err)
{
	int i;

	if (page->drawn.nr)
		heading(page, "Figures");
	for (i = 0; i < page->drawn.nr; i++)
		put_line(page->file, "  ", page->drawn.name[i]);
	return fflush(page->file) ? err_say(err, -EIO, "stdout: %s", strerror(errno)) : 0;
}

const struct writer writer_text = {
	.begin		= begin,
	.section	= section,
	.answer		= answer,
	.heading	= heading,
	.say		= say,
	.table		= write_table,
	.figure		= figure,
	.end		= end,
};
