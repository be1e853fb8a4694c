// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The channel: the queue before the device, its interrupt, and the dmaengine operations
 * (Documentation/driver-api/dmaengine/provider.rst). The device moves one segment at a time; the
 * interrupt starts the next.
 */
#include <linux/pci.h>
#include <linux/slab.h>
#include "edu/edu.h"
#include "edu/regs.h"

#define EDU_WIDTHS	(BIT(DMA_SLAVE_BUSWIDTH_1_BYTE) | BIT(DMA_SLAVE_BUSWIDTH_2_BYTES) | \
			 BIT(DMA_SLAVE_BUSWIDTH_4_BYTES) | BIT(DMA_SLAVE_BUSWIDTH_8_BYTES))
#define EDU_DMA_TIMEOUT_MS	5000	/* a DMA takes 100 ms, unless the emulator is held up */

static void start_segment(struct edu *edu)
{
	const struct edu_desc *d = edu->active;
	const struct edu_seg *seg = &d->seg[d->at];

	lockdep_assert_held(&edu->lock);
	edu_hw_start(edu->regs, d->to_ram, seg->addr, d->offset, seg->len);
}

/* Give an idle device its next transfer. */
static void start_next(struct edu *edu)
{
	lockdep_assert_held(&edu->lock);
	edu->active = list_first_entry_or_null(&edu->issued, struct edu_desc, node);
	if (!edu->active)
		return;
	list_del_init(&edu->active->node);
	start_segment(edu);
}

/* A dropped transfer goes through the tasklet as well, which frees it without calling back. */
static void finish_active(struct edu *edu)
{
	struct edu_desc *d = edu->active;

	lockdep_assert_held(&edu->lock);
	if (d->dropped)
		wake_up_all(&edu->ended);
	else
		edu->chan.completed_cookie = d->txd.cookie;
	list_add_tail(&d->node, &edu->completed);
	tasklet_schedule(&edu->tasklet);
	start_next(edu);
}

/* The DMA of a segment has ended. */
static void advance(struct edu *edu)
{
	struct edu_desc *d = edu->active;

	lockdep_assert_held(&edu->lock);
	d->offset += d->seg[d->at++].len;
	if (d->at < d->nr && !d->dropped)
		start_segment(edu);
	else
		finish_active(edu);
}

irqreturn_t edu_chan_interrupt(int irq, void *data)
{
	struct edu *edu = data;
	u32 status = readl(edu->regs + EDU_IRQ_STATUS);

	if (!status)
		return IRQ_NONE;
	writel(status, edu->regs + EDU_IRQ_ACK);
	spin_lock(&edu->lock);
	if (edu->active && !edu_hw_is_running(edu->regs))
		advance(edu);
	spin_unlock(&edu->lock);
	return IRQ_HANDLED;
}

static struct edu_desc *pop_completed(struct edu *edu)
{
	struct edu_desc *d;

	spin_lock_irq(&edu->lock);
	d = list_first_entry_or_null(&edu->completed, struct edu_desc, node);
	if (d)
		list_del_init(&d->node);
	spin_unlock_irq(&edu->lock);
	return d;
}

static void call_back(struct dma_async_tx_descriptor *txd)
{
	const struct dmaengine_result result = { .result = DMA_TRANS_NOERROR };

	if (txd->callback_result)
		txd->callback_result(txd->callback_param, &result);
	else if (txd->callback)
		txd->callback(txd->callback_param);
}

/*
 * Calls back for one transfer at a time and without the lock, because a callback may submit, and
 * may terminate the transfers that follow.
 */
static void on_tasklet(struct tasklet_struct *tasklet)
{
	struct edu *edu = from_tasklet(edu, tasklet, tasklet);
	struct edu_desc *d;

	while ((d = pop_completed(edu))) {
		dma_descriptor_unmap(&d->txd);
		if (!d->dropped)
			call_back(&d->txd);
		kfree(d);
	}
}

static void chan_issue_pending(struct dma_chan *chan)
{
	struct edu *edu = to_edu(chan);
	unsigned long flags;

	spin_lock_irqsave(&edu->lock, flags);
	if (!edu->gone) {
		list_splice_tail_init(&edu->submitted, &edu->issued);
		if (!edu->active)
			start_next(edu);
	}
	spin_unlock_irqrestore(&edu->lock, flags);
}

/* The residue is the whole length until the transfer ends, as residue_granularity advertises. */
static u32 residue(struct edu *edu, dma_cookie_t cookie)
{
	const struct edu_desc *d;

	lockdep_assert_held(&edu->lock);
	if (edu->active && edu->active->txd.cookie == cookie)
		return edu->active->len;
	list_for_each_entry(d, &edu->issued, node)
		if (d->txd.cookie == cookie)
			return d->len;
	list_for_each_entry(d, &edu->submitted, node)
		if (d->txd.cookie == cookie)
			return d->len;
	return 0;
}

static enum dma_status chan_tx_status(struct dma_chan *chan, dma_cookie_t cookie,
				      struct dma_tx_state *state)
{
	struct edu *edu = to_edu(chan);
	enum dma_status status;
	unsigned long flags;
	u32 left = 0;

	spin_lock_irqsave(&edu->lock, flags);
	status = dma_async_is_complete(cookie, chan->completed_cookie, chan->cookie);
	if (status != DMA_COMPLETE)
		left = residue(edu, cookie);
	dma_set_tx_state(state, chan->completed_cookie, chan->cookie, left);
	spin_unlock_irqrestore(&edu->lock, flags);
	return status;
}

static bool is_width(struct edu *edu, const char *name, enum dma_slave_buswidth width)
{
	if (width == DMA_SLAVE_BUSWIDTH_UNDEFINED || (width < 32 && BIT(width) & EDU_WIDTHS))
		return true;
	dev_dbg(edu->dev, "%s=%d: it is 1, 2, 4 or 8\n", name, width);
	return false;
}

/*
 * The peer is the device's own buffer and takes a segment in one go. So addresses and bursts mean
 * nothing here, and only the widths are checked.
 */
static int chan_config(struct dma_chan *chan, struct dma_slave_config *cfg)
{
	struct edu *edu = to_edu(chan);

	if (!is_width(edu, "src_addr_width", cfg->src_addr_width) ||
	    !is_width(edu, "dst_addr_width", cfg->dst_addr_width))
		return -EINVAL;
	return 0;
}

/*
 * Transfers that have not begun are freed before this returns. The device cannot abort the one that
 * is running, which ends in its own time and is dropped then.
 */
static int chan_terminate_all(struct dma_chan *chan)
{
	struct edu *edu = to_edu(chan);
	unsigned long flags;
	LIST_HEAD(dropped);

	spin_lock_irqsave(&edu->lock, flags);
	if (edu->active)
		edu->active->dropped = true;
	list_splice_tail_init(&edu->completed, &dropped);
	list_splice_tail_init(&edu->issued, &dropped);
	list_splice_tail_init(&edu->submitted, &dropped);
	spin_unlock_irqrestore(&edu->lock, flags);
	edu_desc_free_list(&dropped);
	return 0;
}

static bool has_ended(struct edu *edu)
{
	unsigned long flags;
	bool ended;

	spin_lock_irqsave(&edu->lock, flags);
	ended = !edu->active || !edu->active->dropped;
	spin_unlock_irqrestore(&edu->lock, flags);
	return ended;
}

/*
 * A device that never ends a DMA is cut off from memory, because the client that waits for it is
 * about to free that memory. Nothing can be started any more.
 */
static void cut_off(struct edu *edu)
{
	unsigned long flags;
	LIST_HEAD(dropped);

	pci_clear_master(to_pci_dev(edu->dev));
	dev_err(edu->dev, "a DMA has not ended for %d ms: the device may not use memory any more\n",
		EDU_DMA_TIMEOUT_MS);
	spin_lock_irqsave(&edu->lock, flags);
	edu->gone = true;
	if (edu->active)
		list_add_tail(&edu->active->node, &dropped);
	edu->active = NULL;
	list_splice_tail_init(&edu->issued, &dropped);
	spin_unlock_irqrestore(&edu->lock, flags);
	edu_desc_free_list(&dropped);
}

static void wait_for_dropped(struct edu *edu)
{
	if (!wait_event_timeout(edu->ended, has_ended(edu), msecs_to_jiffies(EDU_DMA_TIMEOUT_MS)))
		cut_off(edu);
}

/*
 * tasklet_kill() can swallow a tasklet_schedule() that comes meanwhile. So the tasklet is scheduled
 * again if there is still work for it.
 */
static void chan_synchronize(struct dma_chan *chan)
{
	struct edu *edu = to_edu(chan);

	wait_for_dropped(edu);
	tasklet_kill(&edu->tasklet);
	spin_lock_irq(&edu->lock);
	if (!list_empty(&edu->completed))
		tasklet_schedule(&edu->tasklet);
	spin_unlock_irq(&edu->lock);
}

/*
 * The error is not -ENODEV, by which dmaengine understands that the device is not registered any
 * more.
 */
static int chan_alloc_resources(struct dma_chan *chan)
{
	if (READ_ONCE(to_edu(chan)->gone))
		return -EIO;
	chan->cookie = DMA_MIN_COOKIE;
	chan->completed_cookie = DMA_MIN_COOKIE;
	return 0;
}

/* The client has gone, but may have left transfers behind in any state. */
static void chan_free_resources(struct dma_chan *chan)
{
	struct edu *edu = to_edu(chan);

	chan_terminate_all(chan);
	chan_synchronize(chan);
	edu_desc_free_list(&edu->prepared);
}

void edu_chan_unplug(struct edu *edu)
{
	spin_lock_irq(&edu->lock);
	edu->gone = true;
	spin_unlock_irq(&edu->lock);
	chan_terminate_all(&edu->chan);
	chan_synchronize(&edu->chan);
}

/*
 * The read is a transfer that is dropped before it begins: it has no client, so it must end without
 * a callback.
 */
int edu_chan_stray_read(struct edu *edu, dma_addr_t addr)
{
	struct edu_desc *d = edu_desc_new(edu, 1);
	int ret = 0;

	if (!d)
		return -ENOMEM;
	d->dropped = true;
	d->seg[0].addr = addr;
	d->seg[0].len = 4;
	spin_lock_irq(&edu->lock);
	if (edu->gone)
		ret = -ENODEV;
	else if (edu->active)
		ret = -EBUSY;
	if (!ret) {
		list_add(&d->node, &edu->issued);
		start_next(edu);
	}
	spin_unlock_irq(&edu->lock);
	if (ret)
		kfree(d);
	else
		wait_for_dropped(edu);
	return ret;
}

static void set_up_dd(struct edu *edu)
{
	struct dma_device *dd = &edu->dd;

	dd->dev = edu->dev;
	dd->src_addr_widths = EDU_WIDTHS;
	dd->dst_addr_widths = EDU_WIDTHS;
	dd->directions = BIT(DMA_MEM_TO_DEV) | BIT(DMA_DEV_TO_MEM);
	dd->max_sg_burst = 1;
	dd->residue_granularity = DMA_RESIDUE_GRANULARITY_DESCRIPTOR;
	dd->device_alloc_chan_resources	= chan_alloc_resources;
	dd->device_free_chan_resources	= chan_free_resources;
	dd->device_prep_slave_sg	= edu_desc_prep;
	dd->device_config		= chan_config;
	dd->device_issue_pending	= chan_issue_pending;
	dd->device_tx_status		= chan_tx_status;
	dd->device_terminate_all	= chan_terminate_all;
	dd->device_synchronize		= chan_synchronize;
	dma_cap_set(DMA_SLAVE, dd->cap_mask);
	dma_cap_set(DMA_PRIVATE, dd->cap_mask);
	INIT_LIST_HEAD(&dd->channels);
	list_add_tail(&edu->chan.device_node, &dd->channels);
}

void edu_chan_init(struct edu *edu)
{
	edu->chan.device = &edu->dd;
	spin_lock_init(&edu->lock);
	init_waitqueue_head(&edu->ended);
	tasklet_setup(&edu->tasklet, on_tasklet);
	INIT_LIST_HEAD(&edu->prepared);
	INIT_LIST_HEAD(&edu->submitted);
	INIT_LIST_HEAD(&edu->issued);
	INIT_LIST_HEAD(&edu->completed);
	set_up_dd(edu);
}
