// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The drivers of subjects. A device is never touched: neither enabled nor made a bus master. It
 * cannot be unbound while somebody has its channel: unbinding waits.
 */
#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include "core/base/compat.h"
#include "subject/subject.h"

#define DRIVER_NAME	"dmarig_subject"

static unsigned int subject_mask_bits = 64;
module_param(subject_mask_bits, uint, 0644);
MODULE_PARM_DESC(subject_mask_bits,
		 "width of the DMA mask of devices bound to dmarig_subject from now on (default 64)");

/* struct subject - a device that is bound */
struct subject {
	struct dma_device dd;
	struct dma_chan chan;
	spinlock_t lock;		/* protects what follows */
	bool held;			/* somebody has the channel */
	bool leaving;			/* nobody can have it any more */
	wait_queue_head_t wake;		/* it is not held any more */
};

static struct subject *to_subject(struct dma_chan *chan)
{
	return container_of(chan, struct subject, chan);
}

static int subject_take(struct dma_chan *chan)
{
	struct subject *s = to_subject(chan);
	int ret = 0;

	spin_lock(&s->lock);
	if (s->leaving)
		ret = -ENODEV;
	else
		s->held = true;
	spin_unlock(&s->lock);
	return ret;
}

static void subject_give_back(struct dma_chan *chan)
{
	struct subject *s = to_subject(chan);

	spin_lock(&s->lock);
	s->held = false;
	wake_up_all(&s->wake);
	spin_unlock(&s->lock);
}

static bool subject_is_free(struct subject *s)
{
	bool is_free;

	spin_lock(&s->lock);
	is_free = !s->held;
	spin_unlock(&s->lock);
	return is_free;
}

/* There is no transfer to ask for, and none to issue. */
static enum dma_status subject_status(struct dma_chan *chan, dma_cookie_t cookie,
				      struct dma_tx_state *state)
{
	return DMA_ERROR;
}

static void subject_issue(struct dma_chan *chan)
{
}

/* Its memory goes in subject_unbind(). */
static void subject_released(struct dma_device *dd)
{
}

static void subject_fill_in(struct subject *s, struct device *dev)
{
	struct dma_device *dd = &s->dd;

	spin_lock_init(&s->lock);
	init_waitqueue_head(&s->wake);
	dd->dev = dev;
	dma_cap_set(DMA_PRIVATE, dd->cap_mask);
	dd->device_alloc_chan_resources = subject_take;
	dd->device_free_chan_resources = subject_give_back;
	dd->device_tx_status = subject_status;
	dd->device_issue_pending = subject_issue;
	dd->device_release = subject_released;
	INIT_LIST_HEAD(&dd->channels);
	s->chan.device = dd;
	list_add_tail(&s->chan.device_node, &dd->channels);
}

static int subject_bind(struct device *dev)
{
	struct subject *s;
	int ret;

	if (subject_mask_bits < 1 || subject_mask_bits > 64) {
		dev_err(dev, "subject_mask_bits=%u: it is 1 to 64\n", subject_mask_bits);
		return -ERANGE;
	}
	ret = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(subject_mask_bits));
	if (ret) {
		dev_err(dev, "a DMA mask of %u bits reaches no memory here (%d)\n",
			subject_mask_bits, ret);
		return ret;
	}
	/* What a driver before us has said of its controller is not the device's. */
	if (dev->dma_parms)
		dma_set_max_seg_size(dev, UINT_MAX);
	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	subject_fill_in(s, dev);
	dev_set_drvdata(dev, s);
	ret = dma_async_device_register(&s->dd);
	if (ret)
		kfree(s);
	return ret;
}

/* dmaengine lets others look at the list of its devices under RCU. */
static void subject_unbind(struct device *dev)
{
	struct subject *s = dev_get_drvdata(dev);

	spin_lock(&s->lock);
	s->leaving = true;
	spin_unlock(&s->lock);
	wait_event_idle(s->wake, subject_is_free(s));
	dma_async_device_unregister(&s->dd);
	synchronize_rcu();
	kfree(s);
}

static int subject_platform_probe(struct platform_device *pdev)
{
	return subject_bind(&pdev->dev);
}

static ct_removed subject_platform_remove(struct platform_device *pdev)
{
	subject_unbind(&pdev->dev);
	return CT_REMOVED;
}

static struct platform_driver subject_platform_driver = {
	.driver.name	= DRIVER_NAME,
	.probe		= subject_platform_probe,
	.ct_remove	= subject_platform_remove,
};

#ifdef CONFIG_PCI

static int subject_pci_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	return subject_bind(&pdev->dev);
}

static void subject_pci_remove(struct pci_dev *pdev)
{
	subject_unbind(&pdev->dev);
}

/* No device is its by itself: only driver_override makes one. */
static struct pci_driver subject_pci_driver = {
	.name		= DRIVER_NAME,
	.probe		= subject_pci_probe,
	.remove		= subject_pci_remove,
};

static int pci_init(void)
{
	return pci_register_driver(&subject_pci_driver);
}

static void pci_exit(void)
{
	pci_unregister_driver(&subject_pci_driver);
}

#else

static int pci_init(void)
{
	return 0;
}

static void pci_exit(void)
{
}

#endif

int dmarig_subject_init(void)
{
	int ret = platform_driver_register(&subject_platform_driver);

	if (ret)
		return ret;
	ret = pci_init();
	if (ret)
		platform_driver_unregister(&subject_platform_driver);
	return ret;
}

void dmarig_subject_exit(void)
{
	pci_exit();
	platform_driver_unregister(&subject_platform_driver);
}
