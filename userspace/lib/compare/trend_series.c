// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Collects the values of each point, result by result. A point is called by its knobs that are not
 * at their defaults, so that a result which did not know a knob yet fits in.
 */
#include <math.h>
#include <stdlib.h>
#include "common/params.h"
#include "lib/base/xmalloc.h"
#include "lib/compare/trend_series.h"

static bool is_default(const char *name, const char *value)
{
	const struct knob *knob = knob_find(name);
	char initial[KNOB_TEXT_LEN];
	struct params p;

	if (!knob)
		return !*value;
	params_init(&p);
	knob_get(&p, knob, initial, sizeof(initial));
	return !strcmp(value, initial);
}

/* The name of a row's point; the caller frees it. */
static char *name_of(const struct csv *csv, int row, const struct names *ignored)
{
	int i, end = names_find(&csv->columns, "point"), nr = 0;
	const char *name, *value;
	char *text = NULL;
	size_t len;
	FILE *file = xmemstream(&text, &len);

	for (i = 0; i < end; i++) {
		name = csv->columns.name[i];
		value = csv_cell(csv, row, i);
		if (strcmp(name, "seed") && names_find(ignored, name) < 0 &&
		    !is_default(name, value))
			fprintf(file, "%s%s=%s", nr++ ? " " : "", name, value);
	}
	return xmemstream_end(file, &text);
}

static struct series *series_of(struct trend *trend, const char *point,
				const struct quantity *quantity)
{
	struct series *series;
	int i;

	for (i = 0; i < trend->nr_series; i++)
		if (trend->series[i].quantity == quantity &&
		    !strcmp(trend->series[i].point, point))
			return &trend->series[i];
	trend->series = xgrow(trend->series, trend->nr_series, sizeof(*trend->series));
	series = &trend->series[trend->nr_series++];
	*series = (struct series){ .quantity = quantity, .point = xstrdup(point) };
	return series;
}

static void add_value(struct series *series, int result, double value)
{
	series->value = xgrow(series->value, series->nr, sizeof(*series->value));
	series->result = xgrow(series->result, series->nr, sizeof(*series->result));
	series->value[series->nr] = value;
	series->result[series->nr++] = result;
}

/* struct rows - the names of a result's rows that count; NULL: the row is none, or is done */
struct rows {
	const struct csv *csv;
	char **name;
};

/* The median of a column over the rows of a point; NAN if there is none that is positive */
static double median_of(const struct rows *rows, const char *point, const char *column)
{
	double *value = xmalloc((rows->csv->nr_rows + 1) * sizeof(*value)), median;
	int row, nr = 0;

	for (row = 0; row < rows->csv->nr_rows; row++) {
		if (!rows->name[row] || strcmp(rows->name[row], point))
			continue;
		value[nr] = csv_number(rows->csv, row, column);
		if (value[nr] > 0 && isfinite(value[nr]))
			nr++;
	}
	median = nr ? stats_median(value, nr) : NAN;
	free(value);
	return median;
}

static void add_point(struct trend *trend, int result, const struct rows *rows, const char *point)
{
	const struct quantity *quantity;
	double value;
	int c;

	for (quantity = quantities; quantity < quantities + NR_QUANTITIES; quantity++) {
		value = NAN;
		for (c = 0; quantity->columns[c] && isnan(value); c++)
			value = median_of(rows, point, quantity->columns[c]);
		if (!isnan(value))
			add_value(series_of(trend, point, quantity), result, value);
	}
}

static void add_result(struct trend *trend, int result, const struct names *ignored)
{
	const struct results *results = &trend->results[result];
	struct rows rows = {
		.csv = &results->csv, .name = xcalloc(results->csv.nr_rows + 1, sizeof(char *)),
	};
	struct names points = { 0 };
	int i;

	for (i = 0; i < rows.csv->nr_rows; i++)
		if (results_count(results, i)) {
			rows.name[i] = name_of(rows.csv, i, ignored);
			names_add_once(&points, rows.name[i]);
		}
	for (i = 0; i < points.nr; i++)
		add_point(trend, result, &rows, points.name[i]);
	for (i = 0; i < rows.csv->nr_rows; i++)
		free(rows.name[i]);
	free(rows.name);
	names_free(&points);
}

/* The value that a point's name has for a knob, or the knob's default */
static void value_in(const char *point, const char *name, char value[KNOB_TEXT_LEN])
{
	const struct knob *knob = knob_find(name);
	struct names words = { 0 };
	size_t len = strlen(name);
	struct params p;
	int i;

	*value = '\0';
	params_init(&p);
	if (knob)
		knob_get(&p, knob, value, KNOB_TEXT_LEN);
	names_split(&words, point, ' ');
	for (i = 0; i < words.nr; i++)
		if (!strncmp(words.name[i], name, len) && words.name[i][len] == '=')
			snprintf(value, KNOB_TEXT_LEN, "%s", words.name[i] + len + 1);
	names_free(&words);
}

/* Is there a point in which a knob is not as in the first one? */
static bool varies(const struct trend *trend, const char *name)
{
	char first[KNOB_TEXT_LEN], here[KNOB_TEXT_LEN];
	int i;

	value_in(trend->series[0].point, name, first);
	for (i = 1; i < trend->nr_series; i++) {
		value_in(trend->series[i].point, name, here);
		if (strcmp(first, here))
			return true;
	}
	return false;
}

static void find_varying(const struct trend *trend, struct names *varying)
{
	struct names words = { 0 };
	char *equals;
	int i, j;

	for (i = 0; i < trend->nr_series; i++) {
		names_split(&words, trend->series[i].point, ' ');
		for (j = 0; j < words.nr; j++) {
			equals = strchr(words.name[j], '=');
			if (!equals)
				continue;
			*equals = '\0';
			if (names_find(varying, words.name[j]) < 0 &&
			    varies(trend, words.name[j]))
				names_add(varying, words.name[j]);
		}
		names_free(&words);
	}
}

/* Points are called by the knobs that tell them apart. */
static void rename_points(struct trend *trend)
{
	struct names varying = { 0 };
	char value[KNOB_TEXT_LEN], **name;
	size_t len;
	FILE *file;
	int i, j;

	name = xcalloc(trend->nr_series, sizeof(*name));
	find_varying(trend, &varying);
	for (i = 0; i < trend->nr_series; i++) {
		file = xmemstream(&name[i], &len);
		for (j = 0; j < varying.nr; j++) {
			value_in(trend->series[i].point, varying.name[j], value);
			fprintf(file, "%s%s=%s", j ? " " : "", varying.name[j], value);
		}
		if (!varying.nr)
			fputs("the point", file);
		xmemstream_end(file, &name[i]);
	}
	for (i = 0; i < trend->nr_series; i++) {
		free(trend->series[i].point);
		trend->series[i].point = name[i];
	}
	free(name);
	names_free(&varying);
}

void series_collect(struct trend *trend, const struct names *ignored)
{
	int i;

	for (i = 0; i < trend->nr; i++)
		add_result(trend, i, ignored);
	if (trend->nr_series)
		rename_points(trend);
}

void series_free(struct series *series)
{
	free(series->point);
	free(series->value);
	free(series->result);
	free(series->changes);
}
