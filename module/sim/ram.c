// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * From DMA addresses to memory: the direct path, in which an address is a physical one plus
 * whatever the bus adds.
 */
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/ioport.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "sim/ram.h"

/* The last byte the linear map reaches; all of RAM unless there is high memory. */
static phys_addr_t linear_end(void)
{
	return IS_ENABLED(CONFIG_HIGHMEM) ? __pa((unsigned long)high_memory - 1) : PHYS_ADDR_MAX;
}

/* Whole pages only: firmware may end RAM within one. Neighbours become one range. */
static bool keep_range(struct sim_ram *ram, phys_addr_t start, phys_addr_t end)
{
	struct sim_ram_range *last = ram->nr ? &ram->range[ram->nr - 1] : NULL;

	start = PAGE_ALIGN(start);
	end = min(end, linear_end());
	end = ((end + 1) & PAGE_MASK) - 1;
	if (end < start)
		return false;
	if (last && start == last->end + 1) {
		last->end = end;
		return false;
	}
	ram->range[ram->nr] = (struct sim_ram_range){ .start = start, .end = end };
	return true;
}

static int count_range(struct resource *res, void *nr)
{
	++*(unsigned int *)nr;
	return 0;
}

struct ram_filler {
	struct sim_ram *ram;
	unsigned int room;
};

static int fill_range(struct resource *res, void *arg)
{
	struct ram_filler *filler = arg;

	if (filler->ram->nr == filler->room)
		return -EAGAIN;
	filler->ram->nr += keep_range(filler->ram, res->start, res->end);
	return 0;
}

static int walk_ram(int (*fn)(struct resource *res, void *arg), void *arg)
{
	return walk_iomem_res_desc(IORES_DESC_NONE, IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY,
				   0, -1, arg, fn);
}

struct sim_ram *sim_ram_new(void)
{
	struct ram_filler filler = { 0 };
	int ret;

	ret = walk_ram(count_range, &filler.room);
	if (ret)
		return ERR_PTR(ret);
	filler.ram = kzalloc(struct_size(filler.ram, range, filler.room), GFP_KERNEL);
	if (!filler.ram)
		return ERR_PTR(-ENOMEM);
	ret = walk_ram(fill_range, &filler);
	if (ret) {
		kfree(filler.ram);
		return ERR_PTR(ret);
	}
	return filler.ram;
}

static bool is_ram(const struct sim_ram *ram, phys_addr_t start, phys_addr_t end)
{
	unsigned int i;

	for (i = 0; i < ram->nr; i++)
		if (start >= ram->range[i].start && end <= ram->range[i].end)
			return true;
	return false;
}

void *sim_ram_phys(const struct sim_ram *ram, phys_addr_t start, size_t len)
{
	phys_addr_t end = start + len - 1;

	return len && end >= start && is_ram(ram, start, end) ? phys_to_virt(start) : NULL;
}

void *sim_ram_at(const struct sim_ram *ram, struct device *dev, dma_addr_t addr, size_t len)
{
	dma_addr_t last = addr + len - 1;
	phys_addr_t start, end;

	if (!len || last < addr || last > min_not_zero(dma_get_mask(dev), dev->bus_dma_limit))
		return NULL;
	start = dma_to_phys(dev, addr);
	end = dma_to_phys(dev, last);
	if (end - start != len - 1 || !is_ram(ram, start, end))
		return NULL;
	return phys_to_virt(start);
}
