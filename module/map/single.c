// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=single: kmalloc memory, mapped and unmapped for every transfer.
 */
#include <linux/slab.h>
#include "map/map.h"

static int single_alloc(struct buf *buf)
{
	buf->cpu = kzalloc(buf->len, BUF_GFP);
	return buf->cpu ? 0 : -ENOMEM;
}

static void single_free(struct buf *buf)
{
	kfree(buf->cpu);
}

static int single_map(struct buf *buf, size_t at, size_t len)
{
	buf->addr = dma_map_single_attrs(buf->dev, buf->cpu + at, len, buf->dir, buf->attrs);
	return dma_mapping_error(buf->dev, buf->addr);
}

static void single_unmap(struct buf *buf, size_t at, size_t len)
{
	dma_unmap_single_attrs(buf->dev, buf->addr, len, buf->dir, buf->attrs);
}

const struct mapping mapping_single = {
	.alloc			= single_alloc,
	.free			= single_free,
	.map			= single_map,
	.unmap			= single_unmap,
	.sync_for_device	= dmarig_slice_sync_for_device,
	.sync_for_cpu		= dmarig_slice_sync_for_cpu,
};
