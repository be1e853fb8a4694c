// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What several mappings share: plain pages, and the cache maintenance of a mapping that lasts.
 */
#include <linux/gfp.h>
#include "map/map.h"

/* pages_alloc() - the buffer's memory as physically contiguous pages */
int pages_alloc(struct buf *buf)
{
	buf->cpu = alloc_pages_exact(buf->len, BUF_GFP | __GFP_ZERO);
	return buf->cpu ? 0 : -ENOMEM;
}

/* pages_free() - give the memory of pages_alloc() back */
void pages_free(struct buf *buf)
{
	free_pages_exact(buf->cpu, buf->len);
}

/* lasting_sync_for_device() - hand a slice of buf->dma to the device */
void lasting_sync_for_device(struct buf *buf, size_t at, size_t len)
{
	dma_sync_single_range_for_device(buf->dev, buf->dma, at, len, buf->dir);
}

/* lasting_sync_for_cpu() - take a slice of buf->dma back */
void lasting_sync_for_cpu(struct buf *buf, size_t at, size_t len)
{
	dma_sync_single_range_for_cpu(buf->dev, buf->dma, at, len, buf->dir);
}

/* slice_sync_for_device() - hand the slice at buf->addr to the device */
void slice_sync_for_device(struct buf *buf, size_t at, size_t len)
{
	dma_sync_single_for_device(buf->dev, buf->addr, len, buf->dir);
}

/* slice_sync_for_cpu() - take it back */
void slice_sync_for_cpu(struct buf *buf, size_t at, size_t len)
{
	dma_sync_single_for_cpu(buf->dev, buf->addr, len, buf->dir);
}
