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
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/mm.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/slab.h>
#include "sim/world/ram.h"

/* The last byte of the linear map, which has all of RAM unless there is high memory. */
static phys_addr_t linear_end(void)
{
	return IS_ENABLED(CONFIG_HIGHMEM) ? __pa((unsigned long)high_memory - 1) : PHYS_ADDR_MAX;
}

/* Keeps whole pages only, because firmware may end RAM within a page, and joins adjacent ranges. */
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
	ram->range[ram->nr] = (struct sim_ram_range) {
		.start = start, .end = end, .at = phys_to_virt(start),
	};
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

/* The reserved pages from address 0 on are the kernel itself. */
static phys_addr_t image_end(void)
{
	unsigned long pfn = 0;

	while (pfn_valid(pfn) && PageReserved(pfn_to_page(pfn)))
		pfn++;
	return PFN_PHYS(pfn);
}

/*
 * User-mode Linux lists no System RAM. It has one range, which is mapped. Its own text is left out:
 * a register that nobody has set is at address 0, and a channel would write there.
 */
static int walk_ram(int (*fn)(struct resource *res, void *arg), void *arg)
{
	if (IS_ENABLED(CONFIG_UML)) {
		struct resource all = {
			.start = image_end(),
			.end = __pa((unsigned long)high_memory - 1),
		};

		return fn(&all, arg);
	}
	return walk_iomem_res_desc(IORES_DESC_NONE, IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY,
				   0, -1, arg, fn);
}

static const struct sim_ram_range *find_range(const struct sim_ram *ram, phys_addr_t start,
					      phys_addr_t end)
{
	unsigned int i;

	for (i = 0; i < ram->nr; i++)
		if (start >= ram->range[i].start && end <= ram->range[i].end)
			return &ram->range[i];
	return NULL;
}

/* A pool is mapped uncached, as the kernel maps it for the device it is for. */
static int add_pool(struct sim_ram *ram, const struct reserved_mem *pool)
{
	phys_addr_t end = pool->base + pool->size - 1;
	void *at;

	if (find_range(ram, pool->base, end))
		return 0;
	at = memremap(pool->base, pool->size, MEMREMAP_WC);
	if (!at)
		return -ENOMEM;
	ram->range[ram->nr++] = (struct sim_ram_range) {
		.start = pool->base, .end = end, .at = at, .is_pool = true,
	};
	return 0;
}

static int nr_pools(struct device *dev)
{
	return dev ? max(of_count_phandle_with_args(dev->of_node, "memory-region", NULL), 0) : 0;
}

static int add_pools(struct sim_ram *ram, struct device *dev)
{
	int i, nr = nr_pools(dev), ret = 0;
	struct device_node *region;
	struct reserved_mem *pool;

	for (i = 0; i < nr && !ret; i++) {
		region = of_parse_phandle(dev->of_node, "memory-region", i);
		pool = region ? of_reserved_mem_lookup(region) : NULL;
		if (pool)
			ret = add_pool(ram, pool);
		of_node_put(region);
	}
	return ret;
}

struct sim_ram *sim_ram_new(struct device *dev)
{
	struct ram_filler filler = { 0 };
	int ret;

	ret = walk_ram(count_range, &filler.room);
	if (ret)
		return ERR_PTR(ret);
	filler.ram = kzalloc(struct_size(filler.ram, range, filler.room + nr_pools(dev)),
			     GFP_KERNEL);
	if (!filler.ram)
		return ERR_PTR(-ENOMEM);
	ret = walk_ram(fill_range, &filler) ?: add_pools(filler.ram, dev);
	if (ret) {
		sim_ram_free(filler.ram);
		return ERR_PTR(ret);
	}
	return filler.ram;
}

void sim_ram_free(struct sim_ram *ram)
{
	unsigned int i;

	for (i = 0; i < ram->nr; i++)
		if (ram->range[i].is_pool)
			memunmap(ram->range[i].at);
	kfree(ram);
}

void *sim_ram_phys(const struct sim_ram *ram, phys_addr_t start, size_t len)
{
	const struct sim_ram_range *range;
	phys_addr_t end = start + len - 1;

	if (!len || end < start)
		return NULL;
	range = find_range(ram, start, end);
	return range ? range->at + (start - range->start) : NULL;
}

void *sim_ram_at(const struct sim_ram *ram, struct device *dev, dma_addr_t addr, size_t len)
{
	dma_addr_t last = addr + len - 1;
	phys_addr_t start, end;

	if (!len || last < addr || last > min_not_zero(dma_get_mask(dev), dev->bus_dma_limit))
		return NULL;
	start = dma_to_phys(dev, addr);
	end = dma_to_phys(dev, last);
	return end - start == len - 1 ? sim_ram_phys(ram, start, len) : NULL;
}
