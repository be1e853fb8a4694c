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

static void note_assumed(struct join *join, int side)
{
	char text[256 + KNOB_TEXT_LEN], value[KNOB_TEXT_LEN];
	int i;

	for (i = 0; i < join->columns.nr; i++) {
		if (names_find(&join->results[side]->csv.columns, join->columns.name[i]) >= 0)
			continue;
		initial_value(join->columns.name[i], value);
		snprintf(text, sizeof(text), "%s has no knob %s, which counts as %s",
			 join_side_names[side], join->columns.name[i], *value ? value : "unknown");
		names_add(&join->assumed, text);
	}
}

static void values_of(const struct join *join, int side, int row, struct names *values)
{
	const struct csv *csv = &join->results[side]->csv;
	char value[KNOB_TEXT_LEN];
	int i;

	for (i = 0; i < join->columns.nr; i++) {
		if (names_find(&csv->columns, join->columns.name[i]) >= 0) {
			names_add(values, csv_get(csv, row, join->columns.name[i]));
		} else {
			initial_value(join->columns.name[i], value);
			names_add(values, value);
		}
	}
}

/* The point of these values, which become its own or are freed. */
static struct pair *pair_of(struct join *join, struct names *values)
{
	int i;

	for (i = 0; i < join->nr; i++) {
		if (!join_differences(&join->at[i].values, values)) {
			names_free(values);
			return &join->at[i];
		}
	}
	join->at = xrealloc(join->at, (join->nr + 1) * sizeof(*join->at));
	memset(&join->at[join->nr], 0, sizeof(*join->at));
	join->at[join->nr].values = *values;
	return &join->at[join->nr++];
}

/* An interrupted run says nothing and is left out; a failed or refused one is counted as failed. */
static void take_row(struct joined_rows *side, const struct results *results, int row)
{
	const char *status = csv_get(&results->csv, row, "status");

	side->met = true;
	if (results_count(results, row)) {
		side->row = xrealloc(side->row, (side->nr + 1) * sizeof(*side->row));
		side->row[side->nr++] = row;
	} else if (!strcmp(status, "failed") || !strcmp(status, "refused")) {
		if (!side->failed++)
			side->error = csv_get(&results->csv, row, "error");
	}
}

static void take_rows(struct join *join, int side)
{
	struct names values;
	int row;

	for (row = 0; row < join->results[side]->csv.nr_rows; row++) {
		memset(&values, 0, sizeof(values));
		values_of(join, side, row, &values);
		take_row(&pair_of(join, &values)->side[side], join->results[side], row);
	}
}

/*
 * A knob names a point only if points of the same op differ in it; else the op's name implies its
 * value.
 */
static void find_varying(struct join *join)
{
	int i, j, op = names_find(&join->columns, "op"), first;

	for (j = 0; j < join->columns.nr; j++) {
		for (i = 1; i < join->nr; i++) {
			for (first = 0; j != op && op >= 0 && first < i; first++)
				if (!strcmp(join->at[first].values.name[op],
					    join->at[i].values.name[op]))
					break;
			if (strcmp(join->at[i].values.name[j], join->at[first].values.name[j]))
				names_add_once(&join->varying, join->columns.name[j]);
		}
	}
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
		join_reason(join, 0, reason, sizeof(reason));
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
	for (side = 0; side < JOIN_SIDES; side++) {
		note_assumed(join, side);
		take_rows(join, side);
	}
	find_varying(join);
	ret = check_ignored(join, ignored, err);
	if (!ret)
		ret = check_common(join, err);
	if (ret)
		join_free(join);
	return ret;
}
