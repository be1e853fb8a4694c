// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads rows of several files.
 */
#include <stdlib.h>
#include "lib/base/files.h"
#include "lib/base/xmalloc.h"
#include "lib/check/card_rows.h"
#include "report/meta.h"
#include "report/rows.h"

static int check_columns(const struct csv *csv, const char *path, const char *needed,
			 struct err *err)
{
	struct names names = { 0 };
	int i, ret = 0;

	names_split(&names, needed, ',');
	for (i = 0; i < names.nr && !ret; i++)
		if (names_find(&csv->columns, names.name[i]) < 0)
			ret = err_say(err, -EINVAL, "%s: it has no column %s", path, names.name[i]);
	names_free(&names);
	return ret;
}

static void add_rows(struct rows *rows, int file)
{
	int i, nr = rows->files[file].nr_rows;

	rows->at = xrealloc(rows->at, (rows->nr + nr + 1) * sizeof(*rows->at));
	for (i = 0; i < nr; i++) {
		rows->at[rows->nr].file = file;
		rows->at[rows->nr++].row = i;
	}
}

/* A card may also be a file of JSON, which then stands in the place of its directory. */
static int read_file(struct csv *csv, const char *dir, const char *name, char path[2 * PATH_LEN],
		     struct err *err)
{
	bool is_json = card_is_json(dir);

	snprintf(path, 2 * PATH_LEN, "%s%s%s", dir, is_json ? "" : "/", is_json ? "" : name);
	return is_json ? card_json_read(csv, path, err) : csv_read(csv, path, err);
}

int rows_read(struct rows *rows, const struct names *dirs, const char *name, const char *needed,
	      struct err *err)
{
	char path[2 * PATH_LEN];
	int i, ret = 0;

	memset(rows, 0, sizeof(*rows));
	rows->dirs = dirs;
	rows->files = xcalloc(dirs->nr, sizeof(*rows->files));
	for (i = 0; i < dirs->nr && !ret; i++) {
		ret = read_file(&rows->files[i], dirs->name[i], name, path, err);
		rows->nr_files += !ret;
		if (!ret)
			ret = check_columns(&rows->files[i], path, needed, err);
		if (!ret)
			add_rows(rows, i);
	}
	if (!ret && !rows->nr)
		ret = err_say(err, -EINVAL, "%s: it has no rows, so nothing to report", path);
	if (ret)
		rows_free(rows);
	return ret;
}

const char *rows_get(const struct rows *rows, int row, const char *column)
{
	return csv_get(&rows->files[rows->at[row].file], rows->at[row].row, column);
}

double rows_number(const struct rows *rows, int row, const char *column)
{
	return csv_number(&rows->files[rows->at[row].file], rows->at[row].row, column);
}

void rows_distinct(const struct rows *rows, const char *column, struct names *values)
{
	int row;

	for (row = 0; row < rows->nr; row++)
		if (*rows_get(rows, row, column))
			names_add_once(values, rows_get(rows, row, column));
}

static void add_distinct(const struct rows *rows, const char *name, const char *column,
			 struct table *facts)
{
	struct names values = { 0 };

	rows_distinct(rows, column, &values);
	meta_fact(facts, name, &values);
	names_free(&values);
}

void rows_environment(const struct rows *rows, struct page *page)
{
	struct table facts = { 0 };

	add_distinct(rows, "machine", "machine", &facts);
	add_distinct(rows, "kernel", "kernel", &facts);
	add_distinct(rows, "driver", "driver", &facts);
	add_distinct(rows, "dma-debug", "dma_debug", &facts);
	meta_facts(rows->dirs, &facts);
	if (!table_rows(&facts))
		page_say(page,
			 "Neither its rows nor a meta.txt beside it say on what this was measured.");
	page_table(page, &facts);
}

void rows_free(struct rows *rows)
{
	int i;

	for (i = 0; i < rows->nr_files; i++)
		csv_free(&rows->files[i]);
	free(rows->files);
	free(rows->at);
	memset(rows, 0, sizeof(*rows));
}
