// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Misuses of unmapping and freeing. dma-debug forgets the mapping together with its complaint, and
 * on the direct path nothing else remembers it, so there is nothing to clear up.
 */
#include "check/misuse/misuse.h"
#include "core/base/compat.h"

/* DMA_ATTR_SKIP_CPU_SYNC, because a sync would take the address for one of memory. */
int check_misuse_free_invalid_address(struct check_scene *scene)
{
	dma_unmap_page_attrs(scene->dev, DMA_MAPPING_ERROR, PAGE_SIZE, DMA_TO_DEVICE,
			     DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int check_misuse_free_not_allocated(struct check_scene *scene)
{
	dma_addr_t dma;
	int ret = check_scene_map(scene, DMA_TO_DEVICE, &dma);

	if (ret)
		return ret;
	dma_unmap_page(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	dma_unmap_page(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

int check_misuse_free_wrong_size(struct check_scene *scene)
{
	dma_addr_t dma;
	int ret = check_scene_map(scene, DMA_TO_DEVICE, &dma);

	if (!ret)
		dma_unmap_page(scene->dev, dma, PAGE_SIZE / 2, DMA_TO_DEVICE);
	return ret;
}

int check_misuse_free_wrong_direction(struct check_scene *scene)
{
	dma_addr_t dma;
	int ret = check_scene_map(scene, DMA_TO_DEVICE, &dma);

	if (!ret)
		dma_unmap_page(scene->dev, dma, PAGE_SIZE, DMA_BIDIRECTIONAL);
	return ret;
}

/*
 * The memory is found by its DMA address and freed completely. The CPU address matters only where
 * memory is remapped.
 */
int check_misuse_free_wrong_cpu_address(struct check_scene *scene)
{
	dma_addr_t dma;
	void *cpu = dma_alloc_coherent(scene->dev, 2 * PAGE_SIZE, &dma, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	dma_free_coherent(scene->dev, 2 * PAGE_SIZE, cpu + PAGE_SIZE, dma);
	return 0;
}

int check_misuse_unchecked_error(struct check_scene *scene)
{
	dma_addr_t dma = dma_map_page(scene->dev, scene->pages + 1, 0, PAGE_SIZE, DMA_TO_DEVICE);

	dma_unmap_page(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}

int check_misuse_leak(struct check_scene *scene)
{
	int ret = check_scene_map(scene, DMA_TO_DEVICE, &scene->left);

	scene->is_left = !ret;
	return ret;
}

/* The driver is not unbound here. The caller, who has made the device, does that. */
int check_misuse_leak_at_unbind(struct check_scene *scene)
{
	return check_misuse_leak(scene);
}

int check_misuse_free_wrong_attrs(struct check_scene *scene)
{
	dma_addr_t dma = dma_map_page_attrs(scene->dev, scene->pages + 1, 0, PAGE_SIZE,
					    DMA_TO_DEVICE, CT_ATTR_REQUIRE_COHERENT);

	if (dma_mapping_error(scene->dev, dma))
		return -ENOMEM;
	dma_unmap_page(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}
