// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Behind an IOMMU. A simulated device's accesses never reach the IOMMU, but its addresses are
 * looked up in the IOMMU's tables, and mapping and unmapping cost what they cost any other device.
 */
#include <linux/dma-map-ops.h>
#include <linux/iommu.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include "core/base/compat.h"
#include "sim/world/iommu.h"
#include "sim/world/ram.h"

#ifdef CONFIG_IOMMU_API

/*
 * Each page is looked up on its own. This limits how many at a time, because interrupts may be off.
 */
#define RUN_BYTES	SZ_64K

struct iommu_domain *sim_iommu_domain(struct device *dev)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(dev);
	bool translated = domain && domain->type & __IOMMU_DOMAIN_DMA_API;

	return ct_uses_dma_iommu(dev, translated) ? domain : NULL;
}

void *sim_iommu_at(struct iommu_domain *domain, const struct sim_ram *ram, dma_addr_t addr,
		   size_t *len)
{
	size_t most = min_t(size_t, *len, RUN_BYTES);
	size_t n = PAGE_SIZE - offset_in_page(addr);
	phys_addr_t phys = iommu_iova_to_phys(domain, addr);

	if (!phys || !most)
		return NULL;
	while (n < most && iommu_iova_to_phys(domain, addr + n) == phys + n)
		n += PAGE_SIZE;
	*len = min(n, most);
	return sim_ram_phys(ram, phys, *len);
}

#else

struct iommu_domain *sim_iommu_domain(struct device *dev)
{
	return NULL;
}

void *sim_iommu_at(struct iommu_domain *domain, const struct sim_ram *ram, dma_addr_t addr,
		   size_t *len)
{
	return NULL;
}

#endif
