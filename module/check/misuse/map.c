// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Misuses of mapping. Memory of the wrong kind is mapped but never touched: the device gets no
 * transfer, and cache maintenance is skipped. Memory of our own is mapped twice.
 */
#include <linux/dma-direct.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include "check/misuse/misuse.h"
#include "core/base/compat.h"

/*
 * An address the device cannot reach would be bounced, which reads the memory behind it.
 * The question is asked as if it were not RAM, because on 32 bits a module cannot tell where RAM
 * begins.
 */
static bool in_reach(struct device *dev, phys_addr_t phys)
{
	return ct_dma_reaches(dev, phys_to_dma(dev, phys), PAGE_SIZE);
}

/*
 * DMA_ATTR_SKIP_CPU_SYNC, because a sync goes through the linear map, in which the memory is not.
 */
static int map_and_unmap(struct device *dev, struct page *page, size_t at, size_t len)
{
	dma_addr_t dma;

	if (!in_reach(dev, page_to_phys(page)))
		return -EOPNOTSUPP;
	dma = dma_map_page_attrs(dev, page, at, len, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	dma_unmap_page_attrs(dev, dma, len, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int check_misuse_map_stack(struct check_scene *scene)
{
	u64 word = 0;
	struct page *page = is_vmalloc_addr(&word) ? vmalloc_to_page(&word) : virt_to_page(&word);

	return map_and_unmap(scene->dev, page, offset_in_page(&word), sizeof(word));
}

/* On some architectures its struct page must not be read. The address still reaches dma-debug. */
int check_misuse_map_text(struct check_scene *scene)
{
	void *text = dma_map_page_attrs;

	return map_and_unmap(scene->dev, virt_to_page(text), offset_in_page(text), sizeof(long));
}

/* dma_map_single() refuses vmalloc memory before it maps anything. */
int check_misuse_map_vmalloc(struct check_scene *scene)
{
	void *area = vmalloc(PAGE_SIZE);
	dma_addr_t dma;

	if (!area)
		return -ENOMEM;
	dma = dma_map_single(scene->dev, area, PAGE_SIZE, DMA_TO_DEVICE);
	if (!dma_mapping_error(scene->dev, dma))
		dma_unmap_single(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	vfree(area);
	return 0;
}

/* Return: the first address above our own that has no memory behind it. Memory comes in blocks. */
static void *find_invalid(struct check_scene *scene)
{
	phys_addr_t phys = ALIGN(page_to_phys(scene->pages), SZ_2M);

	while (virt_addr_valid(__va(phys)))
		phys += SZ_2M;
	return in_reach(scene->dev, phys) ? __va(phys) : NULL;
}

/* DMA_ATTR_SKIP_CPU_SYNC, because a sync would touch the memory. */
int check_misuse_map_invalid_area(struct check_scene *scene)
{
	void *invalid = find_invalid(scene);
	dma_addr_t dma;

	if (!invalid)
		return -EOPNOTSUPP;
	dma = dma_map_single_attrs(scene->dev, invalid, PAGE_SIZE, DMA_TO_DEVICE,
				   DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(scene->dev, dma))
		return -ENOMEM;
	dma_unmap_single_attrs(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

int check_misuse_overlapping_mappings(struct check_scene *scene)
{
	dma_addr_t one, two;
	int ret = check_scene_map(scene, DMA_FROM_DEVICE, &one);

	if (ret)
		return ret;
	ret = check_scene_map(scene, DMA_FROM_DEVICE, &two);
	if (!ret)
		dma_unmap_page(scene->dev, two, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_unmap_page(scene->dev, one, PAGE_SIZE, DMA_FROM_DEVICE);
	return ret;
}

/* The device gets no transfer, and of MMIO no cache is looked after. */
int check_misuse_map_ram_as_mmio(struct check_scene *scene)
{
#ifdef CT_HAVE_DMA_MAP_PHYS
	phys_addr_t phys = page_to_phys(scene->pages + 1);
	dma_addr_t dma;

	dma = dma_map_phys(scene->dev, phys, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_MMIO);
	if (dma_mapping_error(scene->dev, dma))
		return -ENOMEM;
	dma_unmap_phys(scene->dev, dma, PAGE_SIZE, DMA_TO_DEVICE, DMA_ATTR_MMIO);
	return 0;
#else
	return -EOPNOTSUPP;
#endif
}
