// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Misuses of syncing. They touch only a page of our own, so that a wrong sync on a device that is
 * not coherent destroys nothing.
 */
#include "check/misuse/misuse.h"

int check_misuse_sync_not_allocated(struct check_scene *scene)
{
	dma_addr_t dma;
	int ret = check_scene_map(scene, DMA_TO_DEVICE, &dma);

	if (ret)
		return ret;
	dma_unmap_page(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	dma_sync_single_for_device(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

int check_misuse_sync_outside(struct check_scene *scene)
{
	dma_addr_t dma;
	int ret = check_scene_map(scene, DMA_TO_DEVICE, &dma);

	if (ret)
		return ret;
	dma_sync_single_for_device(scene->dev, dma, 2 * PAGE_SIZE, DMA_TO_DEVICE);
	dma_unmap_page(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

/* Map a page in one direction and sync it for the CPU in another. */
static int sync_for_cpu(struct check_scene *scene, enum dma_data_direction mapped,
			enum dma_data_direction synced)
{
	dma_addr_t dma;
	int ret = check_scene_map(scene, mapped, &dma);

	if (ret)
		return ret;
	dma_sync_single_for_cpu(scene->dev, dma, PAGE_SIZE, synced);
	dma_unmap_page(scene->dev, dma, PAGE_SIZE, mapped);
	return 0;
}

int check_misuse_sync_wrong_direction(struct check_scene *scene)
{
	return sync_for_cpu(scene, DMA_FROM_DEVICE, DMA_BIDIRECTIONAL);
}

int check_misuse_sync_for_cpu_read_only(struct check_scene *scene)
{
	return sync_for_cpu(scene, DMA_TO_DEVICE, DMA_FROM_DEVICE);
}

int check_misuse_sync_for_device_write_only(struct check_scene *scene)
{
	dma_addr_t dma;
	int ret = check_scene_map(scene, DMA_FROM_DEVICE, &dma);

	if (ret)
		return ret;
	dma_sync_single_for_device(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	dma_unmap_page(scene->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
}
