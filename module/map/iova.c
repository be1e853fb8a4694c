// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=iova: single pages that an IOMMU makes one range for the device. For every transfer a
 * range of addresses is got, each page is linked into it, the IOMMU is told once, and at the end
 * all of it goes at once: as NVMe and RDMA do since Linux 6.16. Only iommu-dma has such ranges.
 *
 * The CPU has the pages as one range, too. dma-debug does not see these mappings, so no part of one
 * can be synchronised.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "core/base/compat.h"
#include "core/base/sentence.h"
#include "map/map.h"

#ifdef CT_HAVE_DMA_IOVA

/* struct linked - what such a buffer has in priv. Owner: the buffer. */
struct linked {
	struct dma_iova_state state;	/* of the slice given */
	u32 nr;
	struct page *pages[];
};

static void pages_free(struct linked *l)
{
	u32 i;

	for (i = 0; i < l->nr && l->pages[i]; i++)
		__free_page(l->pages[i]);
	kvfree(l);
}

static int pages_alloc(struct linked *l)
{
	u32 i;

	for (i = 0; i < l->nr; i++) {
		l->pages[i] = alloc_page(BUF_GFP | __GFP_ZERO);
		if (!l->pages[i])
			return -ENOMEM;
	}
	return 0;
}

static int iova_alloc(struct buf *buf)
{
	u32 nr = PAGE_ALIGN(buf->len) >> PAGE_SHIFT;
	struct linked *l = kvzalloc(struct_size(l, pages, nr), GFP_KERNEL);

	if (!l)
		return -ENOMEM;
	l->nr = nr;
	if (!pages_alloc(l))
		buf->cpu = vmap(l->pages, nr, VM_MAP, PAGE_KERNEL);
	if (!buf->cpu) {
		pages_free(l);
		return -ENOMEM;
	}
	buf->priv = l;
	return 0;
}

static void iova_free(struct buf *buf)
{
	vunmap(buf->cpu);
	buf->cpu = NULL;
	pages_free(buf->priv);
}

/* Link the pages of a slice; only the first may begin in the middle of one. */
static int link_pages(struct buf *buf, struct linked *l, size_t at, size_t len)
{
	size_t n, done;
	int ret = 0;

	for (done = 0; done < len && !ret; done += n) {
		n = min_t(size_t, len - done, PAGE_SIZE - offset_in_page(at + done));
		ret = dma_iova_link(buf->dev, &l->state,
				    page_to_phys(l->pages[(at + done) >> PAGE_SHIFT]) +
				    offset_in_page(at + done), done, n, buf->dir, 0);
		if (ret)
			break;
	}
	if (!ret)
		ret = dma_iova_sync(buf->dev, &l->state, 0, len);
	if (ret)
		dma_iova_destroy(buf->dev, &l->state, done, buf->dir, 0);
	return ret;
}

static int iova_map(struct buf *buf, size_t at, size_t len)
{
	struct linked *l = buf->priv;
	int ret;

	flush_kernel_vmap_range(buf->cpu, buf->len);
	if (!dma_iova_try_alloc(buf->dev, &l->state, offset_in_page(at), len))
		return -ENOMEM;
	ret = link_pages(buf, l, at, len);
	buf->addr = l->state.addr;
	return ret;
}

static void iova_unmap(struct buf *buf, size_t at, size_t len)
{
	struct linked *l = buf->priv;

	dma_iova_destroy(buf->dev, &l->state, len, buf->dir, 0);
	invalidate_kernel_vmap_range(buf->cpu, buf->len);
}

static int iova_check(struct device *dev, const struct params *p, struct sentence *s)
{
	struct dma_iova_state state;

	if (dma_iova_try_alloc(dev, &state, 0, PAGE_SIZE)) {
		dma_iova_free(dev, &state);
		return 0;
	}
	dmarig_sentence_say(s,
			    "mapping=iova: no IOMMU translates for %s by iommu-dma, so dma_iova_try_alloc() has no addresses for it",
			    dev_name(dev));
	return -EOPNOTSUPP;
}

const struct mapping mapping_iova = {
	.alloc	= iova_alloc,
	.free	= iova_free,
	.map	= iova_map,
	.unmap	= iova_unmap,
	.check	= iova_check,
};

#else

const struct mapping mapping_iova = {
	.missing = "has no dma_iova_try_alloc(), which came with 6.16",
};

#endif
