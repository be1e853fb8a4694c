// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=page: pages, mapped and unmapped by page and offset for every transfer.
 */
#include <linux/mm.h>
#include "map/map.h"

static int page_map(struct buf *buf, size_t at, size_t len)
{
	struct page *page = virt_to_page(buf->cpu + at);

	buf->addr = dma_map_page_attrs(buf->dev, page, offset_in_page(at), len, buf->dir,
				       buf->attrs);
	return dma_mapping_error(buf->dev, buf->addr);
}

static void page_unmap(struct buf *buf, size_t at, size_t len)
{
	dma_unmap_page_attrs(buf->dev, buf->addr, len, buf->dir, buf->attrs);
}

const struct mapping mapping_page = {
	.alloc			= dmarig_pages_alloc,
	.free			= dmarig_pages_free,
	.map			= page_map,
	.unmap			= page_unmap,
	.sync_for_device	= dmarig_slice_sync_for_device,
	.sync_for_cpu		= dmarig_slice_sync_for_cpu,
};
