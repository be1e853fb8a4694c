// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig_edu: the PCI driver, its parameters, and the lifetime of a device.
 *
 * A device is made when it is bound and taken from dmaengine when it is unbound, but its memory
 * stays until the client has released the channel.
 */
#include <linux/dma-mapping.h>
#include <linux/iopoll.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include "common/version.h"
#include "core/base/compat.h"
#include "edu/edu.h"
#include "edu/regs.h"

#define DRIVER_NAME	"dmarig_edu"
#define MAX_MASK_BITS	BITS_PER_LONG	/* see edu_write_long() */

/* The device silently drops the address bits that are beyond its mask. */
static unsigned int dma_mask_bits = 28;
module_param(dma_mask_bits, uint, 0444);
MODULE_PARM_DESC(dma_mask_bits,
		 "bits of the device's property dma_mask, which cannot be read from here (default 28, as QEMU's)");

/*
 * Older versions of QEMU abort when a DMA reaches the last byte, and a guest cannot tell the
 * version.
 */
static unsigned int buffer_bytes = EDU_BUF_OLD;
module_param(buffer_bytes, uint, 0444);
MODULE_PARM_DESC(buffer_bytes,
		 "how much of the device's buffer is used (default 4095; 4096 only where QEMU does not abort)");

static bool unsafe;
module_param(unsafe, bool, 0444);
MODULE_PARM_DESC(unsafe, "for tests: an attribute stray_read, which makes the device read any address");

static struct workqueue_struct *free_wq;

/*
 * dmaengine still uses the device after device_release has returned, and holds dma_list_mutex all
 * the time. Asking for a channel that cannot exist takes that mutex, and so waits until dmaengine
 * is through with the device.
 */
static void edu_free_work(struct work_struct *work)
{
	struct edu *edu = container_of(work, struct edu, free_work);
	dma_cap_mask_t everything;

	bitmap_fill(everything.bits, DMA_TX_TYPE_END);
	WARN_ON(!IS_ERR(dma_request_chan_by_mask(&everything)));
	synchronize_rcu();
	put_device(edu->dev);
	kfree(edu);
}

static void edu_release(struct dma_device *dd)
{
	queue_work(free_wq, &container_of(dd, struct edu, dd)->free_work);
}

static ssize_t stray_read_store(struct device *dev, struct device_attribute *attr,
				const char *buf, size_t count)
{
	u64 addr;
	int ret;

	ret = kstrtou64(buf, 0, &addr);
	if (ret)
		return ret;
	return edu_chan_stray_read(dev_get_drvdata(dev), addr) ?: count;
}
static DEVICE_ATTR_WO(stray_read);

static struct attribute *edu_attrs[] = {
	&dev_attr_stray_read.attr,
	NULL
};

static umode_t edu_attr_mode(struct kobject *kobj, struct attribute *attr, int n)
{
	return unsafe ? attr->mode : 0;
}

static const struct attribute_group edu_group = {
	.attrs		= edu_attrs,
	.is_visible	= edu_attr_mode,
};
__ATTRIBUTE_GROUPS(edu);

/* A DMA that an earlier driver has left running reaches no memory while bus mastering is off. */
static int wait_until_idle(struct pci_dev *pdev, void __iomem *regs)
{
	u32 cmd;

	if (!readl_poll_timeout(regs + EDU_DMA_CMD, cmd, !(cmd & EDU_CMD_RUN), 1000, 1000000))
		return 0;
	dev_err(&pdev->dev, "the device does not end a DMA that somebody else has started\n");
	return -EBUSY;
}

static int set_up_dma(struct pci_dev *pdev)
{
	int ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(dma_mask_bits));

	if (ret) {
		dev_err(&pdev->dev, "dma_mask_bits=%u: that reaches no memory of this machine without an IOMMU; start QEMU with -device edu,dma_mask=0xffffffff and load this module with dma_mask_bits=32\n",
			dma_mask_bits);
		return ret;
	}
	dma_set_max_seg_size(&pdev->dev, buffer_bytes);
	return 0;
}

static int set_up_pci(struct pci_dev *pdev)
{
	int ret;

	ret = pcim_enable_device(pdev);
	if (ret)
		return ret;
	ret = pcim_iomap_regions(pdev, BIT(0), DRIVER_NAME);
	if (ret)
		return ret;
	ret = wait_until_idle(pdev, pcim_iomap_table(pdev)[0]);
	if (ret)
		return ret;
	ret = set_up_dma(pdev);
	if (ret)
		return ret;
	pci_set_master(pdev);
	ret = pci_alloc_irq_vectors(pdev, 1, 1, PCI_IRQ_MSI);
	if (ret < 0) {
		dev_err(&pdev->dev, "this machine gives the device no MSI\n");
		return ret;
	}
	return 0;
}

static struct edu *edu_new(struct pci_dev *pdev)
{
	struct edu *edu = kzalloc(sizeof(*edu), GFP_KERNEL);

	if (!edu)
		return NULL;
	edu->dev = get_device(&pdev->dev);
	edu->regs = pcim_iomap_table(pdev)[0];
	edu->buf_bytes = buffer_bytes;
	edu->irq = pci_irq_vector(pdev, 0);
	edu->dd.device_release = edu_release;
	INIT_WORK(&edu->free_work, edu_free_work);
	edu_chan_init(edu);
	return edu;
}

static int edu_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct edu *edu;
	int ret;

	ret = set_up_pci(pdev);
	if (ret)
		return ret;
	edu = edu_new(pdev);
	if (!edu)
		return -ENOMEM;
	ret = request_irq(edu->irq, edu_chan_interrupt, 0, pci_name(pdev), edu);
	if (ret)
		goto err_free;
	pci_set_drvdata(pdev, edu);
	ret = dma_async_device_register(&edu->dd);
	if (ret)
		goto err_irq;
	return 0;

err_irq:
	free_irq(edu->irq, edu);
err_free:
	put_device(edu->dev);
	kfree(edu);
	return ret;
}

/*
 * The interrupt is freed first: dma_async_device_unregister() may free the memory its handler uses.
 */
static void edu_remove(struct pci_dev *pdev)
{
	struct edu *edu = pci_get_drvdata(pdev);

	edu_chan_unplug(edu);
	free_irq(edu->irq, edu);
	dma_async_device_unregister(&edu->dd);
}

static const struct pci_device_id edu_ids[] = {
	{ PCI_DEVICE(0x1234, 0x11e8) },
	{ }
};
MODULE_DEVICE_TABLE(pci, edu_ids);

static struct pci_driver edu_driver = {
	.name		= DRIVER_NAME,
	.id_table	= edu_ids,
	.probe		= edu_probe,
	.remove		= edu_remove,
	.ct_dev_groups	= edu_groups,
};

static bool is_within(const char *name, unsigned int value, unsigned int min, unsigned int max)
{
	if (value >= min && value <= max)
		return true;
	pr_err(DRIVER_NAME ": %s=%u: it is %u to %u\n", name, value, min, max);
	return false;
}

static int __init edu_init(void)
{
	int ret;

	if (!is_within("dma_mask_bits", dma_mask_bits, 12, MAX_MASK_BITS) ||
	    !is_within("buffer_bytes", buffer_bytes, 1, EDU_BUF_BYTES))
		return -ERANGE;
	free_wq = alloc_ordered_workqueue(DRIVER_NAME, 0);
	if (!free_wq)
		return -ENOMEM;
	ret = pci_register_driver(&edu_driver);
	if (ret)
		destroy_workqueue(free_wq);
	return ret;
}

static void __exit edu_exit(void)
{
	pci_unregister_driver(&edu_driver);
	destroy_workqueue(free_wq);
}

module_init(edu_init);
module_exit(edu_exit);
MODULE_AUTHOR("The dmarig authors");
MODULE_DESCRIPTION("QEMU's edu device as a DMA controller");
MODULE_LICENSE("GPL");
MODULE_VERSION(DMARIG_VERSION);
