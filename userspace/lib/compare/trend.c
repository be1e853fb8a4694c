// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads many results, and judges what became of each of their points.
 */
#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/xmalloc.h"
#include "lib/compare/trend.h"
#include "lib/compare/trend_series.h"
#include "lib/kernel/conditions.h"
#include "lib/result/meta_value.h"

static bool has_sweep(const char *dir)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/sweep.csv", dir);
	return !access(path, F_OK);
}

static int is_result(const struct dirent *entry)
{
	/* A link, such as latest, leads to what is here as well. */
	return *entry->d_name != '.' && entry->d_type != DT_LNK;
}

static int add_below(struct names *found, const char *dir, struct err *err)
{
	struct dirent **entries = NULL;
	int i, nr = scandir(dir, &entries, is_result, alphasort), before = found->nr;
	char path[500];

	if (nr < 0)
		return err_say(err, -EINVAL, "%s: %s", dir, strerror(errno));
	for (i = 0; i < nr; i++) {
		snprintf(path, sizeof(path), "%.240s/%.250s", dir, entries[i]->d_name);
		if (has_sweep(path))
			names_add_once(found, path);
		free(entries[i]);
	}
	free(entries);
	if (found->nr > before)
		return 0;
	return err_say(err, -EINVAL, "%s has no sweep.csv, and no result of a sweep in it", dir);
}

static int check_rows(const struct results *results, struct err *err)
{
	static const char *const wanted[] = { "point", "rep", "status", "bytes_per_s" };
	size_t i;
	int row;

	for (i = 0; i < ARRAY_SIZE(wanted); i++)
		if (csv_column(&results->csv, wanted[i]) < 0)
			return err_say(err, -EINVAL, "%s/sweep.csv has no column %s", results->dir,
				       wanted[i]);
	for (row = 0; row < results->csv.nr_rows; row++)
		if (results_count(results, row))
			return 0;
	return err_say(err, -EINVAL, "%s/sweep.csv has no row that counts", results->dir);
}

static int add_result(struct trend *trend, const char *dir, struct err *err)
{
	char *start = meta_value(dir, "start");
	int ret;

	if (!start)
		return err_say(err, -EINVAL, "%s: its meta.txt does not say when it was begun",
			       dir);
	trend->results = xgrow(trend->results, trend->nr, sizeof(*trend->results));
	trend->start = xgrow(trend->start, trend->nr, sizeof(*trend->start));
	memset(&trend->results[trend->nr], 0, sizeof(*trend->results));
	ret = results_read(&trend->results[trend->nr], dir, err);
	trend->start[trend->nr++] = start;
	return ret ? ret : check_rows(&trend->results[trend->nr - 1], err);
}

/* Times are written so that their order is that of their letters. Results are few: by insertion. */
static void sort_results(struct trend *trend)
{
	struct results results;
	char *start;
	int i, j;

	for (i = 1; i < trend->nr; i++) {
		results = trend->results[i];
		start = trend->start[i];
		for (j = i; j > 0 && strcmp(trend->start[j - 1], start) > 0; j--) {
			trend->results[j] = trend->results[j - 1];
			trend->start[j] = trend->start[j - 1];
		}
		trend->results[j] = results;
		trend->start[j] = start;
	}
}

int trend_read(struct trend *trend, const struct names *dirs, struct err *err)
{
	struct names found = { 0 };
	int i, ret = 0;

	for (i = 0; i < dirs->nr && !ret; i++) {
		if (has_sweep(dirs->name[i]))
			names_add_once(&found, dirs->name[i]);
		else
			ret = add_below(&found, dirs->name[i], err);
	}
	for (i = 0; i < found.nr && !ret; i++)
		ret = add_result(trend, found.name[i], err);
	names_free(&found);
	if (!ret && trend->nr < TREND_LEAST)
		ret = err_say(err, -EINVAL,
			      "%d results: no step can be told from chance with fewer than %d",
			      trend->nr, TREND_LEAST);
	sort_results(trend);
	return ret;
}

static const char *observed(const struct results *results, const char *column)
{
	int row;

	for (row = 0; row < results->csv.nr_rows; row++)
		if (results_count(results, row))
			return csv_get(&results->csv, row, column);
	return "";
}

void trend_differences(const struct trend *trend, const struct names *ignored,
		       struct names *differences)
{
	static const char *const columns[] = { "machine", "driver", "device", "path", "coherent" };
	bool any_channel = names_find(ignored, "channel") >= 0;
	const char *first, *here;
	char text[1400];
	size_t c;
	int i;

	for (c = 0; c < ARRAY_SIZE(columns); c++) {
		if (any_channel && *columns[c] == 'd')
			continue;
		first = observed(&trend->results[0], columns[c]);
		for (i = 1; i < trend->nr; i++) {
			here = observed(&trend->results[i], columns[c]);
			snprintf(text, sizeof(text), "%s: '%.300s' in %.300s, '%.300s' before",
				 columns[c], here, trend->results[i].dir, first);
			if (strcmp(here, first)) {
				names_add(differences, text);
				break;
			}
		}
	}
}

/* A whole call errs as often as TREND_LEVEL says, and so each series less. */
void trend_find(struct trend *trend, const struct names *ignored)
{
	struct change_limits limits = { .least = trend->least };
	struct series *series;
	int i;

	series_collect(trend, ignored);
	for (i = 0; i < trend->nr_series; i++)
		trend->too_short += trend->series[i].nr < TREND_LEAST;
	limits.level = TREND_LEVEL / fmax(trend->nr_series - trend->too_short, 1);
	for (i = 0; i < trend->nr_series; i++) {
		series = &trend->series[i];
		if (series->nr < TREND_LEAST)
			continue;
		limits.resolution = series->quantity->resolution;
		series->nr_changes = changes_find(series->value, series->nr, &limits,
						  &series->changes);
	}
}

bool trend_is_step_worse(const struct series *series, const struct change *change)
{
	return (change->ratio < 1) == series->quantity->more_is_better;
}

bool trend_is_worse(const struct series *series)
{
	return series->nr_changes &&
	       trend_is_step_worse(series, &series->changes[series->nr_changes - 1]);
}

static void add_since(const char *old_dir, const char *new_dir, const char *key,
		      struct names *since)
{
	char *old = meta_value(old_dir, key), *new = meta_value(new_dir, key), text[1024];

	snprintf(text, sizeof(text), "%s: '%.400s', was '%.400s'", key, new ?: "unknown",
		 old ?: "unknown");
	if (strcmp(old ?: "unknown", new ?: "unknown"))
		names_add(since, text);
	free(old);
	free(new);
}

void trend_since(const struct trend *trend, const struct series *series,
		 const struct change *change, struct names *since)
{
	static const char *const keys[] = { "tool", "kernel", "cmdline", "cpus" };
	const char *old = trend->results[series->result[change->at - 1]].dir;
	const char *new = trend->results[series->result[change->at]].dir;
	const struct condition *condition;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++)
		add_since(old, new, keys[i], since);
	for (condition = conditions; condition->key; condition++)
		if (strcmp(condition->key, "frequency_now_khz"))
			add_since(old, new, condition->key, since);
}

void trend_free(struct trend *trend)
{
	int i;

	for (i = 0; i < trend->nr; i++) {
		results_free(&trend->results[i]);
		free(trend->start[i]);
	}
	for (i = 0; i < trend->nr_series; i++)
		series_free(&trend->series[i]);
	free(trend->results);
	free(trend->start);
	free(trend->series);
}
