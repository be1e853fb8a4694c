/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The histograms of a result, read back: a phase of a point, all repetitions that count together.
 */
#ifndef DMARIG_HISTOGRAMS_H
#define DMARIG_HISTOGRAMS_H

#include "lib/result/results.h"

/* struct bucket - values from lower to upper, both included, in ns */
struct bucket {
	u64 lower, upper, count;
};

/* struct histogram - buckets in their order */
struct histogram {
	struct bucket *at;
	int nr;
	u64 count;
	double mean, deviation;		/* by the middles of buckets */
};

/* histograms_open() - read hist.csv of a directory; 0 or -EINVAL, with the reason */
int histograms_open(struct csv *csv, const char *dir, struct err *err);

/**
 * histogram_of() - collect a phase of a point
 * @csv: open
 * @results: of the same directory: which repetitions count
 * @point: its number, as in sweep.csv
 * @phase: the phase
 * @histogram: gets it; empty where there is none
 */
void histogram_of(const struct csv *csv, const struct results *results, const char *point,
		  const char *phase, struct histogram *histogram);

/* histogram_quantile() - the value that a part of all is not above, by the upper end of a bucket */
u64 histogram_quantile(const struct histogram *histogram, double part);

/* histogram_free() - free it */
void histogram_free(struct histogram *histogram);

#endif
