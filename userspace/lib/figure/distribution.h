/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How often each latency was seen, from hist.csv.
 */
#ifndef DMARIG_DISTRIBUTION_H
#define DMARIG_DISTRIBUTION_H

#include "lib/figure/figure.h"
#include "lib/result/results.h"

/**
 * fill_distribution() - curves of counts over total latency, for one transfer size
 * @figure: gets one panel; its title says which size: the one nearest to 4 KiB
 * @results: the results to draw; no hist.csv makes no curve
 * @facet: the facet of @results to draw
 */
void fill_distribution(struct figure *figure, const struct results *results,
		       const struct facet *facet);

#endif
