/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A simulated controller: a platform device whose driver registers a dmaengine provider. It is made
 * from a struct sim_config and knows nothing of configfs.
 *
 * Lock order: a channel's lock, then the bus's, a FIFO's or an address space's. Never two channels'
 * at once.
 */
#ifndef DMARIG_SIM_SIM_H
#define DMARIG_SIM_SIM_H

#include <linux/dmaengine.h>
#include <linux/workqueue.h>
#include "core/compat.h"
#include "sim/bus.h"
#include "sim/chan.h"
#include "sim/config.h"
#include "sim/iommu.h"
#include "sim/iova.h"
#include "sim/ram.h"

struct platform_device;

/**
 * struct sim - a live controller
 * @dd: what dmaengine sees
 * @cfg: the settings; one reference
 * @engine: of its channels; what the directory says may change before the last client has gone
 * @dev: the platform device; one reference
 * @iova: the addresses it has given out itself; NULL unless it has map-ops of its own
 * @domain: what an IOMMU translates its addresses by; NULL if none does
 * @coherent: does it see the CPU's caches?
 * @bus: the model of time its channels share
 * @fifos: one for each pair of channels; NULL unless they are paired
 * @ram: the memory it may touch
 * @leaked_refs: references to the module that a fault has left
 * @reap: frees it all, once the last client has gone
 * @nr_chans: entries of @chans
 * @chans: the channels
 */
struct sim {
	struct dma_device dd;
	struct sim_config *cfg;
	const struct sim_engine *engine;
	struct device *dev;
	struct sim_iova *iova;
	struct iommu_domain *domain;
	bool coherent;
	struct sim_bus bus;
	struct sim_fifo *fifos;
	struct sim_ram *ram;
	atomic_t leaked_refs;
	struct work_struct reap;
	unsigned int nr_chans;
	struct sim_chan chans[];
};

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
 * sim_reach_some() - the way from a DMA address to memory, with every check there is
 * @sim: the controller
 * @addr: first address
 * @len: bytes; behind an IOMMU it gets how many of them are in one piece of memory
 * @write: is it to be written?
 *
 * Return: where the CPU finds it, or NULL if the device may not touch it. Context: any.
 */
static inline void *sim_reach_some(const struct sim *sim, dma_addr_t addr, size_t *len, bool write)
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
 * sim_reach() - the same, all or nothing
 * @sim: the controller
 * @addr: first address
 * @len: bytes
 * @write: is it to be written?
 *
 * Return: where the CPU finds it in one piece, or NULL. Context: any.
 */
static inline void *sim_reach(const struct sim *sim, dma_addr_t addr, size_t len, bool write)
{
	size_t some = len;
	void *p = sim_reach_some(sim, addr, &some, write);

	return some == len ? p : NULL;
}

/**
 * sim_create() - make a controller
 * @cfg: the settings; the controller takes a reference of its own
 *
 * Return: its device, bound, with the channels registered; or ERR_PTR(). Context: may sleep.
 */
struct platform_device *sim_create(struct sim_config *cfg);

/**
 * sim_destroy() - remove a controller
 * @pdev: what sim_create() returned
 *
 * Return: 0, or -EBUSY if a client holds a channel. Context: may sleep.
 */
int sim_destroy(struct platform_device *pdev);

/**
 * sim_channel_names() - the kernel's names of the channels
 * @pdev: what sim_create() returned
 * @buf: a page
 *
 * Return: bytes written: one name a line; none if the device has been unbound by hand.
 */
ssize_t sim_channel_names(struct platform_device *pdev, char *buf);

/* sim_driver_init() - register the driver; 0 or -errno */
int sim_driver_init(void);

/* sim_driver_exit() - unregister it, and wait until every controller's memory is free */
void sim_driver_exit(void);

#endif
