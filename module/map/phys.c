// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=phys: pages, mapped and unmapped by their physical address for every transfer, which is
 * what every other way of mapping comes down to since Linux 6.18.
 */
#include <linux/io.h>
#include "map/map.h"

#ifdef CT_HAVE_DMA_MAP_PHYS

static int phys_map(struct buf *buf, size_t at, size_t len)
{
	buf->addr = dma_map_phys(buf->dev, virt_to_phys(buf->cpu + at), len, buf->dir, buf->attrs);
	return dma_mapping_error(buf->dev, buf->addr);
}

static void phys_unmap(struct buf *buf, size_t at, size_t len)
{
	dma_unmap_phys(buf->dev, buf->addr, len, buf->dir, buf->attrs);
}

const struct mapping mapping_phys = {
	.alloc			= dmarig_pages_alloc,
	.free			= dmarig_pages_free,
	.map			= phys_map,
	.unmap			= phys_unmap,
	.sync_for_device	= dmarig_slice_sync_for_device,
	.sync_for_cpu		= dmarig_slice_sync_for_cpu,
};

#else

const struct mapping mapping_phys = {
	.missing = "has no dma_map_phys(), which came with 6.18",
};

#endif
