// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Helpers of several mappings: plain pages, and the cache maintenance of a persistent mapping.
 */
#include <linux/gfp.h>
#include <linux/mm.h>
#include "map/map.h"

/* dmarig_pages_alloc() - the buffer's memory as physically contiguous pages */
int dmarig_pages_alloc(struct buf *buf)
{
	buf->cpu = alloc_pages_exact(buf->len, BUF_GFP | __GFP_ZERO);
	return buf->cpu ? 0 : -ENOMEM;
}

/* dmarig_pages_free() - give the memory of dmarig_pages_alloc() back */
void dmarig_pages_free(struct buf *buf)
{
	free_pages_exact(buf->cpu, buf->len);
}

/* dmarig_pages_mmap() - the same pages for a process, cached as they are for the kernel */
int dmarig_pages_mmap(struct buf *buf, struct vm_area_struct *vma)
{
	return remap_pfn_range(vma, vma->vm_start, page_to_pfn(virt_to_page(buf->cpu)),
			       vma->vm_end - vma->vm_start, vma->vm_page_prot);
}

/* dmarig_coherent_mmap() - memory of dma_alloc_attrs() for a process */
int dmarig_coherent_mmap(struct buf *buf, struct vm_area_struct *vma)
{
	return dma_mmap_attrs(buf->dev, vma, buf->cpu, buf->dma, PAGE_ALIGN(buf->len), buf->attrs);
}

/* dmarig_persistent_sync_for_device() - hand a slice of buf->dma to the device */
void dmarig_persistent_sync_for_device(struct buf *buf, size_t at, size_t len)
{
	dma_sync_single_range_for_device(buf->dev, buf->dma, at, len, buf->dir);
}

/* dmarig_persistent_sync_for_cpu() - take a slice of buf->dma back */
void dmarig_persistent_sync_for_cpu(struct buf *buf, size_t at, size_t len)
{
	dma_sync_single_range_for_cpu(buf->dev, buf->dma, at, len, buf->dir);
}

/* dmarig_slice_sync_for_device() - hand a part of the slice at buf->addr to the device */
void dmarig_slice_sync_for_device(struct buf *buf, size_t at, size_t len)
{
	dma_sync_single_for_device(buf->dev, buf->addr + (at - buf->given), len, buf->dir);
}

/* dmarig_slice_sync_for_cpu() - take it back */
void dmarig_slice_sync_for_cpu(struct buf *buf, size_t at, size_t len)
{
	dma_sync_single_for_cpu(buf->dev, buf->addr + (at - buf->given), len, buf->dir);
}

typedef void (*sync_fn)(struct device *dev, dma_addr_t addr, size_t len,
			enum dma_data_direction dir);

/*
 * Not one byte more than was asked for: where the device sees a copy, or its writes pass the caches
 * by, what it wrote beside the part meanwhile would be lost.
 */
static void list_sync_part(struct buf *buf, struct sg_table *table, size_t from, size_t len,
			   sync_fn sync)
{
	struct scatterlist *sg;
	size_t n;
	int i;

	for_each_sgtable_dma_sg(table, sg, i) {
		if (from >= sg_dma_len(sg)) {
			from -= sg_dma_len(sg);
			continue;
		}
		n = min_t(size_t, len, sg_dma_len(sg) - from);
		sync(buf->dev, sg_dma_address(sg) + from, n, buf->dir);
		from = 0;
		len -= n;
		if (!len)
			break;
	}
}

void dmarig_list_sync_for_device(struct buf *buf, struct sg_table *table, size_t at, size_t len)
{
	if (len == buf->given_len)
		dma_sync_sgtable_for_device(buf->dev, table, buf->dir);
	else
		list_sync_part(buf, table, at - buf->given, len, dma_sync_single_for_device);
}

void dmarig_list_sync_for_cpu(struct buf *buf, struct sg_table *table, size_t at, size_t len)
{
	if (len == buf->given_len)
		dma_sync_sgtable_for_cpu(buf->dev, table, buf->dir);
	else
		list_sync_part(buf, table, at - buf->given, len, dma_sync_single_for_cpu);
}
