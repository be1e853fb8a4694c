// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Accumulates shares of the time, and reads them out.
 */
#include <math.h>
#include "lib/base/show.h"
#include "trace/shares.h"

#define NAME(name, ppm)	#name,
#define PPM(name, ppm)	ppm,
const char *const share_names[NR_SHARES] = { TRACE_SHARES(NAME) };
static const u32 share_ppm[NR_SHARES] = { TRACE_SHARES(PPM) };

#undef NAME
#undef PPM

void shares_reset(struct shares *shares)
{
	memset(shares, 0, sizeof(*shares));
	hist_begin(&shares->total);
}

void shares_add(struct shares *shares, const struct breakdown *b)
{
	const struct segments *segments = &b->segments;
	u32 bucket = hist_index(segments->total);
	int i;

	if (!shares->total.count || segments->total > shares->total.max)
		shares->worst = *segments;
	hist_add(&shares->total, segments->total);
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		shares->sum[bucket][i] += segments->ns[i];
		shares->nr[bucket][i] += segments->has[i];
	}
	for (i = 0; i < NR_SYSTEMS; i++)
		shares->calls[i] += b->calls[i];
	shares->missed += b->missed > 0;
}

static void name_owner(struct share *share)
{
	int i;

	share->owner = NR_INSTANTS - 1;
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		share->total += share->ns[i];
		if (share->ns[i] > share->ns[share->owner])
			share->owner = i;
	}
}

static void take_worst(struct share *share, const struct segments *worst)
{
	int i;

	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		share->ns[i] = worst->ns[i];
		share->has[i] = worst->has[i];
	}
}

struct share shares_get(const struct shares *shares, enum share_kind kind)
{
	u32 i, bucket = hist_index(hist_quantile(&shares->total, share_ppm[kind]));
	struct share share = { 0 };

	if (!shares->total.count)
		return share;
	if (kind == NR_SHARES - 1)
		take_worst(&share, &shares->worst);
	else
		for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
			share.ns[i] = (double)shares->sum[bucket][i] / shares->total.bucket[bucket];
			share.has[i] = shares->nr[bucket][i];
		}
	name_owner(&share);
	return share;
}

double share_percent(const struct share *share, enum instant segment)
{
	return share->total > 0 ? 100 * share->ns[segment] / share->total : 0;
}

void share_columns(struct table *table)
{
	int i;

	table_column(table, "of", CELL_WORD);
	table_column(table, "total", CELL_NUMBER);
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++)
		table_column(table, instant_names[i], CELL_NUMBER);
	table_column(table, "owned by", CELL_WORD);
}

void share_cells(struct table *table, const char *name, const struct share *share)
{
	char text[64], time[32];
	double value;
	int i;

	table_word(table, name, MOOD_PLAIN);
	table_number(table, share->total, "%s", show_time(time, share->total));
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		value = share->has[i] ? share->ns[i] : NAN;
		table_number(table, value, "%s", show_time(time, value));
	}
	snprintf(text, sizeof(text), "%s (%.0f %%)", instant_names[share->owner],
		 share_percent(share, share->owner));
	table_word(table, text, MOOD_PLAIN);
}
