// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What is done with a histogram after the measuring. Pure code.
 */
#include "common/hist.h"

void hist_clear(struct hist *h)
{
	u32 first = hist_index(h->min), last = hist_index(h->max);

	if (h->count)
		memset(h->bucket + first, 0, (last - first + 1) * sizeof(*h->bucket));
	h->count = 0;
	h->sum = 0;
	h->max = 0;
	hist_begin(h);
}

void hist_merge(struct hist *to, const struct hist *from)
{
	u32 i, last = hist_index(from->max);

	if (!from->count)
		return;
	for (i = hist_index(from->min); i <= last; i++)
		to->bucket[i] += from->bucket[i];
	to->count += from->count;
	to->sum += from->sum;
	if (from->min < to->min)
		to->min = from->min;
	if (from->max > to->max)
		to->max = from->max;
}

/* The rank is ceil(count * ppm / 10^6), put so that it cannot overflow. */
static u64 rank_of(u64 count, u32 ppm)
{
	u64 rest, whole = div64_u64_rem(count, 1000000, &rest);

	return whole * ppm + div64_u64(rest * ppm + 999999, 1000000);
}

/* The last bucket has no upper end of its own, and no value lies beyond the maximum. */
static u64 end_of(const struct hist *h, u32 i)
{
	return i >= HIST_BUCKETS - 1 || hist_upper(i) > h->max ? h->max : hist_upper(i);
}

void hist_quantiles(const struct hist *h, const u32 *ppm, u64 *value, u32 nr)
{
	u32 i = hist_index(h->min), n;
	u64 rank, before = 0;

	for (n = 0; n < nr; n++) {
		rank = rank_of(h->count, ppm[n]);
		while (i < HIST_BUCKETS - 1 && before + h->bucket[i] < rank)
			before += h->bucket[i++];
		value[n] = h->count ? end_of(h, i) : 0;
	}
}

u64 hist_quantile(const struct hist *h, u32 ppm)
{
	u64 value;

	hist_quantiles(h, &ppm, &value, 1);
	return value;
}

u64 hist_mean(const struct hist *h)
{
	return h->count ? div64_u64(h->sum, h->count) : 0;
}
