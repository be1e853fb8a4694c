// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=contiguous: coherent memory that is contiguous for the CPU as well, even where an IOMMU
 * could make it contiguous for the device alone; nothing to do per transfer.
 */
#include "map/map.h"

static int contiguous_alloc(struct buf *buf)
{
	buf->cpu = dma_alloc_attrs(buf->dev, buf->len, &buf->dma, BUF_GFP,
				   buf->attrs | DMA_ATTR_FORCE_CONTIGUOUS);
	return buf->cpu ? 0 : -ENOMEM;
}

static void contiguous_free(struct buf *buf)
{
	dma_free_attrs(buf->dev, buf->len, buf->cpu, buf->dma,
		       buf->attrs | DMA_ATTR_FORCE_CONTIGUOUS);
}

static int contiguous_mmap(struct buf *buf, struct vm_area_struct *vma)
{
	return dma_mmap_attrs(buf->dev, vma, buf->cpu, buf->dma, PAGE_ALIGN(buf->len),
			      buf->attrs | DMA_ATTR_FORCE_CONTIGUOUS);
}

const struct mapping mapping_contiguous = {
	.alloc	= contiguous_alloc,
	.free	= contiguous_free,
	.mmap	= contiguous_mmap,
	.source	= "physically contiguous memory, which CMA makes likelier: try cma=",
};
