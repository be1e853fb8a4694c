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

/* A quoted cell to its end; doubled quotes become one. NULL when the closing quote is missing. */
static const char *parse_quoted(const char *at, char *cell)
{
	for (at++; *at; at++) {
		if (*at == '"' && *++at != '"') {
			*cell = '\0';
			return at;
		}
		*cell++ = *at;
	}
	return NULL;
}

/*
 * One row, by way of @cell, which has room for all of it; @at is moved behind its newline.
 * Return: 0, or -EINVAL when the quoting is wrong.
 */
static int parse_row(const char **at, char *cell, struct names *row)
{
	const char *end;

	for (;;) {
		if (**at == '"') {
			end = parse_quoted(*at, cell);
		} else {
			end = *at + strcspn(*at, ",\r\n");
			memcpy(cell, *at, end - *at);
			cell[end - *at] = '\0';
		}
		if (!end || (*end && !strchr(",\r\n", *end)))
			return -EINVAL;
		names_add(row, cell);
		*at = end + (*end == ',');
		if (*end != ',')
			break;
	}
	*at += (**at == '\r') + ((*at)[**at == '\r'] == '\n');
	return 0;
}

static int parse_schema(const char **at, const char *path, struct err *err)
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

static int parse_rows(struct csv *csv, const char *at, char *cell, const char *path,
		      struct err *err)
{
	struct names *row;

	while (is_whole(at)) {
		csv->rows = xrealloc(csv->rows, (csv->nr_rows + 1) * sizeof(*csv->rows));
		row = &csv->rows[csv->nr_rows++];
		memset(row, 0, sizeof(*row));
		if (parse_row(&at, cell, row))
			return err_say(err, -EINVAL, "%s: row %d is badly quoted", path,
				       csv->nr_rows);
		if (row->nr != csv->columns.nr)
			return err_say(err, -EINVAL, "%s: row %d has %d cells for %d columns", path,
				       csv->nr_rows, row->nr, csv->columns.nr);
	}
	return 0;
}

int csv_read(struct csv *csv, const char *path, struct err *err)
{
	char *text = file_read(path);
	const char *at = text;
	char *cell;
	int ret;

	memset(csv, 0, sizeof(*csv));
	if (!text)
		return err_say(err, -errno, "%s: %s", path, strerror(errno));
	cell = xmalloc(strlen(text) + 1);
	ret = parse_schema(&at, path, err);
	if (!ret && parse_row(&at, cell, &csv->columns))
		ret = err_say(err, -EINVAL, "%s:2: badly quoted", path);
	if (!ret)
		ret = parse_rows(csv, at, cell, path, err);
	free(cell);
	free(text);
	if (ret)
		csv_free(csv);
	return ret;
}

const char *csv_get(const struct csv *csv, int row, const char *column)
{
	int i = names_find(&csv->columns, column);

	return i < 0 ? "" : csv->rows[row].name[i];
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
		names_free(&csv->rows[i]);
	free(csv->rows);
	names_free(&csv->columns);
	memset(csv, 0, sizeof(*csv));
}
