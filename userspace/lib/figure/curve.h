/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Curves: repetitions of a point become a median with its extremes. Finds where two curves cross.
 * Pure arithmetic.
 */
#ifndef DMARIG_CURVE_H
#define DMARIG_CURVE_H

#include "lib/base/lookup.h"

/* struct spot - one x of a curve, with every repetition's y */
struct spot {
	double x;
	double *y;
	int nr;
};

/* struct curve - spots by ascending x */
struct curve {
	char *label;
	struct spot *spots;
	int nr;
};

/* struct curves - a list of them in the order they were first met */
struct curves {
	struct curve *at;
	int nr;
	struct lookup lookup;	/* of curves by their labels */
};

/* curves_add() - add a measurement to the curve of that label, which is made if need be */
void curves_add(struct curves *curves, const char *label, double x, double y);

/* curves_find() - the curve of a label, or NULL */
const struct curve *curves_find(const struct curves *curves, const char *label);

/* curves_spot() - the measurements of a label at an x, or NULL */
const struct spot *curves_spot(const struct curves *curves, const char *label, double x);

/* curves_keep() - drop all curves but the first of them */
void curves_keep(struct curves *curves, int nr);

/* curves_free() - free all of them */
void curves_free(struct curves *curves);

/* spot_median(), spot_min(), spot_max() - of all repetitions */
double spot_median(const struct spot *spot);
double spot_min(const struct spot *spot);
double spot_max(const struct spot *spot);

/* struct crossing - where one curve stops being above another */
struct crossing {
	double x;
	double low, high;	/* it is between these, where the lead is beyond chance */
	bool first_above;	/* beyond x the first curve is above the second */
};

/**
 * curve_crossings() - where two curves of positive values cross
 * @a: the first curve
 * @b: the second curve; only x that both have are looked at
 * @crossings: gets them by ascending x
 * @max: room there
 *
 * Between two x the medians are taken to be straight lines in log-log scale. Where the
 * ranges of their repetitions overlap, or medians differ by less than 2 % or 2.5 standard errors,
 * neither is above, so that chance makes no crossing.
 * Return: how many there are, at most @max.
 */
int curve_crossings(const struct curve *a, const struct curve *b, struct crossing *crossings,
		    int max);

/* struct standing - how one curve fares against another */
struct standing {
	bool repeated;		/* so that noise is known; otherwise no difference is seen */
	int nr;			/* sizes at which that can be told */
	int differ;		/* the sizes at which there is a difference; the last one: */
	int last;		/* there: 1 the first is above, -1 the second; 0: nowhere */
};

/* curve_standing() - the sizes at which a curve is above another, by curve_crossings()'s measure */
struct standing curve_standing(const struct curve *a, const struct curve *b);

#endif
