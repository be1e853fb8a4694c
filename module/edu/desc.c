// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How transfers are made, submitted and freed.
 */
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include "edu/edu.h"
#include "edu/regs.h"

/* Submitting starts nothing; device_issue_pending does (provider.rst). */
static dma_cookie_t desc_submit(struct dma_async_tx_descriptor *txd)
{
	struct edu_desc *d = to_edu_desc(txd);
	struct dma_chan *chan = txd->chan;
	struct edu *edu = to_edu(chan);
	unsigned long flags;

	spin_lock_irqsave(&edu->lock, flags);
	chan->cookie = chan->cookie == INT_MAX ? DMA_MIN_COOKIE : chan->cookie + 1;
	txd->cookie = chan->cookie;
	list_move_tail(&d->node, &edu->submitted);
	spin_unlock_irqrestore(&edu->lock, flags);
	return txd->cookie;
}

struct edu_desc *edu_desc_new(struct edu *edu, unsigned int nr)
{
	struct edu_desc *d = kzalloc(struct_size(d, seg, nr), GFP_NOWAIT | __GFP_NOWARN);

	if (!d)
		return NULL;
	dma_async_tx_descriptor_init(&d->txd, &edu->chan);
	d->txd.tx_submit = desc_submit;
	d->txd.cookie = -EBUSY;
	d->nr = nr;
	INIT_LIST_HEAD(&d->node);
	return d;
}

/* The sum of the lengths; 0 if an entry is empty, more than @max if it is more than that. */
static u32 sg_total(struct scatterlist *sgl, unsigned int nr, u32 max)
{
	struct scatterlist *sg;
	unsigned int i;
	u32 total = 0;

	for_each_sg(sgl, sg, nr, i) {
		u32 len = sg_dma_len(sg);

		if (!len)
			return 0;
		if (len > max - total)
			return max + 1;
		total += len;
	}
	return total;
}

static bool fits(struct edu *edu, struct scatterlist *sgl, unsigned int nr,
		 enum dma_transfer_direction direction)
{
	u32 total = sg_total(sgl, nr, edu->buf_bytes);

	/* To the kernel DMA_DEV_TO_DEV is a slave's direction, too. */
	if (total && total <= edu->buf_bytes &&
	    (direction == DMA_MEM_TO_DEV || direction == DMA_DEV_TO_MEM))
		return true;
	dev_dbg(edu->dev, "no transfer of %u segments in direction %d: 1 to %u bytes to or from the device, none of the segments empty\n",
		nr, direction, edu->buf_bytes);
	return false;
}

static void fill(struct edu_desc *d, struct scatterlist *sgl)
{
	struct scatterlist *sg;
	unsigned int i;

	for_each_sg(sgl, sg, d->nr, i) {
		d->seg[i].addr = sg_dma_address(sg);
		d->seg[i].len = sg_dma_len(sg);
		d->len += d->seg[i].len;
	}
}

struct dma_async_tx_descriptor *
edu_desc_prep(struct dma_chan *chan, struct scatterlist *sgl, unsigned int nr,
	      enum dma_transfer_direction direction, unsigned long flags, void *context)
{
	struct edu *edu = to_edu(chan);
	unsigned long irq_flags;
	struct edu_desc *d;

	if (READ_ONCE(edu->gone) || !fits(edu, sgl, nr, direction))
		return NULL;
	d = edu_desc_new(edu, nr);
	if (!d)
		return NULL;
	d->txd.flags = flags;
	d->to_ram = direction == DMA_DEV_TO_MEM;
	fill(d, sgl);
	spin_lock_irqsave(&edu->lock, irq_flags);
	list_add_tail(&d->node, &edu->prepared);
	spin_unlock_irqrestore(&edu->lock, irq_flags);
	return &d->txd;
}

void edu_desc_free_list(struct list_head *list)
{
	struct edu_desc *d, *next;

	list_for_each_entry_safe(d, next, list, node) {
		dma_descriptor_unmap(&d->txd);
		kfree(d);
	}
	INIT_LIST_HEAD(list);
}
