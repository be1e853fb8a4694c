/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What pq and pq_val share.
 */
#ifndef DMARIG_OP_PQ_H
#define DMARIG_OP_PQ_H

#include <linux/dmaengine.h>

struct slot;

/* dmarig_pq_flags() - the enum dma_ctrl_flags that disable what the knob says */
unsigned long dmarig_pq_flags(const struct slot *slot);

/* For struct op */
unsigned int dmarig_pq_align_shift(const struct dma_device *device);
unsigned int dmarig_pq_max_sources(struct dma_device *device, const struct params *p);

#endif
