// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes and reads CSV.
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdlib.h>
#include "lib/base/csv.h"
#include "lib/base/files.h"
#include "lib/base/quote.h"
#include "lib/base/xmalloc.h"

void csv_line(FILE *file, char *const *cells, int nr)
{
	int i;

	for (i = 0; i < nr; i++) {
		if (i)
			putc_unlocked(',', file);
		if (cells[i])
			quote_csv(file, cells[i]);
	}
	putc('\n', file);
	fflush(file);
}

void csv_header(FILE *file, const struct names *columns)
{
	fprintf(file, "# dmarig-csv %d\n", CSV_SCHEMA);
	csv_line(file, columns->name, columns->nr);
}

/*
 * A quoted cell is moved to where its opening quote was; doubled quotes become one. Return: what
 * is behind its closing quote, or NULL when that is missing.
 */
static char *parse_quoted(char *at)
{
	char *cell = at;

	for (at++; *at; at++) {
		if (*at == '"' && *++at != '"') {
			*cell = '\0';
			return at;
		}
		*cell++ = *at;
	}
	return NULL;
}

static bool ends_cell(char c)
{
	return c == ',' || c == '\n' || c == '\r' || !c;
}

static char *find_end(char *at)
{
	while (!ends_cell(*at))
		at++;
	return at;
}

/*
 * One cell, which becomes a string where it is; @at is moved behind it and what divides it from
 * the next. Return: what that was, '\0' at the end of the text; -EINVAL when the quoting is wrong.
 */
static int parse_cell(char **at)
{
	char *end = **at == '"' ? parse_quoted(*at) : find_end(*at);
	char divides;

	if (!end || !ends_cell(*end))
		return -EINVAL;
	divides = *end;
	*at = end + !!divides;
	if (divides == '\r' && **at == '\n')
		++*at;
	*end = '\0';
	return divides;
}

static int parse_columns(char **at, struct names *columns)
{
	int divides;
	char *cell;

	do {
		cell = *at;
		divides = parse_cell(at);
		if (divides < 0)
			return divides;
		names_add(columns, cell);
	} while (divides == ',');
	return 0;
}

/* Return: the number of its cells, of which only as many as there are columns are kept. */
static int parse_row(char **at, struct csv_row *row, int nr_columns)
{
	int divides, nr = 0;
	char *cell;

	do {
		cell = *at;
		divides = parse_cell(at);
		if (divides < 0)
			return divides;
		if (nr < nr_columns)
			row->cell[nr] = cell;
		nr++;
	} while (divides == ',');
	return nr;
}

static int parse_schema(char **at, const char *path, struct err *err)
{
	int schema, len = 0;

	if (sscanf(*at, "# dmarig-csv %d%n", &schema, &len) != 1)
		return err_say(err, -EINVAL, "%s:1: no dmarig CSV: want '# dmarig-csv %d'",
			       path, CSV_SCHEMA);
	if (schema > CSV_SCHEMA)
		return err_say(err, -EINVAL, "%s:1: schema %d is newer than this tool's %d", path,
			       schema, CSV_SCHEMA);
	*at += len;
	*at += strspn(*at, "\r\n");
	return 0;
}

/* A last row without its newline is what a crash left of it, and no row. */
static bool is_whole(const char *at)
{
	return at[strcspn(at, "\n")];
}

static int parse_rows(struct csv *csv, char *at, const char *path, struct err *err)
{
	struct csv_row *row;
	int nr;

	while (is_whole(at)) {
		csv->rows = xgrow(csv->rows, csv->nr_rows, sizeof(*csv->rows));
		row = &csv->rows[csv->nr_rows++];
		row->cell = xcalloc(csv->columns.nr, sizeof(*row->cell));
		nr = parse_row(&at, row, csv->columns.nr);
		if (nr < 0)
			return err_say(err, -EINVAL, "%s: row %d is badly quoted", path,
				       csv->nr_rows);
		if (nr != csv->columns.nr)
			return err_say(err, -EINVAL, "%s: row %d has %d cells for %d columns", path,
				       csv->nr_rows, nr, csv->columns.nr);
	}
	return 0;
}

int csv_parse(struct csv *csv, char *text, const char *path, struct err *err)
{
	char *at = text;
	int ret;

	memset(csv, 0, sizeof(*csv));
	csv->text = text;
	ret = parse_schema(&at, path, err);
	if (!ret && parse_columns(&at, &csv->columns))
		ret = err_say(err, -EINVAL, "%s:2: badly quoted", path);
	if (!ret)
		ret = parse_rows(csv, at, path, err);
	if (ret)
		csv_free(csv);
	return ret;
}

int csv_read(struct csv *csv, const char *path, struct err *err)
{
	char *text = file_read(path);

	if (text)
		return csv_parse(csv, text, path, err);
	memset(csv, 0, sizeof(*csv));
	return err_say(err, -errno, "%s: %s", path, strerror(errno));
}

int csv_column(const struct csv *csv, const char *name)
{
	return names_find(&csv->columns, name);
}

const char *csv_cell(const struct csv *csv, int row, int column)
{
	return column < 0 ? "" : csv->rows[row].cell[column];
}

const char *csv_get(const struct csv *csv, int row, const char *column)
{
	return csv_cell(csv, row, csv_column(csv, column));
}

double csv_number(const struct csv *csv, int row, const char *column)
{
	const char *text = csv_get(csv, row, column);
	char *end;
	double value = strtod(text, &end);

	return end == text || *end ? NAN : value;
}

void csv_free(struct csv *csv)
{
	int i;

	for (i = 0; i < csv->nr_rows; i++)
		free(csv->rows[i].cell);
	free(csv->rows);
	free(csv->text);
	names_free(&csv->columns);
	memset(csv, 0, sizeof(*csv));
}
