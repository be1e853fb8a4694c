/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The way from a DMA address to memory, through the world its controller is in.
 */
#ifndef DMARIG_SIM_WORLD_TRANSLATE_H
#define DMARIG_SIM_WORLD_TRANSLATE_H

#include "core/base/compat.h"
#include "sim/sim.h"
#include "sim/world/iommu.h"
#include "sim/world/iova.h"
#include "sim/world/ram.h"

/**
 * sim_flush() - make the CPU see what a device that is not coherent would see, and be seen by it
 * @sim: the controller
 * @p: start, in the linear map
 * @n: bytes
 */
static inline void sim_flush(const struct sim *sim, const void *p, size_t n)
{
	if (!sim->coherent)
		ct_cache_flush(p, n);
}

/**
 * sim_translate_some() - find the memory behind a DMA address, after every check there is
 * @sim: the controller
 * @addr: first address
 * @len: bytes; behind an IOMMU it gets how many of them are in one piece of memory
 * @write: is it to be written?
 *
 * Return: where the CPU finds it, or NULL if the device may not touch it. Context: any.
 */
static inline void *sim_translate_some(const struct sim *sim, dma_addr_t addr, size_t *len,
				       bool write)
{
	phys_addr_t phys;

	if (sim->domain)
		return sim_iommu_at(sim->domain, sim->ram, addr, len);
	if (!sim->iova)
		return sim_ram_at(sim->ram, sim->dev, addr, *len);
	if (!sim_iova_find(sim->iova, addr, *len, write, &phys))
		return NULL;
	return sim_ram_phys(sim->ram, phys, *len);
}

/**
 * sim_translate() - the same, all or nothing
 * @sim: the controller
 * @addr: first address
 * @len: bytes
 * @write: is it to be written?
 *
 * Return: where the CPU finds it in one piece, or NULL. Context: any.
 */
static inline void *sim_translate(const struct sim *sim, dma_addr_t addr, size_t len, bool write)
{
	size_t some = len;
	void *p = sim_translate_some(sim, addr, &some, write);

	return some == len ? p : NULL;
}

#endif
