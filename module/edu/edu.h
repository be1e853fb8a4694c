/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An edu device as a dmaengine provider: one slave channel, whose peer is the device's own buffer.
 *
 * A transfer always starts at the first byte of the buffer, so that what was sent can be received
 * again. The device can neither abort a DMA nor say that one has failed. If an IOMMU blocks a DMA,
 * only the IOMMU reports that; here the transfer looks like any other, and only its data shows it.
 */
#ifndef DMARIG_EDU_EDU_H
#define DMARIG_EDU_EDU_H

#include <linux/dmaengine.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

/**
 * struct edu_seg - one DMA of the device
 * @addr: memory, as the device sees it
 * @len: bytes
 */
struct edu_seg {
	dma_addr_t addr;
	u32 len;
};

/**
 * struct edu_desc - a transfer
 * @txd: what dmaengine sees
 * @node: in one of the lists of struct edu, unless it is the active one
 * @to_ram: out of the device's buffer, not into it
 * @dropped: terminated: it ends with the DMA that is running, and nobody hears of it
 * @len: bytes, of all segments
 * @offset: bytes whose DMA has ended, which is where the next one starts in the device's buffer
 * @at: the segment whose turn it is
 * @nr: entries of @seg
 * @seg: the segments
 *
 * The life of a transfer; whatever is terminated is freed, the active one as soon as its DMA ends:
 *
 *   prep        tx_submit      issue_pending     irq       irq            tasklet
 *   -> prepared -> submitted -----> issued -----> active -----> completed -> callback, freed
 *
 * Members change with the lock of struct edu held.
 */
struct edu_desc {
	struct dma_async_tx_descriptor txd;
	struct list_head node;
	bool to_ram, dropped;
	u32 len, offset;
	unsigned int at, nr;
	struct edu_seg seg[];
};

/**
 * struct edu - a device
 * @dd: what dmaengine sees
 * @chan: its only channel
 * @dev: the PCI device; one reference
 * @regs: its registers; not to be used any more once @gone is set
 * @buf_bytes: how much of its buffer may be used
 * @irq: the number of its interrupt
 * @free_work: frees it all, once the last client has gone
 * @tasklet: calls back
 * @ended: woken when the DMA of a dropped transfer has ended
 * @lock: protects everything below it, the DMA registers and the cookies of @chan; taken in the
 *	hard interrupt
 * @prepared: transfers the client has not submitted yet
 * @submitted: transfers waiting for issue_pending
 * @issued: transfers waiting for the device
 * @completed: transfers whose callback is due
 * @active: what the device is at, or NULL
 * @gone: nothing may be started any more
 */
struct edu {
	struct dma_device dd;
	struct dma_chan chan;
	struct device *dev;
	void __iomem *regs;
	u32 buf_bytes;
	int irq;
	struct work_struct free_work;
	struct tasklet_struct tasklet;
	wait_queue_head_t ended;

	spinlock_t lock;	/* see above */
	struct list_head prepared, submitted, issued, completed;
	struct edu_desc *active;
	bool gone;
};

static inline struct edu *to_edu(struct dma_chan *chan)
{
	return container_of(chan, struct edu, chan);
}

static inline struct edu_desc *to_edu_desc(struct dma_async_tx_descriptor *txd)
{
	return container_of(txd, struct edu_desc, txd);
}

/**
 * edu_chan_init() - an idle channel, and a dma_device that can be registered
 * @edu: zeroed memory, but for the device and its registers
 */
void edu_chan_init(struct edu *edu);

/**
 * edu_chan_interrupt() - the device's interrupt
 * @irq: its number
 * @data: the struct edu
 *
 * Return: IRQ_NONE if the device has not raised it. Context: hard interrupt.
 */
irqreturn_t edu_chan_interrupt(int irq, void *data);

/**
 * edu_chan_unplug() - the device goes away under the channel's client
 * @edu: the device
 *
 * Drops whatever is queued without a callback, and waits until the device leaves memory alone. The
 * client still has to release the channel. Context: may sleep.
 */
void edu_chan_unplug(struct edu *edu);

/**
 * edu_chan_stray_read() - have the device read memory that nobody has mapped for it
 * @edu: the device
 * @addr: where, as the device sees it; four bytes
 *
 * Return: 0 once the DMA has ended, whatever came of it, -ENODEV, -ENOMEM, or -EBUSY if a client is
 * using the channel. Context: may sleep.
 */
int edu_chan_stray_read(struct edu *edu, dma_addr_t addr);

/**
 * edu_desc_prep() - device_prep_slave_sg of the channel
 * @chan: the channel
 * @sgl: memory, mapped
 * @nr: its entries
 * @direction: DMA_MEM_TO_DEV or DMA_DEV_TO_MEM
 * @flags: enum dma_ctrl_flags
 * @context: not used
 *
 * Return: a descriptor, or NULL if there is no memory for it or it does not fit into the device.
 * Context: any.
 */
struct dma_async_tx_descriptor *
edu_desc_prep(struct dma_chan *chan, struct scatterlist *sgl, unsigned int nr,
	      enum dma_transfer_direction direction, unsigned long flags, void *context);

/**
 * edu_desc_new() - memory for a transfer
 * @edu: the device
 * @nr: how many segments
 *
 * Return: the transfer, in no list, or NULL. Context: any.
 */
struct edu_desc *edu_desc_new(struct edu *edu, unsigned int nr);

/**
 * edu_desc_free_list() - free every transfer of a list
 * @list: the list, which nobody else can reach
 *
 * Context: no lock is held.
 */
void edu_desc_free_list(struct list_head *list);

#endif
