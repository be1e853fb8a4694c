// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Misuses of scatterlists.
 */
#include <linux/scatterlist.h>
#include "check/misuse/misuse.h"

#define ENTRIES	2

/*
 * Make two entries of a page each and map the first. The second gets an address too, because it is
 * unmapped and synced with the first when the count is wrong.
 */
static int map_first(struct check_scene *scene, struct scatterlist *sg)
{
	int i;

	sg_init_table(sg, ENTRIES);
	for (i = 0; i < ENTRIES; i++)
		sg_set_page(&sg[i], scene->pages + 1 + i, PAGE_SIZE, 0);
	if (!dma_map_sg(scene->dev, sg, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	sg_dma_address(&sg[1]) = sg_dma_address(&sg[0]) + PAGE_SIZE;
	sg_dma_len(&sg[1]) = PAGE_SIZE;
	return 0;
}

int check_misuse_free_wrong_function(struct check_scene *scene)
{
	struct scatterlist sg[ENTRIES];
	int ret = map_first(scene, sg);

	if (!ret)
		dma_unmap_page(scene->dev, sg_dma_address(sg), PAGE_SIZE, DMA_TO_DEVICE);
	return ret;
}

int check_misuse_free_sg_wrong_count(struct check_scene *scene)
{
	struct scatterlist sg[ENTRIES];
	int ret = map_first(scene, sg);

	if (!ret)
		dma_unmap_sg(scene->dev, sg, ENTRIES, DMA_TO_DEVICE);
	return ret;
}

int check_misuse_sync_sg_wrong_count(struct check_scene *scene)
{
	struct scatterlist sg[ENTRIES];
	int ret = map_first(scene, sg);

	if (ret)
		return ret;
	dma_sync_sg_for_device(scene->dev, sg, ENTRIES, DMA_TO_DEVICE);
	dma_unmap_sg(scene->dev, sg, 1, DMA_TO_DEVICE);
	return 0;
}

/* Map an entry of two pages, which only the device's limits forbid. */
static int map_two_pages(struct check_scene *scene)
{
	struct scatterlist sg;

	sg_init_table(&sg, 1);
	sg_set_page(&sg, scene->pages, 2 * PAGE_SIZE, 0);
	if (!dma_map_sg(scene->dev, &sg, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	dma_unmap_sg(scene->dev, &sg, 1, DMA_TO_DEVICE);
	return 0;
}

/* The limits are those of the whole device. No other channel of it is used meanwhile. */
int check_misuse_sg_segment_too_long(struct check_scene *scene)
{
	unsigned int limit = dma_get_max_seg_size(scene->dev);
	int ret;

	dma_set_max_seg_size(scene->dev, PAGE_SIZE);
	ret = map_two_pages(scene);
	dma_set_max_seg_size(scene->dev, limit);
	return ret;
}

int check_misuse_sg_across_boundary(struct check_scene *scene)
{
	unsigned long boundary = dma_get_seg_boundary(scene->dev);
	int ret;

	dma_set_seg_boundary(scene->dev, PAGE_SIZE - 1);
	ret = map_two_pages(scene);
	dma_set_seg_boundary(scene->dev, boundary);
	return ret;
}
