/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What memset and memset_sg have in common; see memset.c. For this folder.
 */
#ifndef DMARIG_OP_MEMSET_H
#define DMARIG_OP_MEMSET_H

#include "core/slot/slot.h"

/* For struct op. */
unsigned int dmarig_memset_align_shift(const struct dma_device *device);
size_t dmarig_memset_compare(const struct slot *slot, u32 i);
void dmarig_memset_explain(const struct slot *slot, u32 i, size_t bad, char *text, size_t room);

#endif
