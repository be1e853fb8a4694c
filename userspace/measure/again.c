// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Decides what is measured next.
 */
#include <math.h>
#include "lib/base/stats.h"
#include "measure/again.h"

double steady_spread(const struct steady *steady)
{
	double sorted[STEADY_LAST], median, spread = 0;
	int i, nr = steady->nr < STEADY_LAST ? steady->nr : STEADY_LAST;

	memcpy(sorted, steady->last, sizeof(sorted));
	median = stats_median(sorted, nr);
	for (i = 0; i < nr; i++)
		spread = fmax(spread, fabs(steady->last[i] / median - 1));
	return spread;
}

enum steady_state steady_add(struct steady *steady, double value)
{
	steady->last[steady->nr++ % STEADY_LAST] = value;
	if (steady->nr >= STEADY_LAST && steady_spread(steady) <= steady->within)
		return STEADY_YES;
	return steady->nr < STEADY_MOST ? STEADY_NOT_YET : STEADY_NEVER;
}

u64 depth_next(struct depth_search *search, u64 depth, double p99)
{
	if (p99 <= search->target) {
		search->good = depth;
		search->good_p99 = p99;
	} else {
		search->bad = depth;
		search->bad_p99 = p99;
	}
	if (!search->bad) {
		if (depth == search->most)
			return 0;
		return 2 * depth < search->most ? 2 * depth : search->most;
	}
	if (search->bad - search->good <= 1)
		return 0;
	return search->good + (search->bad - search->good) / 2;
}
