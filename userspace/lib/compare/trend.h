/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Many results of one machine: since when is it slower? A series for each quantity of each point,
 * in the order in which results were measured, and its steps. Prints nothing.
 */
#ifndef DMARIG_TREND_H
#define DMARIG_TREND_H

#include "lib/base/changes.h"
#include "lib/compare/compare.h"

/* The probability, at most, that chance makes any series of all have a step */
#define TREND_LEVEL 0.001

/* With fewer results, no step could be told from chance. */
#define TREND_LEAST 5

/* struct series - a quantity of a point */
struct series {
	const struct quantity *quantity;
	char *point;		/* its knobs, without those that all points share */
	double *value;		/* medians of repetitions */
	int *result;		/* the result that each is of */
	int nr;
	struct change *changes;
	int nr_changes;
};

/* struct trend - all series */
struct trend {
	struct results *results;	/* the oldest first */
	char **start;			/* when each of them was begun */
	int nr;
	struct series *series;
	int nr_series, too_short;	/* of them have fewer results than TREND_LEAST */
	double least;			/* the caller sets which steps matter: 0.01 is 1 % */
};

/**
 * trend_read() - read results, and put them in order
 * @trend: its least is set; gets the results
 * @dirs: result directories of sweeps; what is none itself stands for those in it
 * @err: gets the reason when it is refused
 *
 * Return: 0; -EINVAL for a directory that has none, or for one that does not say when it was begun.
 */
int trend_read(struct trend *trend, const struct names *dirs, struct err *err);

/* trend_differences() - what says that results are of another machine or channel than the first */
void trend_differences(const struct trend *trend, const struct names *ignored,
		       struct names *differences);

/* trend_find() - make the series, without the knobs that are ignored, and find their steps */
void trend_find(struct trend *trend, const struct names *ignored);

/* trend_is_worse() - is the newest result past a step for the worse, and no other step since? */
bool trend_is_worse(const struct series *series);

/* trend_is_step_worse() - is a step one for the worse? */
bool trend_is_step_worse(const struct series *series, const struct change *change);

/* trend_since() - what else of the machine is different from a step on, a sentence each */
void trend_since(const struct trend *trend, const struct series *series,
		 const struct change *change, struct names *since);

/* trend_free() - free all of it */
void trend_free(struct trend *trend);

#endif
