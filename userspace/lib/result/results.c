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
	return results->facts[row].counts;
}

/* struct placed - a row, where the conf file has its point, and its place in the file */
struct placed {
	struct csv_row row;
	int point, at;
};

static int by_point(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return x->point != y->point ? (x->point > y->point) - (x->point < y->point) :
				      x->at - y->at;
}

/* Measured in random order, but to be read in the order of the conf file. */
static void sort_by_point(struct csv *csv)
{
	struct placed *placed = xcalloc(csv->nr_rows + 1, sizeof(*placed));
	int i, column = csv_column(csv, "point");

	for (i = 0; i < csv->nr_rows; i++) {
		placed[i].row = csv->rows[i];
		placed[i].point = atoi(csv_cell(csv, i, column));
		placed[i].at = i;
	}
	qsort(placed, csv->nr_rows, sizeof(*placed), by_point);
	for (i = 0; i < csv->nr_rows; i++)
		csv->rows[i] = placed[i].row;
	free(placed);
}

static int index_of(struct names *names, const char *name)
{
	int i = names_find(names, name);

	if (i >= 0)
		return i;
	names_add(names, name);
	return names->nr - 1;
}

static bool has_trait(const char *name, u32 trait)
{
	int op = word_find(dmarig_ops, name);

	return op >= 0 && (dmarig_ops[op].traits & trait);
}

static void find_facts(struct results *results)
{
	const struct csv *csv = &results->csv;
	int row, status = csv_column(csv, "status"), op = csv_column(csv, "op");
	int channels = csv_column(csv, "channels"), depth = csv_column(csv, "depth");
	struct row_facts *facts;
	const char *name;

	results->facts = xcalloc(csv->nr_rows + 1, sizeof(*results->facts));
	for (row = 0; row < csv->nr_rows; row++) {
		facts = &results->facts[row];
		name = csv_cell(csv, row, op);
		facts->op = index_of(&results->ops, name);
		facts->channels = index_of(&results->channels, csv_cell(csv, row, channels));
		facts->depth = index_of(&results->depths, csv_cell(csv, row, depth));
		facts->counts = !strcmp(csv_cell(csv, row, status), "done");
		facts->synchronous = has_trait(name, OP_SYNCHRONOUS);
		facts->mapping_only = !strcmp(name, "none");
		facts->served = has_trait(name, OP_SERVED);
	}
}

static int by_number(const void *a, const void *b)
{
	double x = strtod(*(char *const *)a, NULL), y = strtod(*(char *const *)b, NULL);

	return (x > y) - (x < y);
}

void results_distinct(const struct results *results, const char *column, struct names *values)
{
	int row, at = csv_column(&results->csv, column);
	const char *value;

	for (row = 0; row < results->csv.nr_rows; row++) {
		value = csv_cell(&results->csv, row, at);
		if (results_count(results, row) && *value)
			names_add_once(values, value);
	}
	if (values->nr && strtod(values->name[0], NULL) > 0)
		names_sort(values, by_number);
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
 * Which knobs vary: a column is part of a row's name only if rows of the same op differ in it; else
 * the op's name implies it.
 */
static void find_varying(const struct results *results, bool *varies)
{
	const struct csv *csv = &results->csv;
	int *first = xcalloc(results->ops.nr + 1, sizeof(*first));
	int *column = xcalloc(dmarig_nr_knobs, sizeof(*column));
	int i, row, op;

	for (i = 0; i < dmarig_nr_knobs; i++)
		column[i] = csv_column(csv, dmarig_knobs[i].name);
	for (row = 0; row < csv->nr_rows; row++) {
		if (!results_count(results, row))
			continue;
		op = results->facts[row].op;
		if (!first[op])
			first[op] = row + 1;
		for (i = 0; i < dmarig_nr_knobs; i++)
			if (!varies[i] && strcmp(csv_cell(csv, first[op] - 1, column[i]),
						 csv_cell(csv, row, column[i])))
				varies[i] = true;
	}
	free(column);
	free(first);
}

static void find_parts(struct results *results)
{
	const struct knob *knob;
	struct label_part *part;
	int i;

	results->parts = xcalloc(results->labels.nr, sizeof(*results->parts));
	for (i = 0; i < results->labels.nr; i++) {
		part = &results->parts[i];
		part->name = results->labels.name[i];
		part->column = csv_column(&results->csv, part->name);
		knob = knob_find(part->name);
		part->is_word = knob && knob->type == KNOB_WORD;
	}
}

static void find_labels(struct results *results)
{
	bool *varies = xcalloc(dmarig_nr_knobs, sizeof(*varies));
	struct names ops = { 0 };
	int i;

	results_distinct(results, "op", &ops);
	if (ops.nr > 1)
		names_add(&results->labels, "op");
	names_free(&ops);
	find_varying(results, varies);
	for (i = 0; i < dmarig_nr_knobs; i++)
		if (!has_own_place(dmarig_knobs[i].name) && varies[i])
			names_add(&results->labels, dmarig_knobs[i].name);
	names_add_once(&results->labels, "mapping");
	free(varies);
	find_parts(results);
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
	find_facts(results);
	find_labels(results);
	return 0;
}

/* Does the word say by itself what it is of? */
static bool speaks_for_itself(const struct label_part *part, const char *value)
{
	return part->is_word && strcmp(value, "none") && strcmp(value, "both") &&
	       strcmp(value, "any");
}

static void add_label(const struct results *results, int row, const struct label_part *part,
		      char *text, size_t len)
{
	const char *value = csv_cell(&results->csv, row, part->column);
	size_t at = strlen(text);

	if (speaks_for_itself(part, value))
		snprintf(text + at, len - at, "%s%s", at ? " " : "", value);
	else
		snprintf(text + at, len - at, "%s%s=%s", at ? " " : "", part->name, value);
}

void results_label(const struct results *results, int row, const char *without, char *text,
		   size_t len)
{
	int i;

	*text = '\0';
	for (i = 0; i < results->labels.nr; i++)
		if (!without || strcmp(results->parts[i].name, without))
			add_label(results, row, &results->parts[i], text, len);
}

bool results_is_synchronous(const struct results *results, int row)
{
	return results->facts[row].synchronous;
}

bool results_is_mapping_only(const struct results *results, int row)
{
	return results->facts[row].mapping_only;
}

bool results_is_served(const struct results *results, int row)
{
	return results->facts[row].served;
}

bool results_is_transfer(const struct results *results, int row)
{
	return !results->facts[row].mapping_only && !results->facts[row].served;
}

struct facet results_facet(const struct results *results, const char *channels,
			   const char *depth)
{
	return (struct facet){
		.channels	= channels,
		.depth		= depth,
		.channels_nr	= channels ? names_find(&results->channels, channels) + 1 : 0,
		.depth_nr	= depth ? names_find(&results->depths, depth) + 1 : 0,
	};
}

bool results_in(const struct results *results, int row, const struct facet *facet)
{
	const struct row_facts *facts = &results->facts[row];

	if (!facts->counts)
		return false;
	if (facet->channels && facts->channels + 1 != facet->channels_nr)
		return false;
	if (facet->baseline && facts->synchronous)
		return true;
	return !facet->depth || facts->depth + 1 == facet->depth_nr;
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
	struct facet facet;
	int i, j;

	results_distinct(results, "channels", &channels);
	results_distinct(results, "depth", &depths);
	for (i = 0; i < channels.nr; i++) {
		for (j = 0; j < depths.nr; j++) {
			facet = results_facet(results, channels.name[i], depths.name[j]);
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
	names_free(&results->ops);
	names_free(&results->channels);
	names_free(&results->depths);
	free(results->parts);
	free(results->facts);
}
