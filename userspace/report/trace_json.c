// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * breakdown.csv in the trace event format, which Perfetto and Chrome show: a process a point, a
 * thread a worker. Transfers of a worker overlap, so each is an asynchronous slice with those of
 * its segments inside.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/json.h"
#include "lib/base/xmalloc.h"
#include "report/export.h"
#include "report/rows.h"

/* A column SEGMENT_ns, but that of all of it; NULL: none */
static char *segment_of(const char *column)
{
	size_t len = strlen(column);

	if (len < 4 || strcmp(column + len - 3, "_ns") || !strcmp(column, "total_ns"))
		return NULL;
	return xstrndup(column, len - 3);
}

/* struct slice - what events of a transfer have in common */
struct slice {
	double point, worker;
	char id[96];
};

static void put_event(struct json *json, const struct slice *slice, const char *name,
		      const char *phase, double ns)
{
	json_object(json, NULL);
	json_text(json, "name", name);
	json_text(json, "cat", "dmarig");
	json_text(json, "ph", phase);
	json_number(json, "ts", ns / 1000);
	json_number(json, "pid", slice->point);
	json_number(json, "tid", slice->worker);
	json_text(json, "id", slice->id);
	json_close(json);
}

static void put_segments(struct json *json, const struct rows *rows, int row,
			 const struct slice *slice, double at)
{
	const struct names *columns = &rows->files[rows->at[row].file].columns;
	double ns;
	char *name;
	int i;

	for (i = 0; i < columns->nr; i++) {
		name = segment_of(columns->name[i]);
		ns = name ? rows_number(rows, row, columns->name[i]) : NAN;
		if (ns >= 0) {
			put_event(json, slice, name, "b", at);
			put_event(json, slice, name, "e", at + ns);
			at += ns;
		}
		free(name);
	}
}

static void put_transfer(struct json *json, const struct rows *rows, int row)
{
	double at = rows_number(rows, row, "submit"), total = rows_number(rows, row, "total_ns");
	struct slice slice = {
		.point = rows_number(rows, row, "point"),
		.worker = rows_number(rows, row, "worker"),
	};
	char name[64];

	if (!isfinite(at) || !isfinite(total))
		return;
	snprintf(slice.id, sizeof(slice.id), "%.20s.%.20s.%.20s", rows_get(rows, row, "run"),
		 rows_get(rows, row, "worker"), rows_get(rows, row, "transfer"));
	snprintf(name, sizeof(name), "transfer %.20s", rows_get(rows, row, "transfer"));
	put_event(json, &slice, name, "b", at);
	put_segments(json, rows, row, &slice, at);
	put_event(json, &slice, name, "e", at + total);
}

static void put_names(struct json *json, const struct rows *rows)
{
	struct names points = { 0 };
	char name[64];
	int i;

	rows_distinct(rows, "point", &points);
	for (i = 0; i < points.nr; i++) {
		snprintf(name, sizeof(name), "point %.40s", points.name[i]);
		json_object(json, NULL);
		json_text(json, "name", "process_name");
		json_text(json, "ph", "M");
		json_number(json, "pid", strtod(points.name[i], NULL));
		json_object(json, "args");
		json_text(json, "name", name);
		json_close(json);
		json_close(json);
	}
	names_free(&points);
}

int export_trace(const struct names *found, const char *id, FILE *file, struct err *err)
{
	struct rows rows = { 0 };
	struct json json;
	int i, ret;

	(void)id;
	if (!found[REPORT_breakdown].nr)
		return err_say(err, -EINVAL,
			       "there is no breakdown.csv: measure with --trace, and -o DIR");
	ret = rows_read(&rows, &found[REPORT_breakdown], "breakdown.csv",
			"point,run,worker,transfer,submit,total_ns", err);
	if (!ret) {
		json_bare(&json, file);
		json_text(&json, "displayTimeUnit", "ns");
		json_array(&json, "traceEvents");
		put_names(&json, &rows);
		for (i = 0; i < rows.nr; i++)
			put_transfer(&json, &rows, i);
		json_end(&json);
	}
	rows_free(&rows);
	return ret;
}
