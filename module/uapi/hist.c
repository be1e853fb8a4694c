// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What is done with a histogram after the measuring. Pure code.
 */
#include "hist.h"

void hist_reset(struct hist *h)
{
	memset(h, 0, sizeof(*h));
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

u64 hist_quantile(const struct hist *h, u32 ppm)
{
	u64 rank = rank_of(h->count, ppm), seen = 0;
	u32 i;

	if (!h->count)
		return 0;
	for (i = hist_index(h->min); i < HIST_BUCKETS; i++) {
		seen += h->bucket[i];
		if (seen >= rank)
			break;
	}
	/* The last bucket has no upper end of its own, and no value lies beyond the maximum. */
	if (i >= HIST_BUCKETS - 1 || hist_upper(i) > h->max)
		return h->max;
	return hist_upper(i);
}

u64 hist_mean(const struct hist *h)
{
	return h->count ? div64_u64(h->sum, h->count) : 0;
}
