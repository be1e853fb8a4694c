/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Judges for every joined point whether it is slower, later or wrong where it was not before.
 * Prints nothing.
 */
#ifndef DMARIG_COMPARE_H
#define DMARIG_COMPARE_H

#include "lib/compare/join.h"
#include "lib/base/stats.h"

/* The probability, at most, that any verdict of a whole comparison is chance */
#define COMPARE_LEVEL 0.05

enum verdict { VERDICT_SAME, VERDICT_WORSE, VERDICT_BETTER, VERDICT_TOO_FEW, VERDICT_WRONG };

/* struct quantity - what is compared: the first of its columns that both sides have */
struct quantity {
	const char *name;
	bool more_is_better;
	double resolution;			/* of one value: the histograms' for times */
	const char *worse, *better;		/* the verdicts' words */
	const char *columns[3];
};

enum { QUANTITY_THROUGHPUT, QUANTITY_LATENCY, NR_QUANTITIES };

extern const struct quantity quantities[NR_QUANTITIES];

/* struct repetitions - the values of a quantity on one side, one a repetition */
struct repetitions {
	double *value;
	int nr;
	double median;
};

/* struct judged - a quantity of a point; of a wrong one, only the point and the verdict count */
struct judged {
	const struct quantity *quantity;
	const char *column;
	int pair;
	struct repetitions reps[JOIN_SIDES];
	double ratio;			/* new to old */
	struct interval interval;	/* it lies in, by 95 %; all zeroes: too few to tell */
	double p;			/* corrected for all that are judged */
	enum verdict verdict;
	bool fails;			/* a regression as large as the limit cannot be ruled out */
};

/* struct comparison - all that was judged, point by point */
struct comparison {
	double limit[NR_QUANTITIES];	/* the caller sets what fails: 0.05 is 5 % */
	struct judged *at;
	int nr;
	int tested;			/* of them have repetitions enough */
	int enough;			/* repetitions on each side with which all would have */
};

/**
 * compare() - judge all points that both results have
 * @comparison: its limits are set; gets the rest
 * @join: the points
 *
 * Mann-Whitney on the repetitions, corrected by Holm for all that is tested; whether something is
 * tested depends on how many repetitions it has. It fails when it is worse beyond chance and
 * its interval reaches the limit: the same bytes take as much longer, or p99 is as much later.
 */
void compare(struct comparison *comparison, const struct join *join);

/* compare_count() - the number of comparisons with a verdict */
int compare_count(const struct comparison *comparison, enum verdict verdict);

/* compare_failures() - the number of comparisons that fail */
int compare_failures(const struct comparison *comparison);

/* compare_word() - a verdict in a word or a few */
const char *compare_word(const struct judged *judged);

/* compare_free() - free all of it */
void compare_free(struct comparison *comparison);

#endif
