// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Makes a join: rows with the same knobs belong together.
 */
#include <stdlib.h>
#include "common/params.h"
#include "lib/base/xmalloc.h"
#include "lib/compare/join_make.h"
#include "lib/compare/join_text.h"

static int check_columns(const struct results *results, struct err *err)
{
	static const char *const wanted[] = { "point", "rep", "status", "bytes_per_s" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wanted); i++)
		if (names_find(&results->csv.columns, wanted[i]) < 0)
			return err_say(err, -EINVAL,
				       "%s/sweep.csv has no column %s: it is no result of dmarig sweep",
				       results->dir, wanted[i]);
	return 0;
}

/*
 * The columns before `point` are knobs; a file from a newer tool may have one that this tool does
 * not know.
 */
static void add_knobs(struct join *join, int side, const struct names *ignored)
{
	const struct names *columns = &join->results[side]->csv.columns;
	int i, end = names_find(columns, "point");

	for (i = 0; i < end; i++)
		if (strcmp(columns->name[i], "seed") && names_find(ignored, columns->name[i]) < 0)
			names_add_once(&join->columns, columns->name[i]);
}

static void initial_value(const char *name, char value[KNOB_TEXT_LEN])
{
	const struct knob *knob = knob_find(name);
	struct params p;

	*value = '\0';
	params_init(&p);
	if (knob)
		knob_get(&p, knob, value, KNOB_TEXT_LEN);
}

static void find_initial(struct join *join)
{
	char value[KNOB_TEXT_LEN];
	int i;

	for (i = 0; i < join->columns.nr; i++) {
		initial_value(join->columns.name[i], value);
		names_add(&join->initial, value);
	}
}

static void note_assumed(struct join *join, int side)
{
	char text[256 + KNOB_TEXT_LEN];
	const char *value;
	int i;

	for (i = 0; i < join->columns.nr; i++) {
		if (names_find(&join->results[side]->csv.columns, join->columns.name[i]) >= 0)
			continue;
		value = join->initial.name[i];
		snprintf(text, sizeof(text), "%s has no knob %s, which counts as %s",
			 join_side_names[side], join->columns.name[i], *value ? value : "unknown");
		names_add(&join->assumed, text);
	}
}

/* struct reading - a side whose rows are being taken, and where its file has what is looked at */
struct reading {
	const struct csv *csv;
	int *column;		/* of each of the join's columns */
	int status, error;
};

static struct reading begin_reading(const struct join *join, int side)
{
	const struct csv *csv = &join->results[side]->csv;
	struct reading reading = {
		.csv = csv, .column = xcalloc(join->columns.nr + 1, sizeof(int)),
		.status = csv_column(csv, "status"), .error = csv_column(csv, "error"),
	};
	int i;

	for (i = 0; i < join->columns.nr; i++)
		reading.column[i] = csv_column(csv, join->columns.name[i]);
	return reading;
}

static void values_of(const struct join *join, const struct reading *reading, int row,
		      const char **value)
{
	int i;

	for (i = 0; i < join->columns.nr; i++)
		value[i] = reading->column[i] < 0 ? join->initial.name[i] :
						    csv_cell(reading->csv, row, reading->column[i]);
}

static u64 hash_of(const struct join *join, const char *const *value)
{
	u64 hash = LOOKUP_HASH_START;
	int i;

	for (i = 0; i < join->columns.nr; i++)
		hash = lookup_hash(hash, value[i]);
	return hash;
}

static bool is_pair(const void *data, int at, const void *wanted)
{
	const struct join *join = data;

	return !join_differences(join, &join->at[at], wanted);
}

/* The point of these values, which are copied if it is a new one. */
static struct pair *pair_of(struct join *join, const char **value)
{
	struct pair wanted = { .value = value }, *pair;
	u64 hash = hash_of(join, value);
	int i = lookup_find(&join->lookup, hash, is_pair, join, &wanted);

	if (i >= 0)
		return &join->at[i];
	join->at = xgrow(join->at, join->nr, sizeof(*join->at));
	pair = &join->at[join->nr];
	memset(pair, 0, sizeof(*pair));
	pair->value = xcalloc(join->columns.nr + 1, sizeof(*pair->value));
	memcpy(pair->value, value, join->columns.nr * sizeof(*value));
	lookup_add(&join->lookup, hash, join->nr++);
	return pair;
}

/* An interrupted run says nothing and is left out; a failed or refused one is counted as failed. */
static void take_row(struct joined_rows *side, const struct reading *reading, int row)
{
	const char *status = csv_cell(reading->csv, row, reading->status);

	side->met = true;
	if (!strcmp(status, "done")) {
		side->row = xgrow(side->row, side->nr, sizeof(*side->row));
		side->row[side->nr++] = row;
	} else if (!strcmp(status, "failed") || !strcmp(status, "refused")) {
		if (!side->failed++)
			side->error = csv_cell(reading->csv, row, reading->error);
	}
}

static void take_rows(struct join *join, int side)
{
	const char **value = xcalloc(join->columns.nr + 1, sizeof(*value));
	struct reading reading = begin_reading(join, side);
	int row;

	for (row = 0; row < reading.csv->nr_rows; row++) {
		values_of(join, &reading, row, value);
		take_row(&pair_of(join, value)->side[side], &reading, row);
	}
	free(reading.column);
	free(value);
}

/* The first point of the same op as each point; without ops, the first point of all. */
static int *find_first(const struct join *join)
{
	int *first = xcalloc(join->nr + 1, sizeof(*first)), *of_op, i, op;
	int column = names_find(&join->columns, "op");
	struct names ops = { 0 };

	of_op = xcalloc(join->nr + 1, sizeof(*of_op));
	for (i = 0; i < join->nr && column >= 0; i++) {
		op = names_find(&ops, join->at[i].value[column]);
		if (op < 0) {
			op = ops.nr;
			names_add(&ops, join->at[i].value[column]);
			of_op[op] = i;
		}
		first[i] = of_op[op];
	}
	names_free(&ops);
	free(of_op);
	return first;
}

/*
 * A knob names a point only if points of the same op differ in it; else the op's name implies its
 * value.
 */
static void find_varying(struct join *join)
{
	int *first = find_first(join), op = names_find(&join->columns, "op"), i, j;
	const char *value, *other;

	for (j = 0; j < join->columns.nr; j++) {
		for (i = 1; i < join->nr; i++) {
			value = join->at[i].value[j];
			other = join->at[j == op ? 0 : first[i]].value[j];
			if (strcmp(other, value)) {
				names_add(&join->varying, join->columns.name[j]);
				break;
			}
		}
	}
	free(first);
}

/* Which values a side has of each knob: why it lacks a point is seen from that. */
static void note_met(struct join *join, int side)
{
	const struct pair *pair;
	int k;

	join->met[side] = xcalloc(join->columns.nr + 1, sizeof(*join->met[side]));
	for (pair = join->at; pair < join->at + join->nr; pair++)
		for (k = 0; pair->side[side].met && k < join->columns.nr; k++)
			names_add_once(&join->met[side][k], pair->value[k]);
}

static bool has_lonely(const struct join *join)
{
	int i;

	for (i = 0; i < join->nr; i++)
		if (!join_is_whole(join, i) && !join_is_wrong(join, i))
			return true;
	return false;
}

/* Repetitions of one point differ in no knob; what does is another point. */
static int check_ignored(const struct join *join, const struct names *ignored, struct err *err)
{
	const struct joined_rows *side;
	const struct csv *csv;
	const char *first, *other;
	int i, s, k, r;

	for (i = 0; i < join->nr * JOIN_SIDES * ignored->nr; i++) {
		k = i % ignored->nr;
		s = i / ignored->nr % JOIN_SIDES;
		side = &join->at[i / ignored->nr / JOIN_SIDES].side[s];
		csv = &join->results[s]->csv;
		for (r = 1; r < side->nr; r++) {
			first = csv_get(csv, side->row[0], ignored->name[k]);
			other = csv_get(csv, side->row[r], ignored->name[k]);
			if (strcmp(first, other))
				return err_say(err, -EINVAL,
					       "%s cannot be ignored: %s has points that differ in nothing else, %s and %s",
					       ignored->name[k], join_side_names[s], first, other);
		}
	}
	return 0;
}

static int check_common(const struct join *join, struct err *err)
{
	char reason[512] = "both are empty";
	int i;

	for (i = 0; i < join->nr; i++)
		if (join_is_whole(join, i) || join_is_wrong(join, i))
			return 0;
	if (join->nr)
		join_reason(join, 0, true, reason, sizeof(reason));
	return err_say(err, -EINVAL, "%s and %s have no point in common that both measured: %s",
		       join->results[JOIN_OLD]->dir, join->results[JOIN_NEW]->dir, reason);
}

int join_make(struct join *join, const struct results *old, const struct results *new,
	      const struct names *ignored, struct err *err)
{
	int side, ret = check_columns(old, err);

	memset(join, 0, sizeof(*join));
	join->results[JOIN_OLD] = old;
	join->results[JOIN_NEW] = new;
	if (!ret)
		ret = check_columns(new, err);
	if (ret)
		return ret;
	for (side = 0; side < JOIN_SIDES; side++)
		add_knobs(join, side, ignored);
	find_initial(join);
	for (side = 0; side < JOIN_SIDES; side++) {
		note_assumed(join, side);
		take_rows(join, side);
	}
	find_varying(join);
	for (side = 0; side < JOIN_SIDES && has_lonely(join); side++)
		note_met(join, side);
	ret = check_ignored(join, ignored, err);
	if (!ret)
		ret = check_common(join, err);
	if (ret)
		join_free(join);
	return ret;
}
