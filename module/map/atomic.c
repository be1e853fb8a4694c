// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=atomic: coherent memory allocated as in an interrupt, without sleeping; nothing to do per
 * transfer. For a device that is not coherent, that is memory from the kernel's atomic pools, which
 * are small and grow only later, from a work item.
 */
#include "map/map.h"

static int atomic_alloc(struct buf *buf)
{
	buf->cpu = dma_alloc_coherent(buf->dev, buf->len, &buf->dma, GFP_ATOMIC | __GFP_NOWARN);
	return buf->cpu ? 0 : -ENOMEM;
}

static void atomic_free(struct buf *buf)
{
	dma_free_coherent(buf->dev, buf->len, buf->cpu, buf->dma);
}

const struct mapping mapping_atomic = {
	.alloc	= atomic_alloc,
	.free	= atomic_free,
	.source	= "the atomic pools, or what else is had without sleeping: try coherent_pool=",
};
