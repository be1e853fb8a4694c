// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A driver for tests of what looks at drivers: one channel that copies by the CPU in a tasklet,
 * with a device of its own, so that it needs no machine. Two places are planted: a function that
 * nothing calls in earnest, and a count that nobody reads.
 */
#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

/* struct plain_desc - a copy */
struct plain_desc {
	struct dma_async_tx_descriptor tx;
	struct list_head list;		/* in queued or issued, under lock */
	dma_addr_t dst, src;
	size_t len;
};

/* struct plain_chan - the controller and its channel */
struct plain_chan {
	struct dma_device dma;
	struct dma_chan chan;
	spinlock_t lock;			/* of the lists */
	struct list_head queued, issued;	/* under lock */
	struct tasklet_struct tasklet;
	unsigned long nr_copies, nr_refused;	/* nobody reads them */
};

static struct plain_chan *plain;
static struct platform_device *device;

static dma_cookie_t plain_submit(struct dma_async_tx_descriptor *tx)
{
	struct plain_desc *desc = container_of(tx, struct plain_desc, tx);
	unsigned long flags;

	spin_lock_irqsave(&plain->lock, flags);
	tx->cookie = ++plain->chan.cookie;
	list_add_tail(&desc->list, &plain->queued);
	spin_unlock_irqrestore(&plain->lock, flags);
	return tx->cookie;
}

/* Planted: no client asks for more than fits into memory. */
static int plain_too_long(size_t len)
{
	dev_err(plain->dma.dev, "%zu bytes are too many\n", len);
	return -EINVAL;
}

static struct dma_async_tx_descriptor *plain_prep(struct dma_chan *chan, dma_addr_t dst,
						  dma_addr_t src, size_t len, unsigned long flags)
{
	struct plain_desc *desc;

	if (!len) {
		plain->nr_refused++;
		return NULL;
	}
	if (len > SZ_1G && plain_too_long(len))
		return NULL;
	desc = kzalloc(sizeof(*desc), GFP_NOWAIT);
	if (!desc)
		return NULL;
	dma_async_tx_descriptor_init(&desc->tx, chan);
	desc->tx.flags = flags;
	desc->tx.tx_submit = plain_submit;
	desc->dst = dst;
	desc->src = src;
	desc->len = len;
	return &desc->tx;
}

static void plain_issue(struct dma_chan *chan)
{
	unsigned long flags;

	spin_lock_irqsave(&plain->lock, flags);
	list_splice_tail_init(&plain->queued, &plain->issued);
	spin_unlock_irqrestore(&plain->lock, flags);
	tasklet_schedule(&plain->tasklet);
}

static struct plain_desc *plain_first(void)
{
	struct plain_desc *desc;
	unsigned long flags;

	spin_lock_irqsave(&plain->lock, flags);
	desc = list_first_entry_or_null(&plain->issued, struct plain_desc, list);
	if (desc)
		list_del(&desc->list);
	spin_unlock_irqrestore(&plain->lock, flags);
	return desc;
}

static void plain_call(struct plain_desc *desc)
{
	struct dmaengine_result result = { .result = DMA_TRANS_NOERROR };

	if (!(desc->tx.flags & DMA_PREP_INTERRUPT))
		return;
	if (desc->tx.callback_result)
		desc->tx.callback_result(desc->tx.callback_param, &result);
	else if (desc->tx.callback)
		desc->tx.callback(desc->tx.callback_param);
}

static void plain_copy(struct tasklet_struct *tasklet)
{
	struct plain_desc *desc;

	while ((desc = plain_first())) {
		memcpy(phys_to_virt(desc->dst), phys_to_virt(desc->src), desc->len);
		plain->nr_copies++;
		plain->chan.completed_cookie = desc->tx.cookie;
		dma_run_dependencies(&desc->tx);
		dma_descriptor_unmap(&desc->tx);
		plain_call(desc);
		kfree(desc);
	}
}

static enum dma_status plain_status(struct dma_chan *chan, dma_cookie_t cookie,
				    struct dma_tx_state *state)
{
	dma_cookie_t complete = chan->completed_cookie, used = chan->cookie;

	if (state) {
		state->last = complete;
		state->used = used;
		state->residue = 0;
	}
	return dma_async_is_complete(cookie, complete, used);
}

static int plain_terminate(struct dma_chan *chan)
{
	struct plain_desc *desc, *next;
	unsigned long flags;
	LIST_HEAD(gone);

	spin_lock_irqsave(&plain->lock, flags);
	list_splice_tail_init(&plain->issued, &gone);
	list_splice_tail_init(&plain->queued, &gone);
	spin_unlock_irqrestore(&plain->lock, flags);
	list_for_each_entry_safe(desc, next, &gone, list)
		kfree(desc);
	return 0;
}

static void plain_synchronize(struct dma_chan *chan)
{
	tasklet_kill(&plain->tasklet);
}

static int plain_alloc(struct dma_chan *chan)
{
	chan->cookie = 1;
	chan->completed_cookie = 1;
	return 0;
}

static void plain_free(struct dma_chan *chan)
{
	plain_terminate(chan);
	tasklet_kill(&plain->tasklet);
}

static void plain_describe(struct dma_device *dma, struct device *dev)
{
	dma_cap_set(DMA_MEMCPY, dma->cap_mask);
	dma->dev = dev;
	dma->device_prep_dma_memcpy = plain_prep;
	dma->device_issue_pending = plain_issue;
	dma->device_tx_status = plain_status;
	dma->device_terminate_all = plain_terminate;
	dma->device_synchronize = plain_synchronize;
	dma->device_alloc_chan_resources = plain_alloc;
	dma->device_free_chan_resources = plain_free;
	INIT_LIST_HEAD(&dma->channels);
}

static int plain_probe(struct platform_device *pdev)
{
	plain = devm_kzalloc(&pdev->dev, sizeof(*plain), GFP_KERNEL);
	if (!plain)
		return -ENOMEM;
	if (dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64)))
		return -ENODEV;
	spin_lock_init(&plain->lock);
	INIT_LIST_HEAD(&plain->queued);
	INIT_LIST_HEAD(&plain->issued);
	tasklet_setup(&plain->tasklet, plain_copy);
	plain_describe(&plain->dma, &pdev->dev);
	plain->chan.device = &plain->dma;
	list_add_tail(&plain->chan.device_node, &plain->dma.channels);
	return dmaenginem_async_device_register(&plain->dma);
}

static struct platform_driver plain_driver = {
	.probe	= plain_probe,
	.driver	= { .name = "plain_dma" },
};

static int __init plain_start(void)
{
	int ret = platform_driver_register(&plain_driver);

	if (ret)
		return ret;
	device = platform_device_register_simple("plain_dma", -1, NULL, 0);
	if (!IS_ERR(device))
		return 0;
	platform_driver_unregister(&plain_driver);
	return PTR_ERR(device);
}

static void __exit plain_stop(void)
{
	platform_device_unregister(device);
	platform_driver_unregister(&plain_driver);
}

module_init(plain_start);
module_exit(plain_stop);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Copies by the CPU, for tests");
