// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=resource: memory of a device, at a physical address that the user names, mapped and
 * unmapped for every transfer. Each buffer has a part of it, claimed so that nobody else here uses
 * it too. Writing to what is no memory may do anything to a machine, so the module must be told at
 * load that this is wanted. To the CPU it is as wc memory is, which is right for on-chip RAM and
 * little else; with verify=0 and cpu_touch=none it does not look.
 *
 * See dma_map_resource() in Documentation/core-api/dma-api.rst.
 */
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include "common/memory.h"
#include "core/base/compat.h"
#include "core/base/sentence.h"
#include "core/observe/observe.h"
#include "core/observe/window.h"
#include "map/import.h"
#include "map/map.h"

static bool unlock_resource;
module_param(unlock_resource, bool, 0400);
MODULE_PARM_DESC(unlock_resource,
		 "allow mapping=resource, which may do anything to this machine");

/* struct part - what such a buffer has in priv. Owner: the buffer. */
struct part {
	phys_addr_t at;
	size_t len;
};

static int part_claim(struct buf *buf, struct part *part)
{
	if (!request_mem_region(part->at, part->len, "dmarig"))
		return -EBUSY;
	if (!buf->import->looked_at)
		return 0;
	buf->cpu = memremap(part->at, part->len, MEMREMAP_WC);
	if (buf->cpu)
		return 0;
	release_mem_region(part->at, part->len);
	return -ENXIO;
}

static int resource_alloc(struct buf *buf)
{
	struct part *part = kmalloc(sizeof(*part), GFP_KERNEL);
	int ret;

	if (!part)
		return -ENOMEM;
	part->at = buf->import->window;
	part->len = PAGE_ALIGN(buf->len);
	ret = part_claim(buf, part);
	if (ret) {
		kfree(part);
		return ret;
	}
	buf->import->window += part->len;
	buf->priv = part;
	return 0;
}

static void resource_free(struct buf *buf)
{
	struct part *part = buf->priv;

	if (buf->cpu)
		memunmap(buf->cpu);
	release_mem_region(part->at, part->len);
	kfree(part);
}

static int resource_map(struct buf *buf, size_t at, size_t len)
{
	const struct part *part = buf->priv;

	/* Writes of the CPU may wait to be combined: no driver expects that of its buffers. */
	wmb();
	buf->addr = dma_map_resource(buf->dev, part->at + at, len, buf->dir, 0);
	return dma_mapping_error(buf->dev, buf->addr);
}

static void resource_unmap(struct buf *buf, size_t at, size_t len)
{
	dma_unmap_resource(buf->dev, buf->addr, len, buf->dir, 0);
}

static int check_room(const struct params *p, struct sentence *s, u64 at,
		      const struct memory *need)
{
	if (at & ~PAGE_MASK) {
		dmarig_sentence_say(s, "resource=%s: want a multiple of %lu, the size of a page",
				    p->resource, PAGE_SIZE);
		return -EINVAL;
	}
	if (need->buffers * need->bytes <= p->resource_bytes)
		return 0;
	dmarig_sentence_say(s,
			    "resource_bytes=%llu with size=%llu depth=%llu: %llu buffers of %llu bytes each take %llu",
			    p->resource_bytes, p->size, p->depth, need->buffers, need->bytes,
			    need->buffers * need->bytes);
	return -EINVAL;
}

/* The kernel refuses to map what it has a struct page for, whether that is RAM or not. */
static int check_pages(const struct params *p, struct sentence *s, u64 at, u64 bytes)
{
	u64 pfn, end = (at + bytes) >> PAGE_SHIFT;

	for (pfn = at >> PAGE_SHIFT; pfn < end; pfn++) {
		if (!pfn_valid(pfn))
			continue;
		dmarig_sentence_say(s,
				    "resource=%s: the kernel manages page 0x%llx of it as memory",
				    p->resource, pfn << PAGE_SHIFT);
		return -EINVAL;
	}
	return 0;
}

static int check_device(struct device *dev, const struct params *p, struct sentence *s, u64 at,
			u64 bytes)
{
	if (ct_dma_is_direct(dev) && !ct_dma_reaches(dev, at, bytes)) {
		dmarig_sentence_say(s,
				    "resource=%s: %s does not reach so far with its mask of %u bits",
				    p->resource, dev_name(dev), dmarig_observe_mask_bits(dev));
		return -EINVAL;
	}
	if (ct_maps_resources(dev))
		return 0;
	dmarig_sentence_say(s, "mapping=resource: the dma_map_ops of %s have no map_resource",
			    dev_name(dev));
	return -EOPNOTSUPP;
}

static int resource_check(struct device *dev, const struct params *p, struct sentence *s)
{
	struct memory need = memory_imported(p, PAGE_SIZE);
	u64 at = 0;

	if (!unlock_resource) {
		dmarig_sentence_say(s,
				    "mapping=resource resource=%s: it needs the module parameter unlock_resource=1 at load",
				    p->resource);
		return -EPERM;
	}
	params_resource(p, &at);
	return check_room(p, s, at, &need) ?:
	       dmarig_window_check(s, "resource", p->resource, at, p->resource_bytes) ?:
	       check_pages(p, s, at, need.buffers * need.bytes) ?:
	       check_device(dev, p, s, at, need.buffers * need.bytes);
}

const struct mapping mapping_resource = {
	.alloc	= resource_alloc,
	.free	= resource_free,
	.map	= resource_map,
	.unmap	= resource_unmap,
	.check	= resource_check,
	.source	= "resource, of which somebody has a part already or the CPU cannot map one",
};
