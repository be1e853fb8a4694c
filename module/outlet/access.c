// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An access's way through the channel: mapped, cut into descriptors, completed, ended. Each
 * descriptor asks for an interrupt, since only its own callback tells how it went.
 */
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/ktime.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include "core/chan.h"
#include "outlet/access.h"

static enum dma_data_direction direction(const struct access *a)
{
	return a->write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
}

static void access_put_locked(struct access *a)
{
	lockdep_assert_held(&a->o->lock);
	if (--a->users)
		return;
	list_add(&a->node, &a->o->idle);
	wake_up_all(&a->o->wake);
}

void access_put(struct access *a)
{
	struct outlet *o = a->o;

	spin_lock_irq(&o->lock);
	access_put_locked(a);
	spin_unlock_irq(&o->lock);
}

/* Return: NULL when there is none now. */
static struct access *take_idle(struct outlet *o)
{
	struct access *a = ERR_PTR(-ENODEV);

	spin_lock_irq(&o->lock);
	if (!o->closed) {
		a = list_first_entry_or_null(&o->idle, struct access, node);
		if (a) {
			list_del_init(&a->node);
			a->users = 1;
		}
	}
	spin_unlock_irq(&o->lock);
	return a;
}

struct access *access_get(struct outlet *o, bool wait)
{
	struct access *a = take_idle(o);
	int ret = 0;

	if (!a && !wait)
		return ERR_PTR(-EAGAIN);
	if (!a)
		ret = wait_event_killable(o->wake, (a = take_idle(o)));
	return ret ? ERR_PTR(ret) : a;
}

/*
 * All in one: as soon as the lock is free the outlet may go, if who waits was killed or is told. An
 * iocb has a file, and that the outlet, until it is completed.
 */
static void access_tell(struct access *a)
{
	struct kiocb *iocb = a->iocb;
	struct outlet *o = a->o;
	ssize_t result = a->result;
	unsigned long flags;

	spin_lock_irqsave(&o->lock, flags);
	o->nr_inside--;
	if (result > 0) {
		o->passage.accesses++;
		o->passage.bytes += result;
	}
	if (!iocb)
		complete(&a->done);
	access_put_locked(a);
	wake_up_all(&o->wake);
	spin_unlock_irqrestore(&o->lock, flags);
	if (!iocb)
		return;
	if (result > 0)
		iocb->ki_pos += result;
	iocb->ki_complete(iocb, result);
}

static void access_release(struct access *a)
{
	access_unpin(a);
	access_tell(a);
}

static void release_later(struct work_struct *work)
{
	struct access *a = container_of(work, struct access, work);

	access_make_dirty(a);
	access_release(a);
}

/* It has ended: the channel owns nothing of it. Any context. */
static void access_end(struct access *a)
{
	dma_unmap_sgtable(a->o->dev, &a->table, direction(a), 0);
	a->result = a->error ?: a->len;
	if (access_is_dirty(a))
		access_release(a);
	else
		schedule_work(&a->work);
}

/* One of its descriptors, or who submits them, is done with it. */
static bool access_drop(struct access *a)
{
	lockdep_assert_held(&a->o->lock);
	if (--a->left)
		return false;
	list_del_init(&a->node);
	return true;
}

static void access_called(void *param, const struct dmaengine_result *result)
{
	struct callback_tag *tag = param;
	struct access_desc *desc = container_of(tag, struct access_desc, tag);
	struct access *a = tag->owner;
	struct outlet *o = a->o;
	unsigned long flags;
	bool last = false;

	spin_lock_irqsave(&o->lock, flags);
	if (tag->gen != a->gen || desc->completed) {
		o->passage.spurious++;
	} else {
		desc->completed = true;
		if (result && result->result != DMA_TRANS_NOERROR) {
			o->passage.errors += !a->error;
			a->error = -EIO;
		}
		o->nr_flight--;
		o->nr_ended++;
		last = access_drop(a);
		wake_up_all(&o->wake);
	}
	spin_unlock_irqrestore(&o->lock, flags);
	if (last)
		access_end(a);
}

static struct access_desc *first_desc(const struct access *a)
{
	const struct room *room = a->room;

	return room->descs + callback_tag_place(a->gen, room->nr_descs, 0);
}

static struct access_desc *next_desc(struct access *a)
{
	struct access_desc *desc = first_desc(a) + a->nr_descs;

	callback_tag_set(&desc->tag, a, a->gen, a->nr_descs);
	desc->completed = false;
	return desc;
}

/* One more descriptor is in flight, or after all is not. */
static void access_count(struct access *a, int by)
{
	struct outlet *o = a->o;

	spin_lock_irq(&o->lock);
	a->nr_descs += by;
	a->left += by;
	o->nr_flight += by;
	spin_unlock_irq(&o->lock);
}

/* Waits for room even where it was asked not to wait, as what was submitted cannot be undone. */
static struct dma_async_tx_descriptor *prepare(struct access *a, dma_addr_t memory,
					       dma_addr_t store, size_t len)
{
	dma_addr_t dst = a->write ? store : memory, src = a->write ? memory : store;
	struct dma_chan *chan = a->o->rc->chan;
	struct dma_async_tx_descriptor *tx;
	u64 seen;

	for (;;) {
		seen = outlet_ended(a->o);
		tx = dmaengine_prep_dma_memcpy(chan, dst, src, len,
					       DMA_PREP_INTERRUPT | DMA_CTRL_ACK);
		if (tx)
			return tx;
		/* Ours may be what takes the room. */
		dma_async_issue_pending(chan);
		if (!outlet_await(a->o, seen, &a->o->passage.prep_busy))
			return NULL;
	}
}

/* Counted before submit, as its callback may come before that returns. */
static int submit(struct access *a, dma_addr_t memory, dma_addr_t store, size_t len)
{
	struct dma_async_tx_descriptor *tx = prepare(a, memory, store, len);
	struct access_desc *desc;

	if (!tx)
		return -EIO;
	desc = next_desc(a);
	tx->callback_result = access_called;
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
	dma_addr_t store;
	int ret = 0;

	for (; len && !ret; len -= n, memory += n, *at += n) {
		n = min(len, a->o->most);
		store = store_find(&a->o->store, *at, &n);
		ret = submit(a, memory, store, n);
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
	struct outlet *o = a->o;

	spin_lock_irq(&o->lock);
	a->gen++;
	a->nr_descs = 0;
	a->error = 0;
	a->left = 1;
	a->since = o->slices;
	list_add_tail(&a->node, &o->busy);
	o->nr_submitting++;
	spin_unlock_irq(&o->lock);
}

static void access_submitted(struct access *a, int error)
{
	struct outlet *o = a->o;
	bool last;

	spin_lock_irq(&o->lock);
	if (error)
		a->error = error;
	o->nr_submitting--;
	last = access_drop(a);
	wake_up_all(&o->wake);
	spin_unlock_irq(&o->lock);
	if (last)
		access_end(a);
}

/* Room for a mapping may come with the end of what is in flight. */
static int access_map(struct access *a)
{
	struct outlet *o = a->o;
	u64 seen;
	int ret;

	for (;;) {
		seen = outlet_ended(o);
		ret = dma_map_sgtable(o->dev, &a->table, direction(a), 0);
		if (!ret || !outlet_await(o, seen, &o->passage.map_busy))
			return ret;
	}
}

int access_start(struct access *a)
{
	struct outlet *o = a->o;
	struct dma_chan *chan;
	int ret;

	if (!outlet_enter(o))
		return -ENODEV;
	ret = access_map(a);
	if (ret) {
		outlet_leave(o);
		return ret;
	}
	chan = o->rc->chan;
	access_begin(a);
	ret = submit_all(a);
	dma_async_issue_pending(chan);
	access_submitted(a, ret);
	return 0;
}

bool access_is_complete(struct access *a)
{
	const struct access_desc *desc = first_desc(a);
	u32 i;

	for (i = 0; i < a->nr_descs; i++, desc++)
		if (!desc->completed &&
		    dma_async_is_tx_complete(a->o->rc->chan, desc->cookie, NULL, NULL) !=
		    DMA_COMPLETE)
			return false;
	return true;
}

void access_init(struct access *a, struct outlet *o)
{
	a->o = o;
	init_completion(&a->done);
	INIT_WORK(&a->work, release_later);
	list_add_tail(&a->node, &o->idle);
}

void access_abandon(struct access *a, bool terminated)
{
	a->error = -EIO;
	a->result = -EIO;
	if (terminated) {
		access_end(a);
		return;
	}
	/* One user more, who never puts it: it is not given out again. */
	a->users++;
	access_tell(a);
}
