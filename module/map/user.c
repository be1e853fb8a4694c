// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=user: memory of the tool's process, pinned as long as the run has it. To the CPU a buffer
 * is one range of the kernel's; to the device, what its pages happen to be, mapped and unmapped for
 * every transfer.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "map/import.h"
#include "map/map.h"

/* struct pinned - what such a buffer has in priv. Owner: the buffer. */
struct pinned {
	struct page **pages;		/* the run's */
	struct sg_table table;		/* of the slice given */
	struct scatterlist *last;	/* of that */
};

static int take_pages(struct buf *buf, struct pinned *u, unsigned long nr)
{
	struct import *imp = buf->import;

	if (imp->nr_pages - imp->next_page < nr)
		return -ENOMEM;
	u->pages = imp->pages + imp->next_page;
	imp->next_page += nr;
	return 0;
}

static int user_alloc(struct buf *buf)
{
	unsigned long nr = PAGE_ALIGN(buf->len) >> PAGE_SHIFT;
	struct pinned *u = kzalloc(sizeof(*u), GFP_KERNEL);

	if (!u)
		return -ENOMEM;
	if (take_pages(buf, u, nr))
		goto err_free;
	u->table.sgl = kvcalloc(nr, sizeof(*u->table.sgl), GFP_KERNEL);
	if (!u->table.sgl)
		goto err_free;
	sg_init_table(u->table.sgl, nr);
	buf->cpu = vmap(u->pages, nr, VM_MAP, PAGE_KERNEL);
	if (!buf->cpu)
		goto err_free_list;
	buf->priv = u;
	return 0;

err_free_list:
	kvfree(u->table.sgl);
err_free:
	kfree(u);
	return -ENOMEM;
}

static void user_free(struct buf *buf)
{
	struct pinned *u = buf->priv;

	vunmap(buf->cpu);
	kvfree(u->table.sgl);
	kfree(u);
}

/* Pages that stay pinned for good, and so all of the run's do. */
static void user_leak(struct buf *buf)
{
	buf->import->leaked = true;
}

/* Does  continue the entry, without the device having to see more than it takes as one? */
static bool goes_on(struct buf *buf, struct scatterlist *sg, struct page *page, size_t n)
{
	phys_addr_t start = sg_phys(sg), end = start + sg->length;
	unsigned long boundary = dma_get_seg_boundary(buf->dev);

	return end == page_to_phys(page) &&
	       sg->length + n <= dma_get_max_seg_size(buf->dev) &&
	       (start | boundary) == ((end + n - 1) | boundary);
}

/* Pages that are neighbours are one entry, as far as the device takes such. */
static void list_pinned(struct buf *buf, struct pinned *u, size_t at, size_t len)
{
	size_t n;
	struct scatterlist *sg = NULL;
	struct page *page;

	for (u->table.orig_nents = 0; len; at += n, len -= n) {
		page = u->pages[at >> PAGE_SHIFT];
		n = min_t(size_t, len, PAGE_SIZE - offset_in_page(at));
		if (sg && goes_on(buf, sg, page, n)) {
			sg->length += n;
			continue;
		}
		sg = &u->table.sgl[u->table.orig_nents++];
		sg_set_page(sg, page, n, offset_in_page(at));
	}
	sg_mark_end(sg);
	u->last = sg;
}

static int user_map(struct buf *buf, size_t at, size_t len)
{
	struct pinned *u = buf->priv;
	int ret;

	list_pinned(buf, u, at, len);
	flush_kernel_vmap_range(buf->cpu, buf->len);
	ret = dma_map_sgtable(buf->dev, &u->table, buf->dir, buf->attrs);
	if (ret) {
		sg_unmark_end(u->last);
		return ret;
	}
	buf->sgl = u->table.sgl;
	buf->nr_segs = u->table.nents;
	buf->addr = sg_dma_address(buf->sgl);
	return 0;
}

static void user_unmap(struct buf *buf, size_t at, size_t len)
{
	struct pinned *u = buf->priv;

	dma_unmap_sgtable(buf->dev, &u->table, buf->dir, buf->attrs);
	sg_unmark_end(u->last);
	invalidate_kernel_vmap_range(buf->cpu, buf->len);
}

static void user_sync_for_device(struct buf *buf, size_t at, size_t len)
{
	struct pinned *u = buf->priv;

	flush_kernel_vmap_range(buf->cpu + at, len);
	dmarig_list_sync_for_device(buf, &u->table, at, len);
}

static void user_sync_for_cpu(struct buf *buf, size_t at, size_t len)
{
	struct pinned *u = buf->priv;

	dmarig_list_sync_for_cpu(buf, &u->table, at, len);
	invalidate_kernel_vmap_range(buf->cpu + at, len);
}

const struct mapping mapping_user = {
	.alloc			= user_alloc,
	.free			= user_free,
	.map			= user_map,
	.unmap			= user_unmap,
	.sync_for_device	= user_sync_for_device,
	.sync_for_cpu		= user_sync_for_cpu,
	.leak			= user_leak,
	.source			= "user_memory, as nothing or too little was handed in",
};
