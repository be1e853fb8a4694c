// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Committing a misuse: on which devices it is allowed, whether dma-debug can see it there, and
 * clearing up. The misuses themselves are in the files of their groups.
 */
#include <linux/mm.h>
#include <linux/swiotlb.h>
#include "check/misuse/misuse.h"
#include "core/base/compat.h"
#include "core/observe/observe.h"
#include "core/run/run.h"
#include "op/op.h"

#define SIM_DRIVER	"dmarig_sim"

#define ROW(name, traits, says, help)	[DMARIG_MISUSE_##name] = check_misuse_##name,
static const misuse_act acts[DMARIG_NR_MISUSES] = { DMARIG_MISUSES(ROW) };
#undef ROW

/*
 * One bit a misuse that the kernel reports only once: it has been reported. Any run sets it,
 * atomically.
 */
static DECLARE_BITMAP(said, DMARIG_NR_MISUSES);

static bool sees_sg(struct device *dev)
{
	return IS_ENABLED(CONFIG_DMA_API_DEBUG_SG) || CT_DMA_DEBUG_ALWAYS_SG;
}

/*
 * In some memory models, going from an address to its struct page and back is arithmetic. In others
 * it crashes where there is no memory, and so does reading the struct page.
 */
static bool maps_without_page(struct device *dev)
{
	return (IS_ENABLED(CONFIG_SPARSEMEM_VMEMMAP) || IS_ENABLED(CONFIG_FLATMEM)) &&
	       !IS_ENABLED(CONFIG_HIGHMEM) && !IS_ENABLED(CONFIG_DEBUG_VIRTUAL) &&
	       !CT_MAP_LOOKS_AT_PAGE;
}

/*
 * If the kernel image has a linear address as well, dma-debug derives that one from its page, and
 * does not see that text was mapped.
 */
static bool sees_image(struct device *dev)
{
	void *text = dma_map_page_attrs;

	if (!virt_addr_valid(text) && !maps_without_page(dev))
		return false;
	return page_address(virt_to_page(text)) + offset_in_page(text) == text;
}

static bool sees_pci(struct device *dev)
{
	return !strcmp(dev->bus->name, "pci");
}

static bool maps_by_address(struct device *dev)
{
#ifdef CT_HAVE_DMA_MAP_PHYS
	return true;
#else
	return false;
#endif
}

/* Where the device is not coherent nothing can be mapped with it. */
static bool sees_attrs(struct device *dev)
{
	return CT_ATTR_REQUIRE_COHERENT && dmarig_observe_coherent(dev);
}

static const struct {
	u32 trait;
	bool (*sees)(struct device *dev);
	const char *unless;
} conditions[] = {
	{ MISUSE_SG, sees_sg, "needs CONFIG_DMA_API_DEBUG_SG" },
	{ MISUSE_IMAGE, sees_image,
	  "dma-debug meets only linear addresses, and the image of this kernel has others" },
	{ MISUSE_OVERLAP, ct_sees_overlaps,
	  "with swiotlb, kmalloc memory may share cache lines and overlaps are not reported" },
	{ MISUSE_PCI, sees_pci, "dma-debug watches the unbinding of PCI devices only" },
	{ MISUSE_NO_PAGE, maps_without_page,
	  "this kernel needs a struct page for what is mapped, and here is none" },
	{ MISUSE_LINEAR, dmarig_observe_coherent,
	  "the device is not coherent, and its memory is remapped for the CPU" },
	{ MISUSE_PHYS, maps_by_address, "this kernel has no dma_map_phys()" },
	{ MISUSE_ATTRS, sees_attrs,
	  "it takes a coherent device and a kernel with DMA_ATTR_REQUIRE_COHERENT" },
};

/* A misuse that dma-debug cannot see is not committed, because it would prove nothing. */
static int check_seen(struct run *run, struct device *dev, int nr)
{
	const struct misuse *misuse = &dmarig_misuses[nr];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(conditions); i++) {
		if (!(misuse->traits & conditions[i].trait) || conditions[i].sees(dev))
			continue;
		run_explain(run, "%s", conditions[i].unless);
		return -EOPNOTSUPP;
	}
	if (!(misuse->traits & MISUSE_ONCE) || !test_and_set_bit(nr, said))
		return 0;
	run_explain(run, "the kernel has said it, and does so once until dmarig is loaded again");
	return -EOPNOTSUPP;
}

/*
 * The device must be a simulated one on the direct path, so that a misuse affects the mapping and
 * nothing else.
 */
static int check_device(struct run *run, const struct rchan *rc)
{
	const char *driver = rc->chan->device->dev->driver->name;

	if (strcmp(driver, SIM_DRIVER) || rc->dev != rc->chan->device->dev) {
		run_explain(run, "%s is driven by %s: misuses are committed on %s only",
			    rc->name, driver, SIM_DRIVER);
		return -EPERM;
	}
	if (!ct_dma_is_direct(rc->dev) || ct_swiotlb_is_forced(rc->dev) ||
	    dma_addressing_limited(rc->dev)) {
		run_explain(run, "%s: misuses need the direct path and a DMA mask for all memory",
			    rc->name);
		return -EPERM;
	}
	return 0;
}

static int set_scene(struct run *run, struct check_scene *scene)
{
	struct rchan *rc = dmarig_chan_claim(&run->error, run->name, run->p.channel, &run->p,
					     op_table[DMARIG_OP_none]);
	int ret;

	if (IS_ERR(rc))
		return PTR_ERR(rc);
	scene->rc = rc;
	scene->dev = rc->dev;
	ret = check_device(run, rc);
	if (ret)
		return ret;
	scene->pages = alloc_pages(GFP_KERNEL | __GFP_ZERO, SCENE_ORDER);
	return scene->pages ? 0 : -ENOMEM;
}

int check_misuse_commit(struct run *run, struct check_scene *scene, const char *name)
{
	int nr = misuse_find(name), ret;

	lockdep_assert_held(&run->lock);
	check_misuse_clear_up(scene);
	if (nr < 0) {
		run_explain(run, "misuse=%s: there is none of that name, see misuses", name);
		return nr;
	}
	ret = set_scene(run, scene);
	if (!ret)
		ret = check_seen(run, scene->dev, nr);
	if (!ret)
		ret = acts[nr](scene);
	if (ret == -EOPNOTSUPP)
		run_explain(run, "the device does not reach such an address");
	if (!scene->is_left)
		check_misuse_clear_up(scene);
	if (ret)
		run_explain(run, "misuse=%s could not be committed (%d)", name, ret);
	return ret;
}

void check_misuse_clear_up(struct check_scene *scene)
{
	if (scene->is_left)
		dma_unmap_page(scene->dev, scene->left, PAGE_SIZE, DMA_TO_DEVICE);
	if (scene->pages)
		__free_pages(scene->pages, SCENE_ORDER);
	if (scene->rc)
		dmarig_chan_release(scene->rc);
	memset(scene, 0, sizeof(*scene));
}

int check_scene_map(struct check_scene *scene, enum dma_data_direction dir, dma_addr_t *dma)
{
	*dma = dma_map_page(scene->dev, scene->pages + 1, 0, PAGE_SIZE, dir);
	return dma_mapping_error(scene->dev, *dma) ? -ENOMEM : 0;
}

/* The tests of the proof commit this one, to see it notice that nothing was reported. */
int check_misuse_nothing(struct check_scene *scene)
{
	return 0;
}
