/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Two results side by side: rows whose knobs are the same belong together, repetitions become
 * samples. Also why a point of one has no partner in the other. Knows nothing of statistics.
 */
#ifndef DMARIG_JOIN_H
#define DMARIG_JOIN_H

#include "lib/result/results.h"

enum { JOIN_OLD, JOIN_NEW, JOIN_SIDES };

extern const char *const join_side_names[JOIN_SIDES];

/* struct joined_rows - the rows of a point in one of the results */
struct joined_rows {
	int *row;
	int nr;			/* the number of rows that count */
	int failed;		/* others that failed or were refused */
	bool met;		/* is there any row, even an interrupted one? */
	const char *error;	/* the error of the first that failed */
};

/* struct pair - a point, in one or in both */
struct pair {
	const char **value;	/* in the order of the join's columns */
	struct joined_rows side[JOIN_SIDES];
};

/* struct join - all points of both */
struct join {
	const struct results *results[JOIN_SIDES];
	struct names columns;	/* the knobs that are joined on */
	struct names varying;	/* the knobs in which points differ */
	struct names initial;	/* the default of each of the columns */
	struct names assumed;	/* a sentence for each knob one of the results knows nothing of */
	struct pair *at;
	int nr;
	struct lookup lookup;	/* of points by their values */
	struct names *met[JOIN_SIDES];	/* the values of each of the columns, if points are alone */
};

/* join_is_whole() - does a point have rows that count on both sides? */
bool join_is_whole(const struct join *join, int i);

/* join_is_wrong() - did a point fail or get refused in the new results, but never in the old? */
bool join_is_wrong(const struct join *join, int i);

/* join_get() - a point's knob, empty when it is not joined on */
const char *join_get(const struct join *join, int i, const char *knob);

/* join_differences() - in how many knobs two points differ, by their values */
int join_differences(const struct join *join, const struct pair *a, const struct pair *b);

/* join_free() - free all of it but the results */
void join_free(struct join *join);

#endif
