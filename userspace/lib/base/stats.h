/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Is one sample larger than another, by how much, and how often would chance say so? No
 * distribution is assumed: ranks, medians and resampling. Pure arithmetic, and the same answer
 * every time.
 */
#ifndef DMARIG_STATS_H
#define DMARIG_STATS_H

#include "common/port.h"

/* struct interval - what a figure lies in, both included */
struct interval {
	double low, high;
};

/* stats_median() - the median of @nr values, at least one, in any order */
double stats_median(const double *value, int nr);

/**
 * stats_rank_sum() - the Mann-Whitney test
 * @a: one sample, without NAN
 * @nr_a: its size, at least 1
 * @b: the other
 * @nr_b: its size, at least 1
 *
 * Equal values share their ranks. Up to 60 values together the probability is exact, ties
 * included; beyond, the normal approximation corrected for ties.
 * Return: how probable it is, in [0, 1], that samples of one distribution differ so much, in
 * either direction.
 */
double stats_rank_sum(const double *a, int nr_a, const double *b, int nr_b);

/* stats_rank_sum_least() - the smallest that stats_rank_sum() can be with samples of these sizes */
double stats_rank_sum_least(int nr_a, int nr_b);

/**
 * stats_ratio() - in what interval the ratio of two medians lies, by bootstrap
 * @old: one sample of positive values
 * @nr_old: its size, at least 1
 * @new: the other, whose median is divided by that of @old
 * @nr_new: its size, at least 1
 * @seed: what the resampling starts from
 *
 * Return: the middle 95 % of the ratios of resampled medians.
 */
struct interval stats_ratio(const double *old, int nr_old, const double *new, int nr_new,
			    u64 seed);

/**
 * stats_holm() - correct probabilities for how many there are
 * @p: the probabilities; each becomes the level at which all of them together may be believed
 * @nr: the number of them
 *
 * By Holm: that any of those whose result is at most x is chance has a probability of at most x.
 */
void stats_holm(double *p, int nr);

#endif
