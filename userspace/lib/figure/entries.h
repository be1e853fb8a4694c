/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Throughput and the cost of mapping over the number of entries of a scatterlist, and whether an
 * IOMMU merged entries. All channels are in one figure, because their worlds are what differs.
 */
#ifndef DMARIG_ENTRIES_H
#define DMARIG_ENTRIES_H

#include "lib/base/table.h"
#include "lib/figure/figure.h"
#include "lib/result/results.h"

/* entries_fill() - panels for throughput, map and unmap; nothing if sg_entries does not vary */
void entries_fill(struct figure *figure, const struct results *results,
		  const struct facet *facet);

/* entries_table() - the same as a table, with the number of entries the device saw */
void entries_table(const struct results *results, struct table *table);

#endif
