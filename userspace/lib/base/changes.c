// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Change points of a series. All of it is in logarithms, where a step is a ratio.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/changes.h"
#include "lib/base/xmalloc.h"

/* For normal noise: the median distance of two values, in standard deviations */
#define PAIR_DISTANCE 0.954

/* No clock is better than this, so equal values are not infinitely sure. */
#define FINEST (1 / 1e7)

/* struct sums - of the values before each place, so that a piece costs no loop */
struct sums {
	double *sum, *squares;
	int nr;
};

static struct sums sums_of(const double *value, int nr)
{
	struct sums s = {
		.sum = xcalloc(nr + 1, sizeof(double)), .squares = xcalloc(nr + 1, sizeof(double)),
		.nr = nr,
	};
	double first = log(value[0]), x;
	int i;

	for (i = 0; i < nr; i++) {
		x = log(value[i]) - first;
		s.sum[i + 1] = s.sum[i] + x;
		s.squares[i + 1] = s.squares[i] + x * x;
	}
	return s;
}

static void sums_free(struct sums *s)
{
	free(s->sum);
	free(s->squares);
}

static double mean_of(const struct sums *s, int from, int to)
{
	return (s->sum[to] - s->sum[from]) / (to - from);
}

/* The sum of squares around the mean of the values from one place to before another */
static double scatter(const struct sums *s, int from, int to)
{
	double sum = s->sum[to] - s->sum[from];
	double here = s->squares[to] - s->squares[from] - sum * sum / (to - from);

	return here > 0 ? here : 0;
}

/* By the distances of neighbours, which a step changes once only; the median ignores it. */
static double noise_of(const struct sums *s, double resolution)
{
	double *distance = xmalloc((s->nr + 1) * sizeof(*distance)), noise;
	int i;

	for (i = 0; i + 1 < s->nr; i++)
		distance[i] = fabs(s->sum[i + 2] - 2 * s->sum[i + 1] + s->sum[i]);
	noise = stats_median(distance, s->nr - 1) / PAIR_DISTANCE;
	free(distance);
	return fmax(noise, fmax(resolution / sqrt(12), FINEST));
}

/* struct pelt - the cheapest way to cut all values before each place */
struct pelt {
	double *cost;
	int *last;		/* where the last piece of that way begins */
	int *leaves;		/* the place from which on this one begins no last piece any more */
};

static void pelt_step(struct pelt *pelt, const struct sums *s, int to, double variance)
{
	double penalty = 2 * log(s->nr), here;
	int from;

	pelt->cost[to] = INFINITY;
	for (from = 0; from + CHANGE_LEAST <= to; from++) {
		if (pelt->leaves[from] <= to)
			continue;
		here = pelt->cost[from] + scatter(s, from, to) / variance + penalty;
		if (here < pelt->cost[to]) {
			pelt->cost[to] = here;
			pelt->last[to] = from;
		}
	}
	/* Never again cheapest, once there is room for a piece between here and there */
	for (from = 0; from + CHANGE_LEAST <= to; from++)
		if (pelt->leaves[from] > to + CHANGE_LEAST &&
		    pelt->cost[from] + scatter(s, from, to) / variance > pelt->cost[to])
			pelt->leaves[from] = to + CHANGE_LEAST;
}

/* Where pieces begin, from the second on, in @cut; returns how many these are. */
static int cut(const struct sums *s, double variance, int *cut)
{
	struct pelt pelt = {
		.cost = xcalloc(s->nr + 1, sizeof(double)), .last = xcalloc(s->nr + 1, sizeof(int)),
		.leaves = xcalloc(s->nr + 1, sizeof(int)),
	};
	int i, at, nr = 0;

	for (i = 0; i <= s->nr; i++)
		pelt.leaves[i] = s->nr + 1;
	for (i = 1; i < CHANGE_LEAST; i++)
		pelt.cost[i] = INFINITY;
	for (i = CHANGE_LEAST; i <= s->nr; i++)
		pelt_step(&pelt, s, i, variance);
	for (at = pelt.last[s->nr]; at > 0; at = pelt.last[at])
		cut[nr++] = at;
	for (i = 0; i < nr / 2; i++) {
		at = cut[i];
		cut[i] = cut[nr - 1 - i];
		cut[nr - 1 - i] = at;
	}
	free(pelt.cost);
	free(pelt.last);
	free(pelt.leaves);
	return nr;
}

/* The continued fraction of the incomplete beta function, by Lentz */
static double beta_fraction(double a, double b, double x)
{
	double c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), h = d, term, change = 0;
	int m;

	for (m = 1; m < 300 && fabs(change - 1) > 1 / 1e12; m++) {
		term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / (1 + term * d);
		c = 1 + term / c;
		h *= d * c;
		term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / (1 + term * d);
		c = 1 + term / c;
		change = d * c;
		h *= change;
	}
	return h;
}

static double beta(double a, double b, double x)
{
	double front;

	if (x <= 0 || x >= 1)
		return x >= 1;
	front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(a, b, x) / a;
	return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

/* How probable it is that Student's t is as far from 0, in either direction */
static double student(double t, double freedom)
{
	return beta(freedom / 2, 0.5, freedom / (freedom + t * t));
}

/* The t that this is the probability of, by bisection */
static double student_inverse(double p, double freedom)
{
	double low = 0, high = 1e4, middle;
	int i;

	for (i = 0; i < 80; i++) {
		middle = (low + high) / 2;
		if (student(middle, freedom) > p)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* struct pieces - a series that is cut */
struct pieces {
	struct sums s;
	int *cut, nr;		/* where pieces begin, from the second on */
	double variance, freedom;
};

static int begin_of(const struct pieces *pieces, int i)
{
	return i <= 0 ? 0 : pieces->cut[i - 1];
}

static int end_of(const struct pieces *pieces, int i)
{
	return i < pieces->nr ? pieces->cut[i] : pieces->s.nr;
}

/* All pieces together say how much values vary. */
static void pool(struct pieces *pieces, double resolution)
{
	double all = 0, least = fmax(resolution / sqrt(12), FINEST);
	int i;

	for (i = 0; i <= pieces->nr; i++)
		all += scatter(&pieces->s, begin_of(pieces, i), end_of(pieces, i));
	pieces->freedom = pieces->s.nr - pieces->nr - 1;
	pieces->variance = fmax(all / pieces->freedom, least * least);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median of a piece; of an even number of values, the one of the two that is asked for */
static double middle(const struct sums *s, int from, int to, bool upper)
{
	double *x = xmalloc((to - from) * sizeof(*x)), found;
	int i;

	for (i = from; i < to; i++)
		x[i - from] = s->sum[i + 1] - s->sum[i];
	qsort(x, to - from, sizeof(*x), by_value);
	found = x[(to - from - !upper) / 2];
	free(x);
	return found;
}

/*
 * Are two pieces apart by their medians as well, by half the step at least? Of a piece of two, that
 * is the nearer value: one that stands out drags no other one along.
 */
static bool is_shared(const struct sums *s, int from, int at, int to)
{
	double step = mean_of(s, at, to) - mean_of(s, from, at);
	double apart = middle(s, at, to, step < 0) - middle(s, from, at, step > 0);

	return apart * step > 0 && fabs(apart) >= fabs(step) / 2;
}

static struct change judge(const struct pieces *pieces, int i)
{
	int from = begin_of(pieces, i), at = pieces->cut[i], to = end_of(pieces, i + 1);
	double step = mean_of(&pieces->s, at, to) - mean_of(&pieces->s, from, at);
	double error = sqrt(pieces->variance * (1.0 / (at - from) + 1.0 / (to - at)));
	double wide = error * student_inverse(0.05, pieces->freedom);

	return (struct change){
		.at = at, .ratio = exp(step),
		.interval = { exp(step - wide), exp(step + wide) },
		.p = fmin(1, student(step / error, pieces->freedom) * pieces->s.nr),
	};
}

static bool is_step(const struct pieces *pieces, int i, const struct change *change,
		    const struct change_limits *limits)
{
	return change->p <= limits->level && fabs(log(change->ratio)) >= log1p(limits->least) &&
	       is_shared(&pieces->s, begin_of(pieces, i), change->at, end_of(pieces, i + 1));
}

/* Join the two pieces whose step is the least sure of those that are none; false: all are. */
static bool join_one(struct pieces *pieces, const struct change_limits *limits,
		     struct change *changes)
{
	double worst = -1;
	int i, which = -1;

	pool(pieces, limits->resolution);
	for (i = 0; i < pieces->nr; i++) {
		changes[i] = judge(pieces, i);
		if (is_step(pieces, i, &changes[i], limits) || changes[i].p < worst)
			continue;
		worst = changes[i].p;
		which = i;
	}
	if (which < 0)
		return false;
	pieces->nr--;
	for (i = which; i < pieces->nr; i++)
		pieces->cut[i] = pieces->cut[i + 1];
	return true;
}

int changes_find(const double *value, int nr, const struct change_limits *limits,
		 struct change **changes)
{
	struct pieces pieces = { 0 };
	double noise;

	*changes = NULL;
	if (nr < 2 * CHANGE_LEAST)
		return 0;
	pieces.s = sums_of(value, nr);
	pieces.cut = xcalloc(nr + 1, sizeof(int));
	*changes = xcalloc(nr + 1, sizeof(**changes));
	noise = noise_of(&pieces.s, limits->resolution);
	pieces.nr = cut(&pieces.s, noise * noise, pieces.cut);
	while (join_one(&pieces, limits, *changes))
		;
	sums_free(&pieces.s);
	free(pieces.cut);
	return pieces.nr;
}
