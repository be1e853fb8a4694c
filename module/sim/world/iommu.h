/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * From DMA addresses to memory behind an IOMMU, by the kernel's own tables. These do not tell which
 * directions are allowed, so directions are not checked.
 */
#ifndef DMARIG_SIM_WORLD_IOMMU_H
#define DMARIG_SIM_WORLD_IOMMU_H

#include <linux/types.h>

struct device;
struct iommu_domain;
struct sim_ram;

/* sim_iommu_domain() - what translates for a device that is bound; NULL if nothing does */
struct iommu_domain *sim_iommu_domain(struct device *dev);

/**
 * sim_iommu_at() - translate and check
 * @domain: what sim_iommu_domain() returned
 * @ram: the machine's memory
 * @addr: first address
 * @len: bytes; gets how many of them are in one piece of memory, of which there is always one
 *
 * Return: where the CPU finds them; NULL if @addr is not mapped now, or leads to what is no RAM.
 * Context: any.
 */
void *sim_iommu_at(struct iommu_domain *domain, const struct sim_ram *ram, dma_addr_t addr,
		   size_t *len);

#endif
