// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What stands for a device's memory: chunks of kernel memory, mapped once.
 */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include "outlet/outlet.h"

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

int store_alloc(struct outlet *o, size_t bytes)
{
	struct store *store = &o->store;
	size_t at, len;
	int ret;

	store->chunk_bytes = rounddown_pow_of_two(min_t(size_t, CHUNK_BYTES, o->most));
	store->bytes = bytes;
	store->chunks = kvcalloc(DIV_ROUND_UP(bytes, store->chunk_bytes), sizeof(*store->chunks),
				 GFP_KERNEL);
	if (!store->chunks)
		return -ENOMEM;
	for (at = 0; at < bytes; at += len) {
		len = min_t(size_t, bytes - at, store->chunk_bytes);
		ret = chunk_alloc(o->dev, &store->chunks[store->nr], len);
		if (ret) {
			store_free(o);
			return ret;
		}
		store->nr++;
	}
	return 0;
}

void store_free(struct outlet *o)
{
	struct store *store = &o->store;
	struct chunk *chunk;

	while (store->nr) {
		chunk = &store->chunks[--store->nr];
		dma_unmap_single(o->dev, chunk->addr, chunk->len, DMA_BIDIRECTIONAL);
		free_pages_exact(chunk->cpu, chunk->len);
	}
	kvfree(store->chunks);
	store->chunks = NULL;
}

dma_addr_t store_find(const struct store *store, size_t at, size_t *len)
{
	const struct chunk *chunk = &store->chunks[at / store->chunk_bytes];

	at &= store->chunk_bytes - 1;
	*len = min(*len, chunk->len - at);
	return chunk->addr + at;
}
