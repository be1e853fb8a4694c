// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dma_map_ops of a controller's own. Memory is handed out as it is, because the device is coherent;
 * what is special is the address. A client may unmap and free when the device is gone already.
 */
#include <linux/dma-map-ops.h>
#include <linux/gfp.h>
#include <linux/scatterlist.h>
#include "core/base/compat.h"
#include "sim/sim.h"
#include "sim/world/iova.h"
#include "sim/world/map_ops.h"

#ifdef CT_HAVE_DMA_OPS

static struct sim_iova *iova_of(struct device *dev)
{
	struct sim *sim = dev_get_drvdata(dev);

	return sim ? sim->iova : NULL;
}

static dma_addr_t map_range(struct device *dev, phys_addr_t phys, size_t len,
			    enum dma_data_direction dir, unsigned long attrs)
{
	struct sim_iova *iova = iova_of(dev);

	return iova ? sim_iova_map(iova, phys, len, dir) : DMA_MAPPING_ERROR;
}

static void ops_unmap(struct device *dev, dma_addr_t addr, size_t len,
		      enum dma_data_direction dir, unsigned long attrs)
{
	struct sim_iova *iova = iova_of(dev);

	if (iova && !sim_iova_unmap(iova, addr))
		dev_err_ratelimited(dev, "%pad is unmapped, and was not mapped\n", &addr);
}

static void ops_unmap_sg(struct device *dev, struct scatterlist *sgl, int nr,
			 enum dma_data_direction dir, unsigned long attrs)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, nr, i)
		ops_unmap(dev, sg_dma_address(sg), sg_dma_len(sg), dir, attrs);
}

static int ops_map_sg(struct device *dev, struct scatterlist *sgl, int nr,
		      enum dma_data_direction dir, unsigned long attrs)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, nr, i) {
		sg_dma_address(sg) = map_range(dev, sg_phys(sg), sg->length, dir, attrs);
		if (sg_dma_address(sg) == DMA_MAPPING_ERROR) {
			ops_unmap_sg(dev, sgl, i, dir, attrs);
			return CT_MAP_SG_FAILED;
		}
		sg_dma_len(sg) = sg->length;
	}
	return nr;
}

static void *alloc_mapped(struct device *dev, size_t size, dma_addr_t *addr, gfp_t gfp,
			  enum dma_data_direction dir)
{
	void *p = alloc_pages_exact(size, gfp | __GFP_ZERO);

	if (!p)
		return NULL;
	*addr = map_range(dev, virt_to_phys(p), size, dir, 0);
	if (*addr != DMA_MAPPING_ERROR)
		return p;
	free_pages_exact(p, size);
	return NULL;
}

static void *ops_alloc(struct device *dev, size_t size, dma_addr_t *addr, gfp_t gfp,
		       unsigned long attrs)
{
	return alloc_mapped(dev, size, addr, gfp, DMA_BIDIRECTIONAL);
}

static void ops_free(struct device *dev, size_t size, void *p, dma_addr_t addr,
		     unsigned long attrs)
{
	ops_unmap(dev, addr, size, DMA_BIDIRECTIONAL, 0);
	free_pages_exact(p, size);
}

static struct page *ops_alloc_pages(struct device *dev, size_t size, dma_addr_t *addr,
				    enum dma_data_direction dir, gfp_t gfp)
{
	void *p = alloc_mapped(dev, size, addr, gfp, dir);

	return p ? virt_to_page(p) : NULL;
}

static void ops_free_pages(struct device *dev, size_t size, struct page *page, dma_addr_t addr,
			   enum dma_data_direction dir)
{
	ops_unmap(dev, addr, size, dir, 0);
	free_pages_exact(page_address(page), size);
}

static dma_addr_t ops_map(struct device *dev, CT_MAP_ARGS, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	return map_range(dev, CT_MAP_PHYS, size, dir, attrs);
}

static const struct dma_map_ops sim_map_ops = {
	.alloc			= ops_alloc,
	.free			= ops_free,
	.ct_alloc_pages_op	= ops_alloc_pages,
	.free_pages		= ops_free_pages,
	.ct_map			= ops_map,
	.ct_unmap		= ops_unmap,
	.map_sg			= ops_map_sg,
	.unmap_sg		= ops_unmap_sg,
};

int sim_map_ops_set(struct device *dev)
{
	set_dma_ops(dev, &sim_map_ops);
	return 0;
}

bool sim_map_ops_are_set(struct device *dev)
{
	return get_dma_ops(dev) == &sim_map_ops;
}

#else

int sim_map_ops_set(struct device *dev)
{
	return -EOPNOTSUPP;
}

bool sim_map_ops_are_set(struct device *dev)
{
	return false;
}

#endif
