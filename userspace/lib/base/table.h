/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A table of a report: columns, and cells row by row. It does not know the subject of the table,
 * nor the format it is written in.
 */
#ifndef DMARIG_TABLE_H
#define DMARIG_TABLE_H

#include "lib/base/names.h"

/*
 * The format of a column. In text, a remark is wrapped and is the last column, and a long cell
 * gets lines of its own.
 */
enum cell_shape { CELL_WORD, CELL_NUMBER, CELL_REMARK, CELL_LONG };

/* How good or bad the value of a cell is */
enum cell_mood { MOOD_PLAIN, MOOD_GOOD, MOOD_BAD, MOOD_ABSENT };

struct cell {
	char *text;
	double value;		/* the number that a CELL_NUMBER is sorted by; NAN: last */
	enum cell_mood mood;
};

/* struct table - all zeroes is an empty one */
struct table {
	struct names heads;
	enum cell_shape *shapes;
	struct cell *cells;
	int nr_cells;
	bool bare;		/* names and values: no heads, nothing to be sorted */
};

/* table_column() - add a column; before any cell */
void table_column(struct table *table, const char *head, enum cell_shape shape);

/* table_word() - add a cell of words */
void table_word(struct table *table, const char *text, enum cell_mood mood);

/**
 * table_number() - add a cell that is a number
 * @table: the table
 * @value: what it is sorted by; NAN: there is none
 * @format: how it is shown, as for printf()
 */
void table_number(struct table *table, double value, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* table_fact() - add a name and its value, if it has one; makes the table a bare one */
void table_fact(struct table *table, const char *name, const char *value);

/* table_rows() - the number of rows */
int table_rows(const struct table *table);

/* table_cell() - a cell of a row */
const struct cell *table_cell(const struct table *table, int row, int column);

/* table_is_empty() - has a column nothing in any row? Then it need not be written. */
bool table_is_empty(const struct table *table, int column);

/* table_free() - make the table empty */
void table_free(struct table *table);

#endif
