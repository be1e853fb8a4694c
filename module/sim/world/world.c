// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The addressing world of a controller. It is set up before the DMA mask, because that is what the
 * kernel checks against it. What a device tree says of the device has been applied by then.
 */
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include "core/base/compat.h"
#include "sim/sim.h"
#include "sim/world/iommu.h"
#include "sim/world/map_ops.h"
#include "sim/world/ram.h"
#include "sim/world/world.h"

int sim_world_name(struct platform_device *pdev, const struct sim_config *cfg)
{
	struct device_node *node;

	if (!*cfg->of_node)
		return 0;
	if (!IS_ENABLED(CONFIG_OF)) {
		pr_err("dmarig_sim: of_node=%s: this kernel knows no device trees\n", cfg->of_node);
		return -EOPNOTSUPP;
	}
	node = of_find_node_by_path(cfg->of_node);
	if (!node) {
		pr_err("dmarig_sim: of_node=%s: the device tree has no such node\n", cfg->of_node);
		return -ENODEV;
	}
	/* The reference goes with the device. */
	device_set_node(&pdev->dev, of_fwnode_handle(node));
	return 0;
}

/* Add one region from the first byte of RAM to the last. The kernel frees the map at unbind. */
static int add_offset(struct device *dev, u64 offset, phys_addr_t start, phys_addr_t end)
{
	u64 last = (u64)end + offset;
	struct bus_dma_region *map;

	if (last < offset || (sizeof(dma_addr_t) < sizeof(last) && upper_32_bits(last))) {
		dev_err(dev, "offset=%llu: %pap and that is no address any more\n", offset, &end);
		return -EINVAL;
	}
	map = kcalloc(2, sizeof(*map), GFP_KERNEL);
	if (!map)
		return -ENOMEM;
	ct_set_dma_region(map, start, start + offset, (u64)end - start + 1);
	dev->dma_range_map = map;
	return 0;
}

static int set_up_offset(struct device *dev, u64 offset)
{
	struct sim_ram *ram;
	int ret;

	if (!offset)
		return 0;
	if (dev->dma_range_map) {
		dev_err(dev, "offset=%llu: the device tree has set one\n", offset);
		return -EBUSY;
	}
	if (offset & ~PAGE_MASK) {
		dev_err(dev, "offset=%llu: must be a multiple of %lu\n", offset, PAGE_SIZE);
		return -EINVAL;
	}
	ram = sim_ram_new(NULL);
	if (IS_ERR(ram))
		return PTR_ERR(ram);
	ret = add_offset(dev, offset, ram->range[0].start, ram->range[ram->nr - 1].end);
	sim_ram_free(ram);
	return ret;
}

/* With a node, the kernel has set coherence by the device tree already. */
static int set_up_coherence(struct device *dev, const struct sim_config *cfg)
{
	int ret;

	if (*cfg->of_node && !cfg->coherent) {
		dev_err(dev, "coherent=0: with of_node the tree decides, by dma-coherent\n");
		return -EINVAL;
	}
	if (*cfg->of_node && !dev_is_dma_coherent(dev) && !IS_ENABLED(CONFIG_ARM64)) {
		dev_err(dev,
			"of_node=%s: it is not coherent, and only arm64 can play that\n",
			cfg->of_node);
		return -EOPNOTSUPP;
	}
	if (*cfg->of_node)
		return 0;
	ret = ct_set_dma_coherent(dev, cfg->coherent);
	if (ret)
		dev_err(dev, "coherent=0: every device is coherent on this machine\n");
	return ret;
}

/* A kernel without support for restricted pools would let the device reach all memory. */
static int check_restricted(struct device *dev, struct device_node *region, int i)
{
	if (!of_device_is_compatible(region, "restricted-dma-pool") ||
	    IS_ENABLED(CONFIG_DMA_RESTRICTED_POOL))
		return 0;
	dev_err(dev,
		"memory-region %d of the node is a restricted-dma-pool, and this kernel has no CONFIG_DMA_RESTRICTED_POOL\n",
		i);
	return -EOPNOTSUPP;
}

/*
 * The kernel finds pools that bounce by itself. A pool to allocate from has to be found by the
 * driver.
 */
static int set_up_memory(struct device *dev)
{
	struct device_node *region;
	int i, ret = 0;

	for (i = 0; !ret; i++) {
		region = of_parse_phandle(dev->of_node, "memory-region", i);
		if (!region)
			break;
		ret = check_restricted(dev, region, i);
		if (!ret && of_device_is_compatible(region, "shared-dma-pool"))
			ret = of_reserved_mem_device_init_by_idx(dev, dev->of_node, i);
		of_node_put(region);
	}
	if (ret)
		dev_err(dev, "memory-region %d of the node cannot be used\n", i - 1);
	return ret;
}

static int set_up_mask(struct device *dev, const struct sim_config *cfg)
{
	int ret = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(cfg->dma_mask));

	if (ret)
		dev_err(dev, "dma_mask=%llu: too narrow for this machine\n", cfg->dma_mask);
	dma_set_max_seg_size(dev, cfg->max_segment);
	return ret;
}

/* The map-ops hand memory out as it is and maintain no caches, so the device must be coherent. */
static int set_up_ops(struct device *dev, const struct sim_config *cfg)
{
	if (!cfg->map_ops)
		return 0;
	if (cfg->offset) {
		dev_err(dev,
			"map_ops=1 offset=%llu: it makes up addresses, so it adds nothing to them\n",
			cfg->offset);
		return -EINVAL;
	}
	if (!dev_is_dma_coherent(dev)) {
		dev_err(dev,
			"map_ops=1 coherent=0: a device with map-ops of its own is coherent here\n");
		return -EINVAL;
	}
	if (sim_map_ops_set(dev)) {
		dev_err(dev, "map_ops=1: this kernel has no map-ops (CONFIG_ARCH_HAS_DMA_OPS)\n");
		return -EOPNOTSUPP;
	}
	return 0;
}

/* Behind an IOMMU the IOMMU gives out the addresses, so no offset and no map-ops can. */
static bool translated_as_well(struct device *dev, const struct sim_config *cfg)
{
	if (!cfg->offset && !cfg->map_ops)
		return false;
	dev_err(dev, "offset=%llu map_ops=%llu: behind an IOMMU both must be 0\n", cfg->offset,
		cfg->map_ops);
	return true;
}

int sim_world_enter(struct device *dev, const struct sim_config *cfg)
{
	int ret;

	if (sim_iommu_domain(dev)) {
		if (translated_as_well(dev, cfg))
			return -EINVAL;
	} else if (!ct_dma_is_direct(dev) && !sim_map_ops_are_set(dev)) {
		dev_err(dev,
			"other map-ops stand before this device, and it does not know their addresses\n");
		return -EOPNOTSUPP;
	}
	ret = set_up_offset(dev, cfg->offset) ?: set_up_coherence(dev, cfg) ?:
	      set_up_ops(dev, cfg) ?:
	      set_up_memory(dev) ?: set_up_mask(dev, cfg);
	if (ret)
		sim_world_leave(dev);
	return ret;
}

void sim_world_leave(struct device *dev)
{
	of_reserved_mem_device_release(dev);
}
