/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The world around a device, observed and never assumed: how addresses reach it, whether caches are
 * coherent with it, what is set aside for it, and where memory lies. Knows neither runs
 * nor channels.
 */
#ifndef DMARIG_CORE_OBSERVE_H
#define DMARIG_CORE_OBSERVE_H

#include <linux/device.h>
#include <linux/nodemask.h>
#include "common/result.h"

/* dmarig_observe_path() - how addresses reach @dev; see Documentation/core-api/dma-api.rst */
enum dmarig_path dmarig_observe_path(struct device *dev);

/* dmarig_observe_domain() - what the IOMMU behind @dev does */
enum dmarig_domain dmarig_observe_domain(struct device *dev);

/* dmarig_observe_coherent() - whether caches are coherent with @dev */
bool dmarig_observe_coherent(struct device *dev);

/* dmarig_observe_mask_bits() - the width of @dev's DMA mask */
u32 dmarig_observe_mask_bits(struct device *dev);

/**
 * dmarig_observe_device() - all that can be seen of a device's world before anything was mapped
 * @o: gets it; what is not the device's is left alone
 * @dev: the device memory is mapped for
 */
void dmarig_observe_device(struct observed *o, struct device *dev);

/**
 * dmarig_observe_copied() - does a device see a copy of what was mapped?
 * @dev: the device
 * @addr: where it sees the mapping
 * @phys: where the memory is
 *
 * A copy is brought up to date by maps and syncs in their direction, and by nothing else.
 * Return: true for a bounced mapping; false also where the device has map-ops of its own, which
 * cannot be asked.
 */
bool dmarig_observe_copied(struct device *dev, dma_addr_t addr, phys_addr_t phys);

/**
 * dmarig_observe_hole() - an address that an IOMMU has mapped nothing at, and never had
 * @dev: the device, on the path iommu
 * @len: bytes
 * @addr: gets it; low, as the kernel gives addresses out from above
 *
 * May sleep. Return: false when there is none.
 */
bool dmarig_observe_hole(struct device *dev, size_t len, dma_addr_t *addr);

/* struct mem_extent - where memory lies; zeroed before the first look */
struct mem_extent {
	u32 zones;		/* BIT(enum dmarig_zone) */
	nodemask_t nodes;	/* of NUMA */
	u64 highest;		/* physical address of the last byte */
};

/**
 * dmarig_observe_memory() - look where memory lies
 * @extent: widened by it
 * @cpu: where the CPU has it mapped, or NULL where it has not
 * @len: its bytes
 *
 * Of memory in one piece its ends are looked at, of other memory every page. May sleep.
 */
void dmarig_observe_memory(struct mem_extent *extent, const void *cpu, size_t len);

/**
 * dmarig_observe_extent() - put into words what dmarig_observe_memory() saw
 * @o: gets it
 * @extent: all memory that was looked at
 */
void dmarig_observe_extent(struct observed *o, const struct mem_extent *extent);

#endif
