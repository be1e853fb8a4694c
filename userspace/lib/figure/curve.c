// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Computes curves, and where two of them cross.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/base/stats.h"
#include "lib/figure/curve.h"

static bool is_curve(const void *at, int i, const void *label)
{
	return !strcmp(((const struct curve *)at)[i].label, label);
}

static struct curve *curve_of(struct curves *curves, const char *label)
{
	u64 hash = lookup_hash(LOOKUP_HASH_START, label);
	int i = lookup_find(&curves->lookup, hash, is_curve, curves->at, label);
	struct curve *curve;

	if (i >= 0)
		return &curves->at[i];
	lookup_add(&curves->lookup, hash, curves->nr);
	curves->at = xgrow(curves->at, curves->nr, sizeof(*curves->at));
	curve = &curves->at[curves->nr++];
	memset(curve, 0, sizeof(*curve));
	curve->label = xstrdup(label);
	return curve;
}

/* The index of the first spot at or beyond an x */
static int first_from(const struct curve *curve, double x)
{
	int low = 0, high = curve->nr, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (curve->spots[middle].x < x)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct spot *find_spot(const struct curve *curve, double x)
{
	int i = first_from(curve, x);

	return i < curve->nr && curve->spots[i].x == x ? &curve->spots[i] : NULL;
}

static struct spot *spot_of(struct curve *curve, double x)
{
	int i = first_from(curve, x);

	if (i < curve->nr && curve->spots[i].x == x)
		return &curve->spots[i];
	curve->spots = xgrow(curve->spots, curve->nr, sizeof(*curve->spots));
	memmove(&curve->spots[i + 1], &curve->spots[i], (curve->nr - i) * sizeof(*curve->spots));
	curve->nr++;
	memset(&curve->spots[i], 0, sizeof(curve->spots[i]));
	curve->spots[i].x = x;
	return &curve->spots[i];
}

/* The index of the first repetition above a value */
static int first_above(const struct spot *spot, double y)
{
	int low = 0, high = spot->nr, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (spot->y[middle] <= y)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void curves_add(struct curves *curves, const char *label, double x, double y)
{
	struct spot *spot;
	int i;

	if (isnan(x) || isnan(y))
		return;
	spot = spot_of(curve_of(curves, label), x);
	spot->y = xgrow(spot->y, spot->nr, sizeof(*spot->y));
	i = first_above(spot, y);
	memmove(&spot->y[i + 1], &spot->y[i], (spot->nr++ - i) * sizeof(*spot->y));
	spot->y[i] = y;
}

const struct curve *curves_find(const struct curves *curves, const char *label)
{
	int i = lookup_find(&curves->lookup, lookup_hash(LOOKUP_HASH_START, label), is_curve,
			    curves->at, label);

	return i < 0 ? NULL : &curves->at[i];
}

static void free_curve(struct curve *curve)
{
	int i;

	for (i = 0; i < curve->nr; i++)
		free(curve->spots[i].y);
	free(curve->spots);
	free(curve->label);
}

void curves_keep(struct curves *curves, int nr)
{
	int i;

	lookup_free(&curves->lookup);
	while (curves->nr > nr)
		free_curve(&curves->at[--curves->nr]);
	for (i = 0; i < curves->nr; i++)
		lookup_add(&curves->lookup, lookup_hash(LOOKUP_HASH_START, curves->at[i].label), i);
}

void curves_free(struct curves *curves)
{
	curves_keep(curves, 0);
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

/*
 * A smaller difference does not matter to a person who has to choose, and may come from where code
 * and buffers happen to lie. Repetitions do not show that: on a clock of instructions they are all
 * but equal.
 */
#define SAME		0.02

/* Chance seldom reaches so many standard errors, even with a dozen sizes. */
#define CERTAIN		2.5

/* For normal noise: the median distance of two values; the error of a median by that of a mean */
#define PAIR_DISTANCE	0.954
#define MEDIAN_ERROR	1.2533

/*
 * Of very many repetitions, so many stand for all when pairs are made of them, evenly spaced among
 * the sorted ones: the number of pairs is the square.
 */
#define MOST_PAIRED	64

static int nr_paired(const struct spot *spot)
{
	return spot->nr < MOST_PAIRED ? spot->nr : MOST_PAIRED;
}

static double paired(const struct spot *spot, int i)
{
	return spot->y[(long long)i * spot->nr / nr_paired(spot)];
}

/* The distances of all pairs of repetitions of one point, in logarithms */
static int add_distances(const struct curve *curve, double *distance)
{
	const struct spot *spot;
	int s, i, j, nr = 0;

	for (s = 0; s < curve->nr; s++) {
		spot = &curve->spots[s];
		for (i = 1; i < nr_paired(spot) && spot_min(spot) > 0; i++)
			for (j = 0; j < i; j++)
				distance[nr++] = log(paired(spot, i)) - log(paired(spot, j));
	}
	return nr;
}

static int count_pairs(const struct curve *curve)
{
	int s, nr = 0;

	for (s = 0; s < curve->nr; s++)
		nr += nr_paired(&curve->spots[s]) * (nr_paired(&curve->spots[s]) - 1) / 2;
	return nr;
}

/*
 * The standard deviation of a measurement, in logarithms. Three repetitions say little about it,
 * but those of all sizes together do, and the median ignores disturbed ones. NAN if nothing was
 * repeated.
 */
static double noise_of(const struct curve *curve)
{
	double *distance = xmalloc((count_pairs(curve) + 1) * sizeof(*distance));
	int nr = add_distances(curve, distance);
	double noise = nr ? stats_median(distance, nr) / PAIR_DISTANCE : NAN;

	free(distance);
	return noise;
}

/* struct contest - two curves, and by what their measurements vary */
struct contest {
	const struct curve *a, *b;
	double noise_a, noise_b;
};

static struct contest contest_of(const struct curve *a, const struct curve *b)
{
	return (struct contest){ .a = a, .b = b, .noise_a = noise_of(a), .noise_b = noise_of(b) };
}

static bool is_repeated(const struct contest *contest)
{
	return !isnan(contest->noise_a) && !isnan(contest->noise_b);
}

/* A point may be noisier than the rest: then its own range is the better measure, rough as it is */
static double spot_error(const struct spot *spot, double noise)
{
	double own = log(spot_max(spot) / spot_min(spot)) / 2;

	return fmax(noise, own) / sqrt(spot->nr);
}

static bool ranges_overlap(const struct spot *a, const struct spot *b)
{
	return spot_min(a) <= spot_max(b) && spot_min(b) <= spot_max(a);
}

/*
 * The distance of the first curve above the second at one of its spots, in logarithms; NAN:
 * unknown. It is a tie if chance alone may have put one above the other, which is so where the
 * ranges of repetitions overlap and where noise moves medians so far. Ranges alone are too little:
 * three repetitions of the same on either side do not overlap once in ten times.
 */
static double lead(const struct contest *contest, int i)
{
	const struct spot *spot = &contest->a->spots[i], *other = find_spot(contest->b, spot->x);
	double ahead, error;

	if (!is_repeated(contest) || !other || spot_median(spot) <= 0 || spot_median(other) <= 0)
		return NAN;
	ahead = log(spot_median(spot)) - log(spot_median(other));
	error = MEDIAN_ERROR * hypot(spot_error(spot, contest->noise_a),
				     spot_error(other, contest->noise_b));
	if (ranges_overlap(spot, other) || fabs(ahead) < fmax(SAME, CERTAIN * error))
		return 0;
	return ahead;
}

const struct spot *curves_spot(const struct curves *curves, const char *label, double x)
{
	const struct curve *curve = curves_find(curves, label);

	return curve ? find_spot(curve, x) : NULL;
}

int curve_crossings(const struct curve *a, const struct curve *b, struct crossing *crossings,
		    int max)
{
	const struct contest contest = contest_of(a, b);
	double before = 0, now, from = 0, to;
	int i, nr = 0;

	for (i = 0; i < a->nr && nr < max; i++) {
		now = lead(&contest, i);
		/* A tie decides nothing: the lead before it is still the one that counts. */
		if (isnan(now) || now == 0)
			continue;
		to = log(a->spots[i].x);
		if (before * now < 0) {
			crossings[nr].low = exp(from);
			crossings[nr].high = exp(to);
			crossings[nr].x = exp(from + (to - from) * before / (before - now));
			crossings[nr++].first_above = now > 0;
		}
		before = now;
		from = to;
	}
	return nr;
}

struct standing curve_standing(const struct curve *a, const struct curve *b)
{
	const struct contest contest = contest_of(a, b);
	struct standing standing = { .repeated = is_repeated(&contest) };
	double now;
	int i;

	for (i = 0; i < a->nr; i++) {
		now = lead(&contest, i);
		if (isnan(now))
			continue;
		standing.nr++;
		standing.differ += now != 0;
		if (now != 0)
			standing.last = now > 0 ? 1 : -1;
	}
	return standing;
}
