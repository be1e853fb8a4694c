/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The share of each segment in the time of a run's transfers: of the median transfer, of the p99
 * transfer, and of the longest. Its memory has a fixed size.
 */
#ifndef DMARIG_SHARES_H
#define DMARIG_SHARES_H

#include "common/hist.h"
#include "lib/base/table.h"
#include "trace/lives.h"

/* S(name, ppm): the shares that are printed; the last is the worst transfer itself */
#define TRACE_SHARES(S)	\
	S(p50, 500000)	\
	S(p99, 990000)	\
	S(worst, 1000000)

#define SHARE_ENUM(name, ppm) SHARE_##name,
enum share_kind { TRACE_SHARES(SHARE_ENUM) NR_SHARES };
#undef SHARE_ENUM

/*
 * struct share - where the time of some transfers went: of all those in the histogram's bucket (at
 * most 1/64 wide) of the quantile, the mean, so that the segments add up to the total.
 */
struct share {
	double ns[NR_INSTANTS];
	bool has[NR_INSTANTS];
	double total;
	enum instant owner;
};

/* struct shares - of a run */
struct shares {
	struct hist total;
	u64 sum[HIST_BUCKETS][NR_INSTANTS];
	u32 nr[HIST_BUCKETS][NR_INSTANTS];	/* the number of transfers with the segment */
	struct segments worst;
	u64 missed;		/* transfers in whose life events were lost */
	u64 calls[NR_SYSTEMS];	/* events of all maps and unmaps */
};

extern const char *const share_names[NR_SHARES];

/* shares_reset() - none yet */
void shares_reset(struct shares *shares);

/* shares_add() - a transfer */
void shares_add(struct shares *shares, const struct breakdown *b);

/* shares_get() - one of them; of none, all zeroes */
struct share shares_get(const struct shares *shares, enum share_kind kind);

/* share_percent() - a segment's part of the whole */
double share_percent(const struct share *share, enum instant segment);

/**
 * share_columns() - the columns of a table of shares
 * @table: the table, which may have columns before
 */
void share_columns(struct table *table);

/* share_cells() - the cells in those columns */
void share_cells(struct table *table, const char *name, const struct share *share);

#endif
