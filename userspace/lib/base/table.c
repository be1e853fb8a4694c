// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Fills and frees tables.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "lib/base/table.h"
#include "lib/base/xmalloc.h"

void table_column(struct table *table, const char *head, enum cell_shape shape)
{
	names_add(&table->heads, head);
	table->shapes = xrealloc(table->shapes, table->heads.nr * sizeof(*table->shapes));
	table->shapes[table->heads.nr - 1] = shape;
}

static struct cell *add_cell(struct table *table, const char *text)
{
	struct cell *cell;

	table->cells = xgrow(table->cells, table->nr_cells, sizeof(*table->cells));
	cell = &table->cells[table->nr_cells++];
	cell->text = xstrdup(text);
	cell->value = NAN;
	cell->mood = MOOD_PLAIN;
	return cell;
}

void table_word(struct table *table, const char *text, enum cell_mood mood)
{
	add_cell(table, text)->mood = mood;
}

void table_number(struct table *table, double value, const char *format, ...)
{
	char text[64];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	add_cell(table, isnan(value) ? "-" : text)->value = value;
}

void table_fact(struct table *table, const char *name, const char *value)
{
	if (!*value)
		return;
	if (!table->bare) {
		table_column(table, "", CELL_WORD);
		table_column(table, "", CELL_WORD);
		table->bare = true;
	}
	table_word(table, name, MOOD_PLAIN);
	table_word(table, value, MOOD_PLAIN);
}

int table_rows(const struct table *table)
{
	return table->heads.nr ? table->nr_cells / table->heads.nr : 0;
}

const struct cell *table_cell(const struct table *table, int row, int column)
{
	return &table->cells[row * table->heads.nr + column];
}

void table_free(struct table *table)
{
	int i;

	for (i = 0; i < table->nr_cells; i++)
		free(table->cells[i].text);
	free(table->cells);
	free(table->shapes);
	names_free(&table->heads);
	memset(table, 0, sizeof(*table));
}

bool table_is_empty(const struct table *table, int column)
{
	int row;

	for (row = 0; row < table_rows(table); row++)
		if (*table_cell(table, row, column)->text)
			return false;
	return true;
}
