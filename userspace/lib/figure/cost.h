/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The cost of handing memory to a device by itself: op=none, by phase, mapping and size. With
 * fresh=1 it is the cost of allocating and freeing the memory, else of mapping memory that is
 * there.
 */
#ifndef DMARIG_COST_H
#define DMARIG_COST_H

#include "lib/base/table.h"
#include "lib/figure/figure.h"
#include "lib/result/results.h"

/* cost_fill_map(), cost_fill_alloc() - a panel a phase and percentile, a curve a mapping */
void cost_fill_map(struct figure *figure, const struct results *results,
		   const struct facet *facet);
void cost_fill_alloc(struct figure *figure, const struct results *results,
		     const struct facet *facet);

/* cost_table() - the same as a table, empty without a row of op=none */
void cost_table(const struct results *results, const struct facet *facet, struct table *table);

#endif
