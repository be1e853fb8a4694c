// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Curves and where they cross.
 */
#include <math.h>
#include <stdlib.h>
#include "curve.h"
#include "need.h"

static struct curve *curve_of(struct curves *curves, const char *label)
{
	struct curve *curve = (struct curve *)curves_find(curves, label);

	if (curve)
		return curve;
	curves->at = need(realloc(curves->at, (curves->nr + 1) * sizeof(*curves->at)));
	curve = &curves->at[curves->nr++];
	memset(curve, 0, sizeof(*curve));
	curve->label = need(strdup(label));
	return curve;
}

static struct spot *spot_of(struct curve *curve, double x)
{
	int i;

	for (i = 0; i < curve->nr && curve->spots[i].x < x; i++)
		;
	if (i < curve->nr && curve->spots[i].x == x)
		return &curve->spots[i];
	curve->spots = need(realloc(curve->spots, (curve->nr + 1) * sizeof(*curve->spots)));
	memmove(&curve->spots[i + 1], &curve->spots[i], (curve->nr - i) * sizeof(*curve->spots));
	curve->nr++;
	memset(&curve->spots[i], 0, sizeof(curve->spots[i]));
	curve->spots[i].x = x;
	return &curve->spots[i];
}

void curves_add(struct curves *curves, const char *label, double x, double y)
{
	struct spot *spot;
	int i;

	if (isnan(x) || isnan(y))
		return;
	spot = spot_of(curve_of(curves, label), x);
	spot->y = need(realloc(spot->y, (spot->nr + 1) * sizeof(*spot->y)));
	for (i = spot->nr++; i > 0 && spot->y[i - 1] > y; i--)
		spot->y[i] = spot->y[i - 1];
	spot->y[i] = y;
}

const struct curve *curves_find(const struct curves *curves, const char *label)
{
	int i;

	for (i = 0; i < curves->nr; i++)
		if (!strcmp(curves->at[i].label, label))
			return &curves->at[i];
	return NULL;
}

void curves_free(struct curves *curves)
{
	int i, j;

	for (i = 0; i < curves->nr; i++) {
		for (j = 0; j < curves->at[i].nr; j++)
			free(curves->at[i].spots[j].y);
		free(curves->at[i].spots);
		free(curves->at[i].label);
	}
	free(curves->at);
	memset(curves, 0, sizeof(*curves));
}

double spot_median(const struct spot *spot)
{
	return (spot->y[(spot->nr - 1) / 2] + spot->y[spot->nr / 2]) / 2;
}

double spot_min(const struct spot *spot)
{
	return spot->y[0];
}

double spot_max(const struct spot *spot)
{
	return spot->y[spot->nr - 1];
}

/* What differs by less is the same to whoever has to choose. */
#define SAME	0.02

static const struct spot *find_spot(const struct curve *curve, double x)
{
	int i;

	for (i = 0; i < curve->nr; i++)
		if (curve->spots[i].x == x)
			return &curve->spots[i];
	return NULL;
}

/*
 * How far the first curve is above the second at one of its spots, in logarithms; NAN: unknown.
 * When what repetitions measured overlaps, chance alone may have put one above the other: a tie.
 */
static double lead(const struct curve *a, const struct curve *b, int i)
{
	const struct spot *spot = &a->spots[i], *other = find_spot(b, spot->x);
	double y, z;

	if (!other)
		return NAN;
	y = spot_median(spot);
	z = spot_median(other);
	if (y <= 0 || z <= 0)
		return NAN;
	if (spot_min(spot) <= spot_max(other) && spot_min(other) <= spot_max(spot))
		return 0;
	return fabs(log(y) - log(z)) < SAME ? 0 : log(y) - log(z);
}

const struct spot *curves_spot(const struct curves *curves, const char *label, double x)
{
	const struct curve *curve = curves_find(curves, label);

	return curve ? find_spot(curve, x) : NULL;
}

int curve_crossings(const struct curve *a, const struct curve *b, struct crossing *crossings,
		    int max)
{
	double before = 0, now, from = 0, to;
	int i, nr = 0;

	for (i = 0; i < a->nr && nr < max; i++) {
		now = lead(a, b, i);
		/* A tie decides nothing: the lead before it is still the one that counts. */
		if (isnan(now) || now == 0)
			continue;
		to = log(a->spots[i].x);
		if (before * now < 0) {
			crossings[nr].x = exp(from + (to - from) * before / (before - now));
			crossings[nr++].first_above = now > 0;
		}
		before = now;
		from = to;
	}
	return nr;
}

int curve_compare(const struct curve *a, const struct curve *b)
{
	double now, last = 0;
	int i;

	for (i = 0; i < a->nr; i++) {
		now = lead(a, b, i);
		if (!isnan(now) && now != 0)
			last = now;
	}
	return (last > 0) - (last < 0);
}
