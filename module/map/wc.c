// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=wc: memory from dma_alloc_wc, whose writes the CPU may combine; nothing to do per
 * transfer. Where the architecture has no such memory, or the device needs none, it is the same as
 * mapping=coherent.
 */
#include "map/map.h"

static int wc_alloc(struct buf *buf)
{
	buf->cpu = dma_alloc_wc(buf->dev, buf->len, &buf->dma, BUF_GFP);
	return buf->cpu ? 0 : -ENOMEM;
}

static void wc_free(struct buf *buf)
{
	dma_free_wc(buf->dev, buf->len, buf->cpu, buf->dma);
}

static int wc_mmap(struct buf *buf, struct vm_area_struct *vma)
{
	return dma_mmap_wc(buf->dev, vma, buf->cpu, buf->dma, PAGE_ALIGN(buf->len));
}

const struct mapping mapping_wc = {
	.alloc	= wc_alloc,
	.free	= wc_free,
	.mmap	= wc_mmap,
};
