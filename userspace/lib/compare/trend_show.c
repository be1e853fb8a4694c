// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes trends.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/json.h"
#include "lib/base/quote.h"
#include "lib/base/show.h"
#include "lib/base/verdicts.h"
#include "lib/base/xmalloc.h"
#include "lib/compare/trend_show.h"

static const char *show_level(const struct series *series, double value, char text[32])
{
	return series->quantity->more_is_better ? show_rate(text, value) : show_time(text, value);
}

/* The median of the values from a step on, or before it, up to the next one */
static double level(const struct series *series, int change, bool after)
{
	int from = change + after > 0 ? series->changes[change + after - 1].at : 0;
	int to = change + after < series->nr_changes ? series->changes[change + after].at :
						       series->nr;

	return stats_median(series->value + from, to - from);
}

/* A step in one sentence; the caller frees it. */
static char *tell(const struct trend *trend, const struct series *series, int i)
{
	const struct change *change = &series->changes[i];
	const struct quantity *quantity = series->quantity;
	double low = fabs(change->interval.low - 1), high = fabs(change->interval.high - 1);
	char before[32], after[32];

	return xasprintf("%s by %.1f %% (%.1f to %.1f) since %s: %s, was %s; chance: %.1g",
			 trend_is_step_worse(series, change) ? quantity->worse : quantity->better,
			 100 * fabs(change->ratio - 1), 100 * fmin(low, high),
			 100 * fmax(low, high),
			 trend->start[series->result[change->at]],
			 show_level(series, level(series, i, true), after),
			 show_level(series, level(series, i, false), before), change->p);
}

static void print_line(FILE *file, const char *before, const char *text)
{
	fputs(before, file);
	quote_line(file, text);
	putc('\n', file);
}

static void print_step(const struct trend *trend, const struct series *series, int i, FILE *file)
{
	struct names since = { 0 };
	char *told = tell(trend, series, i);
	int j;

	print_line(file, "    ", told);
	free(told);
	print_line(file, "      first in ",
		   trend->results[series->result[series->changes[i].at]].dir);
	trend_since(trend, series, &series->changes[i], &since);
	for (j = 0; j < since.nr; j++)
		print_line(file, "      ", since.name[j]);
	names_free(&since);
}

void trend_print(const struct trend *trend, FILE *file)
{
	const struct series *series;
	int i, j;

	fprintf(file, "%d results, %s to %s\n", trend->nr, trend->start[0],
		trend->start[trend->nr - 1]);
	for (i = 0; i < trend->nr_series; i++) {
		series = &trend->series[i];
		if (!series->nr_changes)
			continue;
		fprintf(file, "\n  %s, ", series->quantity->name);
		quote_line(file, series->point);
		fprintf(file, ", %d results%s\n", series->nr,
			trend_is_worse(series) ? ": the newest is past a step for the worse" : "");
		for (j = 0; j < series->nr_changes; j++)
			print_step(trend, series, j, file);
	}
	fprintf(file,
		"\nif nothing had changed, chance would make any of %d series have a step in %g of 1000 looks\n",
		trend->nr_series - trend->too_short, 1000 * TREND_LEVEL);
}

static void add_change(struct json *json, const struct trend *trend, const struct series *series,
		       int i)
{
	const struct change *change = &series->changes[i];
	struct names since = { 0 };
	int j;

	json_object(json, NULL);
	json_text(json, "since", trend->start[series->result[change->at]]);
	json_text(json, "result", trend->results[series->result[change->at]].dir);
	json_number(json, "before", level(series, i, false));
	json_number(json, "after", level(series, i, true));
	json_number(json, "ratio", change->ratio);
	json_number(json, "ratio_low", change->interval.low);
	json_number(json, "ratio_high", change->interval.high);
	json_number(json, "p", change->p);
	json_bool(json, "worse", trend_is_step_worse(series, change));
	trend_since(trend, series, change, &since);
	json_array(json, "differences");
	for (j = 0; j < since.nr; j++)
		json_text(json, NULL, since.name[j]);
	json_close(json);
	json_close(json);
	names_free(&since);
}

static void add_series(struct json *json, const struct trend *trend, const struct series *series)
{
	int i;

	json_object(json, NULL);
	json_text(json, "quantity", series->quantity->name);
	json_text(json, "point", series->point);
	json_array(json, "values");
	for (i = 0; i < series->nr; i++) {
		json_object(json, NULL);
		json_text(json, "start", trend->start[series->result[i]]);
		json_number(json, "value", series->value[i]);
		json_close(json);
	}
	json_close(json);
	json_array(json, "steps");
	for (i = 0; i < series->nr_changes; i++)
		add_change(json, trend, series, i);
	json_close(json);
	json_bool(json, "newest_is_past_a_step_for_the_worse", trend_is_worse(series));
	json_close(json);
}

void trend_json(const struct trend *trend, FILE *file)
{
	struct json json;
	int i;

	json_begin(&json, file, "trend");
	json_count(&json, "results", trend->nr);
	json_number(&json, "at_least", trend->least);
	json_number(&json, "level", TREND_LEVEL);
	json_array(&json, "series");
	for (i = 0; i < trend->nr_series; i++)
		add_series(&json, trend, &trend->series[i]);
	json_end(&json);
}

static char *series_name(const struct series *series)
{
	return xasprintf("%s %s", series->quantity->name, series->point);
}

static char *too_short(const struct series *series)
{
	return series->nr < TREND_LEAST ?
	       xasprintf("%d results, of %d needed", series->nr, TREND_LEAST) : NULL;
}

void trend_ktap(const struct trend *trend, FILE *file)
{
	const struct series *series;
	char *name, *told, *skip;
	int i, j;

	ktap_begin(file, trend->nr_series);
	for (i = 0; i < trend->nr_series; i++) {
		series = &trend->series[i];
		name = series_name(series);
		skip = too_short(series);
		for (j = 0; j < series->nr_changes; j++) {
			told = tell(trend, series, j);
			ktap_note(file, told);
			free(told);
		}
		ktap_test(file, !trend_is_worse(series), i + 1, name, skip);
		free(skip);
		free(name);
	}
}

int trend_junit(const struct trend *trend, const char *path, struct err *err)
{
	const struct series *series;
	char *name, *told, *skip;
	struct junit junit;
	int i;

	junit_begin(&junit);
	for (i = 0; i < trend->nr_series; i++) {
		series = &trend->series[i];
		name = series_name(series);
		skip = too_short(series);
		told = series->nr_changes ? tell(trend, series, series->nr_changes - 1) :
					    xstrdup("no step");
		junit_add(&junit, &(struct junit_case){
			.group = "dmarig.trend", .name = name, .message = skip ?: told,
			.result = skip ? JUNIT_SKIPPED :
				  trend_is_worse(series) ? JUNIT_FAILURE : JUNIT_PASSED,
		});
		free(skip);
		free(told);
		free(name);
	}
	return junit_write(&junit, "dmarig trend", path, err);
}
