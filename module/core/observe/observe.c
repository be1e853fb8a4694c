// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Observing the world around a device. What differs between kernels is asked feature by feature.
 */
#include <linux/dma-direct.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/iommu.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/vmalloc.h>
#include "core/base/compat.h"
#include "core/observe/observe.h"

#ifdef CONFIG_IOMMU_API

static unsigned int domain_type(struct device *dev)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(dev);

	return domain ? domain->type : 0;
}

enum dmarig_domain dmarig_observe_domain(struct device *dev)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(dev);

	if (!domain)
		return DMARIG_DOMAIN_none;
	if (ct_domain_is_lazy(domain))
		return DMARIG_DOMAIN_lazy;
	switch (domain->type) {
	case IOMMU_DOMAIN_DMA:
		return DMARIG_DOMAIN_strict;
	case IOMMU_DOMAIN_IDENTITY:
		return DMARIG_DOMAIN_identity;
	}
	return DMARIG_DOMAIN_other;
}

static bool is_translated(struct device *dev)
{
	return domain_type(dev) & __IOMMU_DOMAIN_DMA_API;
}

static phys_addr_t translate(struct device *dev, dma_addr_t addr)
{
	return iommu_iova_to_phys(iommu_get_domain_for_dev(dev), addr);
}

#else

enum dmarig_domain dmarig_observe_domain(struct device *dev)
{
	return DMARIG_DOMAIN_none;
}

static bool is_translated(struct device *dev)
{
	return false;
}

static phys_addr_t translate(struct device *dev, dma_addr_t addr)
{
	return addr;
}

#endif

/* The lowest page is left out, as drivers may take its address for none. */
#define LOWEST_HOLE	SZ_64K
#define HIGHEST_HOLE	SZ_256M

/* Is nothing mapped for @len bytes from @addr? */
static bool is_hole(struct device *dev, dma_addr_t addr, size_t len)
{
	size_t at;

	for (at = 0; at < len; at += PAGE_SIZE)
		if (translate(dev, addr + at))
			return false;
	return true;
}

bool dmarig_observe_hole(struct device *dev, size_t len, dma_addr_t *addr)
{
	u64 end = min_t(u64, dma_get_mask(dev), HIGHEST_HOLE);

	len = PAGE_ALIGN(len);
	for (*addr = LOWEST_HOLE; *addr + len <= end; *addr += SZ_64K)
		if (is_hole(dev, *addr, len))
			return true;
	return false;
}

enum dmarig_path dmarig_observe_path(struct device *dev)
{
	if (ct_uses_dma_iommu(dev, is_translated(dev)))
		return DMARIG_PATH_iommu;
	return get_dma_ops(dev) ? DMARIG_PATH_ops : DMARIG_PATH_direct;
}

bool dmarig_observe_coherent(struct device *dev)
{
	return dev_is_dma_coherent(dev);
}

u32 dmarig_observe_mask_bits(struct device *dev)
{
	return fls64(dma_get_mask(dev));
}

bool dmarig_observe_copied(struct device *dev, dma_addr_t addr, phys_addr_t phys)
{
	switch (dmarig_observe_path(dev)) {
	case DMARIG_PATH_direct:
		return dma_to_phys(dev, addr) != phys;
	case DMARIG_PATH_iommu:
		return translate(dev, addr) != phys;
	default:
		return false;
	}
}

static u32 observe_reserves(struct device *dev)
{
	return ct_has_coherent_pool(dev) << DMARIG_RESERVE_coherent |
	       ct_has_contiguous_area(dev) << DMARIG_RESERVE_contiguous |
	       ct_has_restricted_pool(dev) << DMARIG_RESERVE_restricted;
}

/*
 * A device may see memory in several windows, each with an offset of its own; the first one stands
 * for all only where they agree.
 */
static void describe_offset(struct observed *o, struct device *dev)
{
	const struct bus_dma_region *map = dev->dma_range_map, *m;
	s64 offset;

	strscpy(o->dma_offset_bytes, "0", sizeof(o->dma_offset_bytes));
	if (!map || o->path != DMARIG_PATH_direct)
		return;
	offset = (s64)((u64)map->dma_start - (u64)map->cpu_start);
	for (m = map; m->size; m++) {
		if ((s64)((u64)m->dma_start - (u64)m->cpu_start) == offset)
			continue;
		strscpy(o->dma_offset_bytes, "varies", sizeof(o->dma_offset_bytes));
		return;
	}
	snprintf(o->dma_offset_bytes, sizeof(o->dma_offset_bytes), "%lld", offset);
}

void dmarig_observe_device(struct observed *o, struct device *dev)
{
	strscpy(o->device, dev_name(dev), sizeof(o->device));
	o->path = dmarig_observe_path(dev);
	o->domain = dmarig_observe_domain(dev);
	o->coherent = dmarig_observe_coherent(dev);
	o->dma_mask_bits = dmarig_observe_mask_bits(dev);
	describe_offset(o, dev);
	word_join(dmarig_reserves, observe_reserves(dev), o->reserves, sizeof(o->reserves));
	strscpy(o->device_node, "none", sizeof(o->device_node));
	if (dev_to_node(dev) != NUMA_NO_NODE)
		snprintf(o->device_node, sizeof(o->device_node), "%d", dev_to_node(dev));
	o->swiotlb_bytes = ct_swiotlb_bytes(dev);
	o->swiotlb_forced = ct_swiotlb_is_forced(dev);
}

static const u8 zone_words[MAX_NR_ZONES] = {
#ifdef CONFIG_ZONE_DMA
	[ZONE_DMA]	= DMARIG_ZONE_dma,
#endif
#ifdef CONFIG_ZONE_DMA32
	[ZONE_DMA32]	= DMARIG_ZONE_dma32,
#endif
	[ZONE_NORMAL]	= DMARIG_ZONE_normal,
#ifdef CONFIG_HIGHMEM
	[ZONE_HIGHMEM]	= DMARIG_ZONE_highmem,
#endif
	[ZONE_MOVABLE]	= DMARIG_ZONE_movable,
#ifdef CONFIG_ZONE_DEVICE
	[ZONE_DEVICE]	= DMARIG_ZONE_device,
#endif
};

static void look_at_page(struct mem_extent *extent, unsigned long pfn, size_t end)
{
	u32 zone = DMARIG_ZONE_none;

	if (pfn_valid(pfn)) {
		zone = zone_words[page_zonenum(pfn_to_page(pfn))];
		node_set(page_to_nid(pfn_to_page(pfn)), extent->nodes);
	}
	extent->zones |= BIT(zone);
	extent->highest = max_t(u64, extent->highest, ((u64)pfn << PAGE_SHIFT) + end - 1);
}

/* @at, and what of @len bytes there are in its page */
static size_t look_at(struct mem_extent *extent, const void *at, size_t len)
{
	size_t n = min_t(size_t, len, PAGE_SIZE - offset_in_page(at));
	unsigned long pfn = is_vmalloc_addr(at) ? vmalloc_to_pfn(at) :
						  page_to_pfn(virt_to_page(at));

	look_at_page(extent, pfn, offset_in_page(at) + n);
	return n;
}

void dmarig_observe_memory(struct mem_extent *extent, const void *cpu, size_t len)
{
	const void *end = cpu + len;

	if (!cpu || !len)
		return;
	if (!is_vmalloc_addr(cpu)) {
		look_at(extent, cpu, 1);
		look_at(extent, end - 1, 1);
		return;
	}
	while (cpu < end) {
		cpu += look_at(extent, cpu, end - cpu);
		cond_resched();
	}
}

void dmarig_observe_extent(struct observed *o, const struct mem_extent *extent)
{
	word_join(dmarig_zones, extent->zones, o->zones, sizeof(o->zones));
	o->highest_phys = extent->highest;
	o->above_4g = extent->highest >= SZ_4G;
	snprintf(o->buffer_nodes, sizeof(o->buffer_nodes), "%*pbl",
		 nodemask_pr_args(&extent->nodes));
}
