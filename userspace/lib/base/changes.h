/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Since when is a series on another level, and how sure is that? Pure arithmetic.
 *
 * Where it may have changed is found by PELT (Killick, Fearnhead, Eckley 2012): of all ways to cut
 * the series into pieces of two values or more, the one with the least sum of squares, where each
 * piece costs 2 log n (Schwarz, as Yao 1988 has it for means). That finds more than there is, as
 * one series in a few has a piece by chance; so each step must then pass a t-test between its
 * pieces, at a level for all places where it might have been (Bonferroni), or the pieces are joined
 * again.
 */
#ifndef DMARIG_CHANGES_H
#define DMARIG_CHANGES_H

#include "lib/base/stats.h"

/* A piece has two values at least: one that stands out alone is no level. */
#define CHANGE_LEAST 2

/* struct change - a step */
struct change {
	int at;			/* the first value of the new level */
	double ratio;		/* of the new level to the old one */
	struct interval interval;	/* it lies in, by 95 % */
	double p;		/* that any place of a series without a step looks like this */
};

/* struct change_limits - what is a step; all zeroes: whatever chance does not explain */
struct change_limits {
	double level;		/* of one series: how often chance may look like a step */
	double least;		/* steps smaller than this are none: 0.01 is 1 % */
	double resolution;	/* of a value, relative to it */
};

/**
 * changes_find() - find all steps of a series
 * @value: its values, all of them positive, in their order
 * @nr: the number of them
 * @limits: what counts
 * @changes: gets the steps, in their order; the caller frees it
 *
 * Return: the number of steps.
 */
int changes_find(const double *value, int nr, const struct change_limits *limits,
		 struct change **changes);

#endif
