// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How an access goes through the channel: it is mapped, cut into descriptors, completed, ended.
 * Each descriptor asks for an interrupt, since only its own callback has its result.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/ktime.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include "cdev/access.h"
#include "common/params.h"
#include "core/base/compat.h"
#include "core/base/stall_timeout.h"
#include "core/chan/chan.h"

static enum dma_data_direction direction(const struct access *a)
{
	return a->write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
}

static void access_put_locked(struct access *a)
{
	lockdep_assert_held(&a->cdev->lock);
	if (--a->users)
		return;
	list_add(&a->node, &a->cdev->idle);
	wake_up_all(&a->cdev->wake);
}

void dmarig_access_put(struct access *a)
{
	struct dmarig_cdev *cdev = a->cdev;

	spin_lock_irq(&cdev->lock);
	access_put_locked(a);
	spin_unlock_irq(&cdev->lock);
}

/* Return: NULL when there is none now. */
static struct access *take_idle(struct dmarig_cdev *cdev)
{
	struct access *a = ERR_PTR(-ENODEV);

	spin_lock_irq(&cdev->lock);
	if (!cdev->closed) {
		a = list_first_entry_or_null(&cdev->idle, struct access, node);
		if (a) {
			list_del_init(&a->node);
			a->users = 1;
		}
	}
	spin_unlock_irq(&cdev->lock);
	return a;
}

struct access *dmarig_access_get(struct dmarig_cdev *cdev, bool wait)
{
	struct access *a = take_idle(cdev);
	int ret = 0;

	if (!a && !wait)
		return ERR_PTR(-EAGAIN);
	if (!a)
		ret = wait_event_killable(cdev->wake, (a = take_idle(cdev)));
	return ret ? ERR_PTR(ret) : a;
}

/*
 * All of this under one hold of the lock: after the unlock the cdev may be freed, if the waiter was
 * killed or has been woken. With an iocb, its file holds a reference until ki_complete().
 */
static void access_complete(struct access *a)
{
	struct kiocb *iocb = a->iocb;
	struct dmarig_cdev *cdev = a->cdev;
	ssize_t result = a->result;
	unsigned long flags;

	spin_lock_irqsave(&cdev->lock, flags);
	cdev->nr_users--;
	if (result > 0) {
		cdev->stats.accesses++;
		cdev->stats.bytes += result;
	}
	if (!iocb)
		complete(&a->done);
	access_put_locked(a);
	wake_up_all(&cdev->wake);
	spin_unlock_irqrestore(&cdev->lock, flags);
	if (!iocb)
		return;
	if (result > 0)
		iocb->ki_pos += result;
	ct_ki_complete(iocb, result);
}

static void access_release(struct access *a)
{
	dmarig_access_unpin(a);
	access_complete(a);
}

static void release_later(struct work_struct *work)
{
	struct access *a = container_of(work, struct access, work);

	dmarig_access_make_dirty(a);
	access_release(a);
}

/* It has ended: the channel owns nothing of it. Any context. */
static void access_end(struct access *a)
{
	dma_unmap_sgtable(a->cdev->dev, &a->table, direction(a), 0);
	a->result = a->error ?: a->len;
	if (dmarig_access_is_dirty(a))
		access_release(a);
	else
		schedule_work(&a->work);
}

/* One of its descriptors has completed, or submitting them is over. */
static bool access_drop(struct access *a)
{
	lockdep_assert_held(&a->cdev->lock);
	if (--a->left)
		return false;
	list_del_init(&a->node);
	return true;
}

static void access_callback(void *param, const struct dmaengine_result *result)
{
	struct callback_tag *tag = param;
	struct access_desc *desc = container_of(tag, struct access_desc, tag);
	struct access *a = tag->owner;
	struct dmarig_cdev *cdev = a->cdev;
	unsigned long flags;
	bool last = false;

	spin_lock_irqsave(&cdev->lock, flags);
	if (tag->gen != a->gen || desc->completed) {
		cdev->stats.spurious++;
	} else {
		desc->completed = true;
		if (result && result->result != DMA_TRANS_NOERROR) {
			cdev->stats.errors += !a->error;
			a->error = -EIO;
		}
		cdev->nr_flight--;
		cdev->nr_ended++;
		last = access_drop(a);
		wake_up_all(&cdev->wake);
	}
	spin_unlock_irqrestore(&cdev->lock, flags);
	if (last)
		access_end(a);
}

/* Some drivers know callback alone, and have no result to tell. */
static void access_plain_callback(void *param)
{
	access_callback(param, NULL);
}

static struct access_desc *first_desc(const struct access *a)
{
	const struct room *room = a->room;

	return room->descs + dmarig_callback_tag_place(a->gen, room->nr_descs, 0);
}

static struct access_desc *next_desc(struct access *a)
{
	struct access_desc *desc = first_desc(a) + a->nr_descs;

	dmarig_callback_tag_set(&desc->tag, a, a->gen, a->nr_descs);
	desc->completed = false;
	return desc;
}

/* One more descriptor is in flight, or after all is not. */
static void access_count(struct access *a, int by)
{
	struct dmarig_cdev *cdev = a->cdev;

	spin_lock_irq(&cdev->lock);
	a->nr_descs += by;
	a->left += by;
	cdev->nr_flight += by;
	spin_unlock_irq(&cdev->lock);
}

/* Waits for room even where it was asked not to wait, as what was submitted cannot be undone. */
static struct dma_async_tx_descriptor *prepare(struct access *a, dma_addr_t memory,
					       dma_addr_t dev_addr, size_t len)
{
	dma_addr_t dst = a->write ? dev_addr : memory, src = a->write ? memory : dev_addr;
	struct dma_chan *chan = a->cdev->rc->chan;
	struct stall_timeout timeout = dmarig_stall_timeout_begin(a->cdev->p->timeout_ms);
	struct dma_async_tx_descriptor *tx;
	u64 seen;

	for (;;) {
		seen = dmarig_cdev_ended(a->cdev);
		tx = dmaengine_prep_dma_memcpy(chan, dst, src, len,
					       DMA_PREP_INTERRUPT | DMA_CTRL_ACK);
		if (tx)
			return tx;
		/* Ours may be what takes the room. */
		dma_async_issue_pending(chan);
		if (dmarig_cdev_await(a->cdev, seen, &a->cdev->stats.prep_busy))
			continue;
		/* A driver may give descriptors back some time after their end. */
		if (dmarig_stall_timeout_is_over(&timeout))
			return NULL;
		usleep_range(100, 500);
	}
}

/* Counted before submit, as its callback may come before that returns. */
static int submit(struct access *a, dma_addr_t memory, dma_addr_t dev_addr, size_t len)
{
	struct dma_async_tx_descriptor *tx = prepare(a, memory, dev_addr, len);
	struct access_desc *desc;

	if (!tx)
		return -EIO;
	desc = next_desc(a);
	tx->callback = access_plain_callback;
	tx->callback_result = access_callback;
	tx->callback_param = &desc->tag;
	access_count(a, 1);
	desc->cookie = dmaengine_submit(tx);
	if (!dma_submit_error(desc->cookie))
		return 0;
	access_count(a, -1);
	return -EIO;
}

static int submit_entry(struct access *a, dma_addr_t memory, size_t len, size_t *at)
{
	size_t n;
	dma_addr_t dev_addr;
	int ret = 0;

	for (; len && !ret; len -= n, memory += n, *at += n) {
		n = min(len, a->cdev->most);
		dev_addr = dmarig_backing_find(&a->cdev->backing, *at, &n);
		ret = submit(a, memory, dev_addr, n);
	}
	return ret;
}

static int submit_all(struct access *a)
{
	struct scatterlist *sg;
	size_t at = a->pos;
	int i, ret;

	for_each_sgtable_dma_sg(&a->table, sg, i) {
		ret = submit_entry(a, sg_dma_address(sg), sg_dma_len(sg), &at);
		if (ret)
			return ret;
	}
	return 0;
}

static void access_begin(struct access *a)
{
	struct dmarig_cdev *cdev = a->cdev;

	spin_lock_irq(&cdev->lock);
	a->gen++;
	a->nr_descs = 0;
	a->error = 0;
	a->left = 1;
	a->since = cdev->slices;
	list_add_tail(&a->node, &cdev->busy);
	cdev->nr_submitting++;
	spin_unlock_irq(&cdev->lock);
}

static void access_submitted(struct access *a, int error)
{
	struct dmarig_cdev *cdev = a->cdev;
	bool last;

	spin_lock_irq(&cdev->lock);
	if (error)
		a->error = error;
	cdev->nr_submitting--;
	last = access_drop(a);
	wake_up_all(&cdev->wake);
	spin_unlock_irq(&cdev->lock);
	if (last)
		access_end(a);
}

/* Room for a mapping may come with the end of what is in flight. */
static int access_map(struct access *a)
{
	struct dmarig_cdev *cdev = a->cdev;
	u64 seen;
	int ret;

	for (;;) {
		seen = dmarig_cdev_ended(cdev);
		ret = dma_map_sgtable(cdev->dev, &a->table, direction(a), 0);
		if (!ret || !dmarig_cdev_await(cdev, seen, &cdev->stats.map_busy))
			return ret;
	}
}

int dmarig_access_start(struct access *a)
{
	struct dmarig_cdev *cdev = a->cdev;
	struct dma_chan *chan;
	int ret;

	if (!dmarig_cdev_enter(cdev))
		return -ENODEV;
	ret = access_map(a);
	if (ret) {
		dmarig_cdev_leave(cdev);
		return ret;
	}
	chan = cdev->rc->chan;
	access_begin(a);
	ret = submit_all(a);
	dma_async_issue_pending(chan);
	access_submitted(a, ret);
	return 0;
}

bool dmarig_access_is_complete(struct access *a)
{
	const struct access_desc *desc = first_desc(a);
	u32 i;

	for (i = 0; i < a->nr_descs; i++, desc++)
		if (!desc->completed &&
		    dma_async_is_tx_complete(a->cdev->rc->chan, desc->cookie, NULL, NULL) !=
		    DMA_COMPLETE)
			return false;
	return true;
}

void dmarig_access_init(struct access *a, struct dmarig_cdev *cdev)
{
	a->cdev = cdev;
	init_completion(&a->done);
	INIT_WORK(&a->work, release_later);
	list_add_tail(&a->node, &cdev->idle);
}

void dmarig_access_abandon(struct access *a, bool terminated)
{
	a->error = -EIO;
	a->result = -EIO;
	if (terminated) {
		access_end(a);
		return;
	}
	/* One user more, which is never put: the access is not given out again. */
	a->users++;
	access_complete(a);
}
