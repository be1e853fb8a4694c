// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The dmaengine operations on a channel; Documentation/driver-api/dmaengine/provider.rst says what
 * each has to do.
 */
#include <linux/slab.h>
#include "sim/chan.h"
#include "sim/complete.h"
#include "sim/engine.h"
#include "sim/fault.h"
#include "sim/fifo.h"
#include "sim/sim.h"

static const struct sim_engine *chan_engine(const struct sim_chan *c)
{
	return c->sim->cfg->engine;
}

struct sim_desc *sim_chan_next(struct sim_chan *c)
{
	struct sim_desc *d = list_first_entry_or_null(&c->issued, struct sim_desc, node);

	if (d) {
		list_del_init(&d->node);
		c->active = d;
	}
	return d;
}

static void stamp_issued(struct sim_chan *c)
{
	ktime_t now = ktime_get();
	struct sim_desc *d;

	list_for_each_entry(d, &c->submitted, node)
		d->issued_at = now;
}

static void chan_issue_pending(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	if (!list_empty(&c->submitted) && !c->gone) {
		if (sim_bus_is_modelled(c))
			stamp_issued(c);
		list_splice_tail_init(&c->submitted, &c->issued);
		chan_engine(c)->kick(c);
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
}

static struct sim_desc *find_cookie(struct list_head *list, dma_cookie_t cookie)
{
	struct sim_desc *d;

	list_for_each_entry(d, list, node)
		if (d->txd.cookie == cookie)
			return d;
	return NULL;
}

/* Nothing is left of a transfer the device is through with, or that was terminated. */
static size_t residue_locked(struct sim_chan *c, dma_cookie_t cookie)
{
	struct sim_desc *d = c->active;

	if (d && d->txd.cookie == cookie)
		return d->len - d->seen;
	d = find_cookie(&c->issued, cookie) ?: find_cookie(&c->submitted, cookie);
	return d ? d->len : 0;
}

/* More failures may have come since than are remembered; the oldest then look like successes. */
static bool has_failed(const struct sim_chan *c, dma_cookie_t cookie)
{
	unsigned int i, nr = min_t(unsigned int, READ_ONCE(c->nr_failed), SIM_NR_FAILED);

	for (i = 0; i < nr; i++)
		if (READ_ONCE(c->failed[i]) == cookie)
			return true;
	return false;
}

static enum dma_status cookie_status(struct sim_chan *c, dma_cookie_t cookie,
				     struct dma_tx_state *state)
{
	enum dma_status status;
	dma_cookie_t last, used;

	/* Pairs with the release in sim_desc_complete(). */
	last = smp_load_acquire(&c->chan.completed_cookie);
	used = READ_ONCE(c->chan.cookie);
	status = dma_async_is_complete(cookie, last, used);
	dma_set_tx_state(state, last, used, 0);
	return status == DMA_COMPLETE && has_failed(c, cookie) ? DMA_ERROR : status;
}

static enum dma_status chan_tx_status(struct dma_chan *chan, dma_cookie_t cookie,
				      struct dma_tx_state *state)
{
	enum dma_status status = cookie_status(to_sim_chan(chan), cookie, state);
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;

	if (status != DMA_IN_PROGRESS)
		return status;
	raw_spin_lock_irqsave(&c->lock, flags);
	status = cookie_status(c, cookie, state);
	if (status == DMA_IN_PROGRESS) {
		if (state)
			state->residue = residue_locked(c, cookie);
		if (c->paused)
			status = DMA_PAUSED;
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return status;
}

/* Nothing moves once this has returned: the engine moves memory with the lock held. */
static int chan_pause(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	c->paused = true;
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return 0;
}

static int chan_resume(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;
	int ret = -EPERM;

	raw_spin_lock_irqsave(&c->lock, flags);
	if (c->paused) {
		c->paused = false;
		chan_engine(c)->kick(c);
		ret = 0;
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return ret;
}

/*
 * Stop, and take away everything that was submitted; the lock is held. A timer that is armed may
 * fire: its handler will find nothing to do.
 */
static void chan_abort_locked(struct sim_chan *c, struct list_head *aborted)
{
	if (c->active)
		list_add_tail(&c->active->node, aborted);
	c->active = NULL;
	c->waiting = false;
	c->paused = false;
	c->busy_until = 0;
	list_splice_tail_init(&c->completed, aborted);
	list_splice_tail_init(&c->done, aborted);
	list_splice_tail_init(&c->issued, aborted);
	list_splice_tail_init(&c->submitted, aborted);
	sim_fifo_abort(c);
}

/* An aborted descriptor is the client's no more, acknowledged or not. */
static void chan_drop(struct sim_chan *c, struct list_head *aborted)
{
	struct sim_desc *d, *next;
	unsigned long flags;

	list_for_each_entry(d, aborted, node) {
		dma_descriptor_unmap(&d->txd);
		async_tx_ack(&d->txd);
	}
	raw_spin_lock_irqsave(&c->lock, flags);
	list_for_each_entry_safe(d, next, aborted, node)
		sim_desc_retire(d);
	raw_spin_unlock_irqrestore(&c->lock, flags);
}

static void chan_abort(struct sim_chan *c)
{
	unsigned long flags;
	LIST_HEAD(aborted);

	raw_spin_lock_irqsave(&c->lock, flags);
	chan_abort_locked(c, &aborted);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_fifo_kick(c);
	chan_drop(c, &aborted);
}

/* For the fault that calls back all the same; the lock is held. */
static void chan_keep_faulty(struct sim_chan *c, struct list_head *aborted)
{
	struct sim_desc *d, *next;

	list_for_each_entry_safe(d, next, aborted, node) {
		if (!d->fault->calls_aborted)
			continue;
		d->result = DMA_TRANS_ABORTED;
		list_move_tail(&d->node, &c->completed);
	}
	if (!list_empty(&c->completed))
		tasklet_schedule(&c->tasklet);
}

static int chan_terminate_all(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;
	LIST_HEAD(aborted);
	int ret = 0;

	raw_spin_lock_irqsave(&c->lock, flags);
	if (c->active)
		ret = c->active->fault->terminate_error;
	if (!ret) {
		chan_abort_locked(c, &aborted);
		chan_keep_faulty(c, &aborted);
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_fifo_kick(c);
	chan_drop(c, &aborted);
	return ret;
}

static void chan_synchronize(struct dma_chan *chan)
{
	sim_complete_sync(to_sim_chan(chan));
}

static void chan_free_memory(struct sim_chan *c)
{
	sim_desc_release(c);
	kfree(c->stash);
	c->stash = NULL;
}

static int chan_alloc_resources(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	int ret = -ENOMEM;

	if (READ_ONCE(c->gone))
		return -EIO;
	chan->cookie = DMA_MIN_COOKIE;
	chan->completed_cookie = DMA_MIN_COOKIE;
	c->nr_prepared_ever = 0;
	c->nr_failed = 0;
	c->stash_len = 0;
	c->busy_until = 0;
	memset(&c->slave, 0, sizeof(c->slave));
	c->stash = kmalloc(SIM_STASH_BYTES, GFP_KERNEL);
	if (!c->stash || sim_desc_reserve(c))
		goto err_free;
	if (chan_engine(c)->start) {
		ret = chan_engine(c)->start(c);
		if (ret)
			goto err_free;
	}
	sim_fifo_open(c->fifo);
	return 0;

err_free:
	chan_free_memory(c);
	return ret;
}

/* The client has gone, but may have left anything behind, even transfers that cannot end. */
static void chan_free_resources(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);

	chan_abort(c);
	if (chan_engine(c)->stop)
		chan_engine(c)->stop(c);
	sim_complete_sync(c);
	sim_fifo_close(c->fifo);
	chan_free_memory(c);
}

void sim_chan_unplug(struct sim_chan *c)
{
	WRITE_ONCE(c->gone, true);
	chan_abort(c);
	sim_complete_sync(c);
}

void sim_chan_ops(struct dma_device *dd)
{
	dd->device_alloc_chan_resources	= chan_alloc_resources;
	dd->device_free_chan_resources	= chan_free_resources;
	dd->device_issue_pending	= chan_issue_pending;
	dd->device_tx_status		= chan_tx_status;
	dd->device_pause		= chan_pause;
	dd->device_resume		= chan_resume;
	dd->device_terminate_all	= chan_terminate_all;
	dd->device_synchronize		= chan_synchronize;
}

void sim_chan_init(struct sim_chan *c, struct sim *sim)
{
	c->sim = sim;
	c->chan.device = &sim->dd;
	raw_spin_lock_init(&c->lock);
	INIT_LIST_HEAD(&c->free);
	INIT_LIST_HEAD(&c->prepared);
	INIT_LIST_HEAD(&c->submitted);
	INIT_LIST_HEAD(&c->issued);
	INIT_LIST_HEAD(&c->done);
	INIT_LIST_HEAD(&c->completed);
	INIT_LIST_HEAD(&c->retired);
	sim_complete_init(c);
	list_add_tail(&c->chan.device_node, &sim->dd.channels);
}
