// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=noncontiguous: pages that need not be contiguous for the CPU, synchronised for every
 * transfer.
 *
 * The kernel promises one range for the device (dma_alloc_noncontiguous() in
 * Documentation/core-api/dma-api.rst), and dma_vmap_noncontiguous() makes it one for the CPU. Only
 * the whole table can be synchronised, so the cost is that of the buffer and not of the slice.
 */
#include <linux/highmem.h>
#include "common/memory.h"
#include "map/map.h"
#include "map/segments.h"

#ifdef CT_HAVE_NONCONTIGUOUS

static int noncontiguous_alloc(struct buf *buf)
{
	struct sg_table *sgt;

	sgt = dma_alloc_noncontiguous(buf->dev, buf->len, buf->dir, BUF_GFP, 0);
	if (!sgt)
		return -ENOMEM;
	buf->cpu = dma_vmap_noncontiguous(buf->dev, buf->len, sgt);
	if (!buf->cpu) {
		dma_free_noncontiguous(buf->dev, buf->len, sgt, buf->dir);
		return -ENOMEM;
	}
	buf->dma = sg_dma_address(sgt->sgl);
	buf->priv = sgt;
	return 0;
}

static void noncontiguous_free(struct buf *buf)
{
	dma_vunmap_noncontiguous(buf->dev, buf->cpu);
	dma_free_noncontiguous(buf->dev, buf->len, buf->priv, buf->dir);
}

/* The caches of the CPU's second view of the pages are ours to look after, where they matter. */
static void noncontiguous_sync_for_device(struct buf *buf, size_t at, size_t len)
{
	flush_kernel_vmap_range(buf->cpu, buf->len);
	dma_sync_sgtable_for_device(buf->dev, buf->priv, buf->dir);
}

static void noncontiguous_sync_for_cpu(struct buf *buf, size_t at, size_t len)
{
	dma_sync_sgtable_for_cpu(buf->dev, buf->priv, buf->dir);
	invalidate_kernel_vmap_range(buf->cpu, buf->len);
}

static int noncontiguous_mmap(struct buf *buf, struct vm_area_struct *vma)
{
	return dma_mmap_noncontiguous(buf->dev, vma, vma->vm_end - vma->vm_start, buf->priv);
}

/* Without an IOMMU, or where its pages happen to be neighbours, it is one piece. */
static int noncontiguous_check(struct device *dev, const struct params *p, struct sentence *s)
{
	return dmarig_segments_check_whole(dev, p, s, memory_imported(p, PAGE_SIZE).bytes);
}

const struct mapping mapping_noncontiguous = {
	.alloc			= noncontiguous_alloc,
	.free			= noncontiguous_free,
	.sync_for_device	= noncontiguous_sync_for_device,
	.sync_for_cpu		= noncontiguous_sync_for_cpu,
	.mmap			= noncontiguous_mmap,
	.check			= noncontiguous_check,
};

#else

const struct mapping mapping_noncontiguous = {
	.missing = "has no dma_alloc_noncontiguous()",
};

#endif
