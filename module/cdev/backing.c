// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Backing memory, which stands for a device's: chunks of kernel memory, mapped once.
 */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include "cdev/cdev.h"

#define CHUNK_BYTES	SZ_256K	/* of a chunk at most: no more comes in one piece for sure */

static int chunk_alloc(struct device *dev, struct chunk *chunk, size_t len)
{
	chunk->cpu = alloc_pages_exact(len, GFP_KERNEL | __GFP_ZERO);
	if (!chunk->cpu)
		return -ENOMEM;
	chunk->len = len;
	chunk->addr = dma_map_single(dev, chunk->cpu, len, DMA_BIDIRECTIONAL);
	if (!dma_mapping_error(dev, chunk->addr))
		return 0;
	free_pages_exact(chunk->cpu, len);
	return -ENOMEM;
}

int dmarig_backing_alloc(struct dmarig_cdev *cdev, size_t bytes)
{
	struct backing *backing = &cdev->backing;
	size_t at, len;
	int ret;

	backing->chunk_bytes = rounddown_pow_of_two(min_t(size_t, CHUNK_BYTES, cdev->most));
	backing->bytes = bytes;
	backing->chunks = kvcalloc(DIV_ROUND_UP(bytes, backing->chunk_bytes),
				   sizeof(*backing->chunks), GFP_KERNEL);
	if (!backing->chunks)
		return -ENOMEM;
	for (at = 0; at < bytes; at += len) {
		len = min_t(size_t, bytes - at, backing->chunk_bytes);
		ret = chunk_alloc(cdev->dev, &backing->chunks[backing->nr], len);
		if (ret) {
			dmarig_backing_free(cdev);
			return ret;
		}
		backing->nr++;
	}
	return 0;
}

void dmarig_backing_free(struct dmarig_cdev *cdev)
{
	struct backing *backing = &cdev->backing;
	struct chunk *chunk;

	while (backing->nr) {
		chunk = &backing->chunks[--backing->nr];
		dma_unmap_single(cdev->dev, chunk->addr, chunk->len, DMA_BIDIRECTIONAL);
		free_pages_exact(chunk->cpu, chunk->len);
	}
	kvfree(backing->chunks);
	backing->chunks = NULL;
}

dma_addr_t dmarig_backing_find(const struct backing *backing, size_t at, size_t *len)
{
	const struct chunk *chunk = &backing->chunks[at / backing->chunk_bytes];

	at &= backing->chunk_bytes - 1;
	*len = min(*len, chunk->len - at);
	return chunk->addr + at;
}
