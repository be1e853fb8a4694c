// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=coherent: memory both sides may use at any time; nothing to do per transfer.
 */
#include "map/map.h"

static int coherent_alloc(struct buf *buf)
{
	buf->cpu = dma_alloc_attrs(buf->dev, buf->len, &buf->dma, BUF_GFP, buf->attrs);
	return buf->cpu ? 0 : -ENOMEM;
}

static void coherent_free(struct buf *buf)
{
	dma_free_attrs(buf->dev, buf->len, buf->cpu, buf->dma, buf->attrs);
}

const struct mapping mapping_coherent = {
	.alloc	= coherent_alloc,
	.free	= coherent_free,
	.mmap	= dmarig_coherent_mmap,
};
