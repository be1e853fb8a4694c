/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * CSV files as dmarig writes them: `# dmarig-csv N`, then the columns' names, then rows; quoting by
 * RFC 4180. Knows nothing of what the columns mean.
 */
#ifndef DMARIG_CSV_H
#define DMARIG_CSV_H

#include "lib/base/err.h"
#include "lib/base/names.h"

#define CSV_SCHEMA 1

/* csv_line() - write a row and flush it, so that a crash leaves whole rows */
void csv_line(FILE *file, char *const *cells, int nr);

/* csv_header() - write the two lines every file begins with */
void csv_header(FILE *file, const struct names *columns);

/* struct csv_row - as many cells as there are columns; they are parts of the file's text */
struct csv_row {
	char **cell;
};

/* struct csv - a file in memory */
struct csv {
	struct names columns;
	struct csv_row *rows;
	int nr_rows;
	char *text;
};

/**
 * csv_read() - read a file
 * @csv: gets it
 * @path: the file
 * @err: gets the reason, with the line
 *
 * Columns may be more than this tool knows, in any order: they are found by name.
 * Return: 0; -ENOENT and the like; -EINVAL for what is no dmarig CSV or of a newer schema.
 */
int csv_read(struct csv *csv, const char *path, struct err *err);

/* csv_parse() - the same of a text, which becomes the file's; @path is what it is called */
int csv_parse(struct csv *csv, char *text, const char *path, struct err *err);

/* csv_column() - the index of a column, or -1 */
int csv_column(const struct csv *csv, const char *name);

/* csv_cell() - a cell by the index of its column; empty when that is -1 */
const char *csv_cell(const struct csv *csv, int row, int column);

/* csv_get() - a cell by its column's name; empty when there is no such column */
const char *csv_get(const struct csv *csv, int row, const char *column);

/* csv_number() - the same as a number; NAN when it is none */
double csv_number(const struct csv *csv, int row, const char *column);

/* csv_free() - free all of it */
void csv_free(struct csv *csv);

#endif
