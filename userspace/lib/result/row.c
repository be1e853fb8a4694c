// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Fills rows and names their columns.
 */
#define _GNU_SOURCE
#include <search.h>
#include <stdarg.h>
#include <stdlib.h>
#include "common/result.h"
#include "lib/base/xmalloc.h"
#include "lib/result/row.h"

/* obstack_init() wants both of these; an obstack takes no NULL. */
#define obstack_chunk_alloc	xmalloc
#define obstack_chunk_free	free

static void add_phase(struct names *columns, const char *phase)
{
#define QUANTILE(name, ppm) #name,
	static const char *const figures[] = { "min", "mean", DMARIG_QUANTILES(QUANTILE) "max" };
#undef QUANTILE
	char name[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(figures); i++) {
		snprintf(name, sizeof(name), "%s_%s_ns", phase, figures[i]);
		names_add(columns, name);
	}
}

#define NAME(name, ...) #name,
static const char *const measured[] = {
	DMARIG_OBSERVED(NAME, NAME, NAME) DMARIG_ORACLE(NAME) "status",
	DMARIG_COUNTERS(NAME)
};

static const char *const phases[] = { DMARIG_PHASES(NAME) };

#undef NAME

static void add_columns(struct names *columns)
{
	size_t j;
	int i;

	for (i = 0; i < dmarig_nr_knobs; i++)
		names_add(columns, dmarig_knobs[i].name);
	names_add(columns, "point");
	names_add(columns, "rep");
	for (j = 0; j < ARRAY_SIZE(measured); j++)
		names_add(columns, measured[j]);
	for (j = 0; j < ARRAY_SIZE(phases); j++)
		add_phase(columns, phases[j]);
	names_add(columns, "error");
}

const struct names *row_columns(void)
{
	static struct names columns;

	if (!columns.nr)
		add_columns(&columns);
	return &columns;
}

void row_init(struct row *row)
{
	row->cells = xcalloc(row_columns()->nr, sizeof(*row->cells));
	obstack_init(&row->text);
}

static void fill_table(struct hsearch_data *table)
{
	const struct names *columns = row_columns();
	ENTRY entry, *entered;
	int i;

	if (!hcreate_r(2 * columns->nr, table))
		out_of_memory();
	for (i = 0; i < columns->nr; i++) {
		entry.key = columns->name[i];
		entry.data = &columns->name[i];
		hsearch_r(entry, ENTER, &entered, table);
	}
}

/* There are hundreds of columns, and each cell asks for its own. */
static int look_up(const char *name)
{
	static struct hsearch_data table;
	ENTRY entry = { .key = (char *)name }, *found;

	if (!table.table)
		fill_table(&table);
	if (!hsearch_r(entry, FIND, &found, &table))
		return -1;
	return (char **)found->data - row_columns()->name;
}

/* Mostly they are set in the order of their columns. */
static int column_of(const char *name)
{
	const struct names *columns = row_columns();
	static int next;
	int i = next;

	if (i >= columns->nr || strcmp(columns->name[i], name))
		i = look_up(name);
	next = i + 1;
	return i;
}

/* The old text of the cell stays in memory as long as the row does. */
static void put_cell(struct row *row, int i, const char *text)
{
	row->cells[i] = obstack_copy0(&row->text, text, strlen(text));
}

static void set_cell(struct row *row, const char *column, const char *format, va_list args)
{
	int i = column_of(column);

	if (i < 0)
		return;
	obstack_vprintf(&row->text, format, args);
	obstack_1grow(&row->text, '\0');
	row->cells[i] = obstack_finish(&row->text);
}

void row_set(struct row *row, const char *column, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_cell(row, column, format, args);
	va_end(args);
}

const char *row_get(const struct row *row, const char *column)
{
	int i = look_up(column);

	return i < 0 || !row->cells[i] ? "" : row->cells[i];
}

double row_number(const struct row *row, const char *column)
{
	return strtod(row_get(row, column), NULL);
}

static void add_sentence(struct row *row, const char *format, va_list args)
{
	const char *before = row_get(row, "error");
	char *text = xvasprintf(format, args);

	row_set(row, "error", "%s%s%s", before, *before ? "; " : "", text);
	free(text);
}

void row_add_error(struct row *row, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_sentence(row, format, args);
	va_end(args);
	row_set(row, "status", "failed");
}

void row_add_remark(struct row *row, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_sentence(row, format, args);
	va_end(args);
}

/* Knobs are the first columns. Most are what they were in the row before, and printed already. */
void row_set_params(struct row *row, const struct params *p)
{
	static char (*texts)[KNOB_TEXT_LEN];
	static struct params shown;
	const struct knob *knob;
	bool first = !texts;
	int i;

	if (first)
		texts = xcalloc(dmarig_nr_knobs, sizeof(*texts));
	for (i = 0; i < dmarig_nr_knobs; i++) {
		knob = &dmarig_knobs[i];
		if (first || !knob_same(p, &shown, knob))
			knob_get(p, knob, texts[i], sizeof(texts[i]));
		put_cell(row, i, texts[i]);
	}
	shown = *p;
}

void row_set_summary(struct row *row, char *text)
{
	char *line, *value;
	int i;

	while ((line = strsep(&text, "\n"))) {
		value = strchr(line, ' ');
		if (!value)
			continue;
		*value++ = '\0';
		i = column_of(line);
		if (i >= 0)
			put_cell(row, i, value);
	}
}

void row_free(struct row *row)
{
	if (row->cells)
		obstack_free(&row->text, NULL);
	free(row->cells);
	row->cells = NULL;
}
