// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads results back. Columns are found by name; any of them may be missing in an older file.
 */
#include <stdlib.h>
#include "common/params.h"
#include "lib/base/files.h"
#include "lib/base/xmalloc.h"
#include "lib/result/results.h"

bool results_count(const struct results *results, int row)
{
	return !strcmp(csv_get(&results->csv, row, "status"), "done");
}

static int point_of(const struct csv *csv, const struct names *row)
{
	int i = names_find(&csv->columns, "point");

	return i < 0 ? 0 : atoi(row->name[i]);
}

/* Measured in random order, but to be read in the order of the conf file. */
static void sort_by_point(struct csv *csv)
{
	struct names row;
	int i, j;

	for (i = 1; i < csv->nr_rows; i++) {
		row = csv->rows[i];
		for (j = i; j > 0 && point_of(csv, &csv->rows[j - 1]) > point_of(csv, &row); j--)
			csv->rows[j] = csv->rows[j - 1];
		csv->rows[j] = row;
	}
}

static int by_number(const void *a, const void *b)
{
	double x = strtod(*(char *const *)a, NULL), y = strtod(*(char *const *)b, NULL);

	return (x > y) - (x < y);
}

void results_distinct(const struct results *results, const char *column, struct names *values)
{
	const char *value;
	int row;

	for (row = 0; row < results->csv.nr_rows; row++) {
		value = csv_get(&results->csv, row, column);
		if (results_count(results, row) && *value)
			names_add_once(values, value);
	}
	if (values->nr && strtod(values->name[0], NULL) > 0)
		qsort(values->name, values->nr, sizeof(*values->name), by_number);
}

/*
 * These knobs have an axis or a facet of their own, or only seed random numbers: they are no part
 * of a curve's name.
 */
static bool has_own_place(const char *knob)
{
	return !strcmp(knob, "channel") || !strcmp(knob, "size") || !strcmp(knob, "depth") ||
	       !strcmp(knob, "seed");
}

/*
 * A column is part of a row's name only if rows of the same op differ in it; else the op's name
 * implies it.
 */
static bool varies(const struct results *results, const char *column)
{
	struct names ops = { 0 }, values = { 0 };
	bool found = false;
	int row, op;

	for (row = 0; row < results->csv.nr_rows && !found; row++) {
		if (!results_count(results, row))
			continue;
		op = names_find(&ops, csv_get(&results->csv, row, "op"));
		if (op < 0) {
			names_add(&ops, csv_get(&results->csv, row, "op"));
			names_add(&values, csv_get(&results->csv, row, column));
		} else {
			found = strcmp(values.name[op], csv_get(&results->csv, row, column));
		}
	}
	names_free(&ops);
	names_free(&values);
	return found;
}

static void find_labels(struct results *results)
{
	struct names ops = { 0 };
	int i;

	results_distinct(results, "op", &ops);
	if (ops.nr > 1)
		names_add(&results->labels, "op");
	names_free(&ops);
	for (i = 0; i < dmarig_nr_knobs; i++)
		if (!has_own_place(dmarig_knobs[i].name) && varies(results, dmarig_knobs[i].name))
			names_add(&results->labels, dmarig_knobs[i].name);
	names_add_once(&results->labels, "mapping");
}

int results_read(struct results *results, const char *dir, struct err *err)
{
	char path[PATH_LEN + 32];
	int ret;

	memset(results, 0, sizeof(*results));
	snprintf(results->dir, sizeof(results->dir), "%s", dir);
	snprintf(path, sizeof(path), "%s/sweep.csv", dir);
	ret = csv_read(&results->csv, path, err);
	if (ret == -ENOENT || ret == -ENOTDIR)
		return err_say(err, -EINVAL, "%s is no result directory: it has no sweep.csv", dir);
	if (ret)
		return ret;
	sort_by_point(&results->csv);
	find_labels(results);
	return 0;
}

/* Does the word say by itself what it is of? */
static bool speaks_for_itself(const char *column, const char *value)
{
	const struct knob *knob = knob_find(column);

	return knob && knob->type == KNOB_WORD && strcmp(value, "none") && strcmp(value, "both");
}

static void add_label(const struct results *results, int row, const char *column, char *text,
		      size_t len)
{
	const char *value = csv_get(&results->csv, row, column);
	size_t at = strlen(text);

	if (speaks_for_itself(column, value))
		snprintf(text + at, len - at, "%s%s", at ? " " : "", value);
	else
		snprintf(text + at, len - at, "%s%s=%s", at ? " " : "", column, value);
}

void results_label(const struct results *results, int row, const char *without, char *text,
		   size_t len)
{
	int i;

	*text = '\0';
	for (i = 0; i < results->labels.nr; i++)
		if (!without || strcmp(results->labels.name[i], without))
			add_label(results, row, results->labels.name[i], text, len);
}

bool results_is_synchronous(const struct results *results, int row)
{
	int op = word_find(dmarig_ops, csv_get(&results->csv, row, "op"));

	return op >= 0 && (dmarig_ops[op].traits & OP_SYNCHRONOUS);
}

bool results_is_mapping_only(const struct results *results, int row)
{
	return !strcmp(csv_get(&results->csv, row, "op"), "none");
}

bool results_in(const struct results *results, int row, const struct facet *facet)
{
	if (!results_count(results, row))
		return false;
	if (facet->channels &&
	    strcmp(csv_get(&results->csv, row, "channels"), facet->channels))
		return false;
	if (facet->baseline && results_is_synchronous(results, row))
		return true;
	return !facet->depth || !strcmp(csv_get(&results->csv, row, "depth"), facet->depth);
}

int results_first(const struct results *results, const struct facet *facet)
{
	int row;

	for (row = 0; row < results->csv.nr_rows; row++)
		if (results_in(results, row, facet))
			return row;
	return -1;
}

void results_world(const struct results *results, int row, char *text, size_t len)
{
	const struct csv *csv = &results->csv;
	const char *domain;

	*text = '\0';
	if (row < 0)
		return;
	domain = csv_get(csv, row, "domain");
	snprintf(text, len, "%s%s%s, %scoherent", csv_get(csv, row, "path"),
		 strcmp(domain, "none") ? " " : "", strcmp(domain, "none") ? domain : "",
		 strcmp(csv_get(csv, row, "coherent"), "1") ? "not " : "");
}

void results_each_facet(const struct results *results,
			void (*call)(const struct results *results, const struct facet *facet,
				     void *data), void *data)
{
	struct names channels = { 0 }, depths = { 0 };
	struct facet facet = { 0 };
	int i, j;

	results_distinct(results, "channels", &channels);
	results_distinct(results, "depth", &depths);
	for (i = 0; i < channels.nr; i++) {
		for (j = 0; j < depths.nr; j++) {
			facet.channels = channels.name[i];
			facet.depth = depths.name[j];
			call(results, &facet, data);
		}
	}
	names_free(&channels);
	names_free(&depths);
}

void results_free(struct results *results)
{
	csv_free(&results->csv);
	names_free(&results->labels);
}
