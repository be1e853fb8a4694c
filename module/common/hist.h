/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A log-linear histogram of times: exact below 64 ns, then 64 buckets an octave, so that a bucket
 * is at most 1/64 of its value wide. Pure code; the owner of a histogram is its only writer.
 */
#ifndef DMARIG_COMMON_HIST_H
#define DMARIG_COMMON_HIST_H

#include "common/port.h"

#define HIST_SUB_BITS	6
#define HIST_SUBS	64u	/* 2^HIST_SUB_BITS */
#define HIST_MAX_BITS	42	/* about 73 minutes in ns: longer than any timeout_ms */
#define HIST_BUCKETS	((HIST_MAX_BITS - HIST_SUB_BITS + 1) * HIST_SUBS)

/* struct hist - counts a bucket, and what buckets cannot tell exactly */
struct hist {
	u64 count;
	u64 sum;
	u64 min;
	u64 max;
	u64 bucket[HIST_BUCKETS];
};

/**
 * hist_index() - the bucket of a value
 * @value: in ns; what is beyond 2^HIST_MAX_BITS shares the last bucket, and max stays exact
 */
static inline u32 hist_index(u64 value)
{
	int shift = fls64(value) - 1 - HIST_SUB_BITS;

	if (shift < 0)
		return value;
	if (shift >= HIST_MAX_BITS - HIST_SUB_BITS)
		return HIST_BUCKETS - 1;
	return (shift << HIST_SUB_BITS) + (value >> shift);
}

/**
 * hist_lower() - the smallest value of a bucket
 * @index: the bucket
 */
static inline u64 hist_lower(u32 index)
{
	u32 shift = index >> HIST_SUB_BITS;

	if (shift <= 1)
		return index;
	return (u64)(HIST_SUBS + (index & (HIST_SUBS - 1))) << (shift - 1);
}

/**
 * hist_upper() - the largest value of a bucket
 * @index: the bucket
 */
static inline u64 hist_upper(u32 index)
{
	return hist_lower(index + 1) - 1;
}

/**
 * hist_begin() - make an empty histogram of memory that is all zero
 * @h: the histogram
 */
static inline void hist_begin(struct hist *h)
{
	h->min = ~0ull;
}

/**
 * hist_clear() - make a histogram empty again
 * @h: one that was begun; as few buckets are touched as may have counted
 */
void hist_clear(struct hist *h);

/**
 * hist_add() - count a value
 * @h: the histogram
 * @value: in ns
 */
static inline void hist_add(struct hist *h, u64 value)
{
	h->bucket[hist_index(value)]++;
	h->count++;
	h->sum += value;
	if (value < h->min)
		h->min = value;
	if (value > h->max)
		h->max = value;
}

/**
 * hist_merge() - add all of one histogram to another
 * @to: the histogram that grows
 * @from: the histogram to add
 */
void hist_merge(struct hist *to, const struct hist *from);

/**
 * hist_quantile() - the value that a share of all values do not exceed
 * @h: the histogram
 * @ppm: the share in parts per million, 1 to 1000000
 *
 * Return: the upper end of the bucket that holds it (so at most 1/64 too large), never beyond the
 * exact maximum; 0 for an empty histogram.
 */
u64 hist_quantile(const struct hist *h, u32 ppm);

/**
 * hist_quantiles() - several of them, in one go
 * @h: the histogram
 * @ppm: the shares, rising
 * @value: gets what hist_quantile() returns for each
 * @nr: how many
 */
void hist_quantiles(const struct hist *h, const u32 *ppm, u64 *value, u32 nr);

/**
 * hist_mean() - the mean, exact
 * @h: the histogram
 *
 * Return: the mean in ns, rounded down; 0 for an empty histogram.
 */
u64 hist_mean(const struct hist *h);

#endif
