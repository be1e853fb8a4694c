/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Whether a point is measured again, and at which depth: until its throughput is steady, or until
 * the greatest depth is known that keeps a latency. Pure arithmetic.
 */
#ifndef DMARIG_AGAIN_H
#define DMARIG_AGAIN_H

#include "common/port.h"

#define STEADY_LAST	5	/* so many measurements in a row have to agree */
#define STEADY_MOST	100	/* after so many it gives up */

/* struct steady - zeroed, but for within */
struct steady {
	double within;		/* 0.01: the last ones lie within 1 % of their median */
	double last[STEADY_LAST];
	int nr;
};

enum steady_state { STEADY_NOT_YET, STEADY_YES, STEADY_NEVER };

/* steady_add() - take a measurement */
enum steady_state steady_add(struct steady *steady, double value);

/* steady_spread() - how far the last ones are from their median at most, beside it */
double steady_spread(const struct steady *steady);

/* struct depth_search - zeroed, but for target and most */
struct depth_search {
	double target;		/* the latency, in ns */
	u64 most;		/* the greatest depth there is */
	u64 good, bad;		/* the greatest known to keep it, the least known not to; 0: none */
	double good_p99, bad_p99;
};

/**
 * depth_next() - take what a depth took, and say which to try next
 * @search: the search
 * @depth: what was tried
 * @p99: its latency in ns
 *
 * It doubles while the target is kept, and then halves what is between.
 * Return: the next depth; 0: it is known, or 1 is too deep already.
 */
u64 depth_next(struct depth_search *search, u64 depth, double p99);

#endif
