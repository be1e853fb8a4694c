// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=premapped: pages mapped once, synchronised for every transfer.
 */
#include "core/observe/observe.h"
#include "map/map.h"

static int premapped_alloc(struct buf *buf)
{
	int ret = dmarig_pages_alloc(buf);

	if (ret)
		return ret;
	buf->dma = dma_map_single(buf->dev, buf->cpu, buf->len, buf->dir);
	if (!dma_mapping_error(buf->dev, buf->dma)) {
		/* Mapping gave it to the device; the CPU is the first to use it. */
		dmarig_persistent_sync_for_cpu(buf, 0, buf->len);
		buf->copied = dmarig_observe_copied(buf->dev, buf->dma, virt_to_phys(buf->cpu));
		return 0;
	}
	dmarig_pages_free(buf);
	return -ENOMEM;
}

static void premapped_free(struct buf *buf)
{
	dma_unmap_single(buf->dev, buf->dma, buf->len, buf->dir);
	dmarig_pages_free(buf);
}

const struct mapping mapping_premapped = {
	.alloc			= premapped_alloc,
	.free			= premapped_free,
	.sync_for_device	= dmarig_persistent_sync_for_device,
	.sync_for_cpu		= dmarig_persistent_sync_for_cpu,
	.mmap			= dmarig_pages_mmap,
};
