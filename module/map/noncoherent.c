// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=noncoherent: cached memory from the DMA API, synchronised for every transfer.
 */
#include "map/map.h"

static int noncoherent_alloc(struct buf *buf)
{
	buf->cpu = dma_alloc_noncoherent(buf->dev, buf->len, &buf->dma, buf->dir, BUF_GFP);
	if (!buf->cpu)
		return -ENOMEM;
	/* Never wrong, but older kernels' dma-debug wants to see it asked. */
	return dma_mapping_error(buf->dev, buf->dma);
}

static void noncoherent_free(struct buf *buf)
{
	dma_free_noncoherent(buf->dev, buf->len, buf->cpu, buf->dma, buf->dir);
}

const struct mapping mapping_noncoherent = {
	.alloc			= noncoherent_alloc,
	.free			= noncoherent_free,
	.sync_for_device	= dmarig_persistent_sync_for_device,
	.sync_for_cpu		= dmarig_persistent_sync_for_cpu,
	.mmap			= dmarig_pages_mmap,
};
