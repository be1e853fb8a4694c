// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory in pieces, each physically contiguous, that the CPU sees one after another: what
 * mapping=sg and mapping=sg_chained have in common. They differ in where the list's entries are.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "map/entries.h"

static size_t block_pages(const struct block *b)
{
	return PAGE_ALIGN(b->len) >> PAGE_SHIFT;
}

/* Offset of entry @i's memory in the buffer: a page before the page its piece is in. */
static size_t block_start(const struct buf *buf, u32 i)
{
	if (i == dmarig_shape_entries(buf))
		return buf->len;
	return buf->shape ? buf->shape->pieces[i].at & PAGE_MASK : 0;
}

static int blocks_alloc(struct buf *buf, struct entries *e)
{
	struct block *b;
	u32 i;

	for (i = 0; i < e->nr; i++) {
		b = &e->blocks[i];
		b->len = block_start(buf, i + 1) - block_start(buf, i);
		b->cpu = alloc_pages_exact(b->len, BUF_GFP | __GFP_ZERO);
		if (!b->cpu)
			return -ENOMEM;
	}
	return 0;
}

static u32 blocks_list(const struct entries *e, struct page **pages)
{
	size_t j;
	u32 i, n = 0;

	for (i = 0; i < e->nr; i++)
		for (j = 0; j < block_pages(&e->blocks[i]); j++)
			pages[n++] = virt_to_page(e->blocks[i].cpu + j * PAGE_SIZE);
	return n;
}

/* Map all blocks into one view for the CPU; a single block needs none. */
static int blocks_view(struct buf *buf, const struct entries *e)
{
	struct page **pages;

	if (e->nr == 1) {
		buf->cpu = e->blocks[0].cpu;
		return 0;
	}
	pages = kvmalloc_array(PAGE_ALIGN(buf->len) >> PAGE_SHIFT, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	buf->cpu = vmap(pages, blocks_list(e, pages), VM_MAP, PAGE_KERNEL);
	kvfree(pages);
	return buf->cpu ? 0 : -ENOMEM;
}

/* Every entry as long as its piece; a block has a page of room in front of the piece's page. */
static void entries_fill(const struct buf *buf, struct entries *e)
{
	struct scatterlist *sg;
	struct piece piece;
	u32 i;

	if (!buf->shape)
		return;
	for_each_sg(e->table.sgl, sg, e->nr, i) {
		piece = buf->shape->pieces[i];
		sg_set_buf(sg, e->blocks[i].cpu + PAGE_SIZE + offset_in_page(piece.at), piece.len);
	}
}

struct entries *dmarig_entries_new(struct buf *buf)
{
	u32 nr = dmarig_shape_entries(buf);
	struct entries *e = kvzalloc(struct_size(e, blocks, nr), GFP_KERNEL);

	if (e)
		e->nr = nr;
	return e;
}

int dmarig_entries_alloc(struct buf *buf, struct entries *e)
{
	int ret;

	ret = blocks_alloc(buf, e);
	if (!ret)
		ret = blocks_view(buf, e);
	if (!ret)
		entries_fill(buf, e);
	buf->priv = e;
	return ret;
}

void dmarig_entries_free(struct buf *buf, struct entries *e)
{
	u32 i;

	if (e->nr > 1)
		vunmap(buf->cpu);
	for (i = 0; i < e->nr; i++)
		if (e->blocks[i].cpu)
			free_pages_exact(e->blocks[i].cpu, e->blocks[i].len);
	kvfree(e);
}

/* The list of a transfer that is smaller than the shape ends earlier, within an entry. */
static void entries_trim(struct buf *buf, struct entries *e, size_t len)
{
	struct scatterlist *sg = e->table.sgl;
	u32 n = 1;

	for (; len > sg->length; n++) {
		len -= sg->length;
		sg = sg_next(sg);
	}
	e->table.orig_nents = n;
	if (n < e->nr)
		sg_mark_end(sg);
	e->last = sg;
	e->last_len = sg->length;
	sg->length = len;
}

static void entries_untrim(struct entries *e)
{
	e->last->length = e->last_len;
	if (e->table.orig_nents < e->nr)
		sg_unmark_end(e->last);
}

/* The caches of the CPU's second view of the pages are ours to look after, where they matter. */
int dmarig_entries_map(struct buf *buf, size_t at, size_t len)
{
	struct entries *e = buf->priv;
	int ret;

	if (buf->shape) {
		entries_trim(buf, e, len);
		flush_kernel_vmap_range(buf->cpu, buf->len);
	} else {
		e->table.orig_nents = 1;
		sg_set_buf(e->table.sgl, buf->cpu + at, len);
	}
	ret = dma_map_sgtable(buf->dev, &e->table, buf->dir, buf->attrs);
	if (ret) {
		if (buf->shape)
			entries_untrim(e);
		return ret;
	}
	buf->sgl = e->table.sgl;
	buf->nr_segs = e->table.nents;
	buf->addr = sg_dma_address(buf->sgl);
	return 0;
}

void dmarig_entries_unmap(struct buf *buf, size_t at, size_t len)
{
	struct entries *e = buf->priv;

	dma_unmap_sgtable(buf->dev, &e->table, buf->dir, buf->attrs);
	if (!buf->shape)
		return;
	entries_untrim(e);
	invalidate_kernel_vmap_range(buf->cpu, buf->len);
}

void dmarig_entries_sync_for_device(struct buf *buf, size_t at, size_t len)
{
	struct entries *e = buf->priv;

	dmarig_list_sync_for_device(buf, &e->table, at, len);
}

void dmarig_entries_sync_for_cpu(struct buf *buf, size_t at, size_t len)
{
	struct entries *e = buf->priv;

	dmarig_list_sync_for_cpu(buf, &e->table, at, len);
}
