// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The dmaengine operations on a channel; Documentation/driver-api/dmaengine/provider.rst says what
 * each has to do.
 */
#include "sim/bus.h"
#include "sim/chan.h"
#include "sim/complete.h"
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/quirk/desc.h"
#include "sim/quirk/engine.h"
#include "sim/quirk/power.h"
#include "sim/quirk/quirk.h"
#include "sim/quirk/tell.h"
#include "sim/sim.h"
#include "sim/slave/fifo.h"
#include "sim/status.h"

static const struct sim_engine *chan_engine(const struct sim_chan *c)
{
	return c->sim->engine;
}

static struct sim_desc *first_issued(struct sim_chan *c)
{
	return list_first_entry_or_null(&c->issued, struct sim_desc, node);
}

struct sim_desc *sim_chan_next(struct sim_chan *c)
{
	struct sim_desc *d = first_issued(c);

	lockdep_assert_held(&c->lock);
	if (!d || c->faults.wedged || !sim_shared_take(c))
		return NULL;
	if (sim_fault_at(c, d, SIM_AT_PICK))
		d = first_issued(c);
	list_del_init(&d->node);
	c->active = d;
	return d;
}

static void stamp_issued(struct sim_chan *c)
{
	ktime_t now = ktime_get();
	struct sim_desc *d;

	lockdep_assert_held(&c->lock);
	list_for_each_entry(d, &c->submitted, node)
		d->issued_at = now;
}

void sim_chan_issue(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (list_empty(&c->submitted))
		return;
	if (sim_bus_is_modelled(c))
		stamp_issued(c);
	list_splice_tail_init(&c->submitted, &c->issued);
	sim_power_work(c);
	if (!sim_power_is_down(c))
		chan_engine(c)->kick(c);
}

static void chan_issue_pending(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;

	sim_fault_before(c, SIM_CALL_ISSUE);
	sim_power_get(c);
	raw_spin_lock_irqsave(&c->lock, flags);
	if (!c->gone && !sim_fault_in(c, SIM_CALL_ISSUE))
		sim_chan_issue(c);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_power_put(c);
}

/* Where a quirk has it so, only what works can be paused. */
static bool is_pausable(const struct sim_chan *c)
{
	return !sim_has_manner(c, SIM_PAUSE_BUSY) || c->active || !list_empty(&c->issued);
}

/* No byte moves after this has returned, because the engine moves memory with the lock held. */
static int chan_pause(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;
	int ret = 0;

	sim_power_get(c);
	raw_spin_lock_irqsave(&c->lock, flags);
	if (!is_pausable(c)) {
		ret = -EPERM;
	} else {
		c->paused = true;
		if (!sim_fault_in(c, SIM_CALL_PAUSE) && !sim_power_is_down(c))
			c->halted = true;
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_power_put(c);
	return ret;
}

/* Let the fault of the transfer act that was paused while active, or of the first that waits. */
static void meddle_resumed(struct sim_chan *c)
{
	struct sim_desc *d = c->active ?: first_issued(c);

	lockdep_assert_held(&c->lock);
	if (d)
		sim_fault_at(c, d, SIM_AT_RESUME);
}

static int chan_resume(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;
	int ret = 0;

	sim_power_get(c);
	raw_spin_lock_irqsave(&c->lock, flags);
	if (c->paused) {
		c->paused = false;
		c->halted = false;
		meddle_resumed(c);
		chan_engine(c)->kick(c);
	} else if (!sim_fault_in(c, SIM_CALL_RESUME)) {
		ret = -EPERM;
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_power_put(c);
	return ret;
}

/*
 * Stop, and take away everything that was submitted. A timer that is armed may still fire: its
 * handler will find nothing to do.
 */
static void chan_abort_locked(struct sim_chan *c, struct list_head *aborted)
{
	lockdep_assert_held(&c->lock);
	if (c->active)
		list_add_tail(&c->active->node, aborted);
	c->active = NULL;
	c->waiting = false;
	c->paused = false;
	c->halted = false;
	c->busy_until = 0;
	list_splice_tail_init(&c->completed, aborted);
	list_splice_tail_init(&c->done, aborted);
	list_splice_tail_init(&c->issued, aborted);
	list_splice_tail_init(&c->submitted, aborted);
	list_splice_tail_init(&c->faults.lost, aborted);
	sim_fifo_abort(c);
	sim_shared_leave(c);
	sim_power_rest(c);
}

/* The client may not use an aborted descriptor any more, whether or not it has acknowledged it. */
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

/* Let the faults of what is taken away act. */
static void meddle_aborted(struct sim_chan *c, struct list_head *aborted, enum sim_point point)
{
	struct sim_desc *d, *next;

	lockdep_assert_held(&c->lock);
	list_for_each_entry_safe(d, next, aborted, node)
		sim_fault_at(c, d, point);
}

static void chan_abort(struct sim_chan *c, bool unplugged)
{
	unsigned long flags;
	LIST_HEAD(aborted);

	raw_spin_lock_irqsave(&c->lock, flags);
	chan_abort_locked(c, &aborted);
	if (unplugged)
		meddle_aborted(c, &aborted, SIM_AT_UNPLUG);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_fifo_kick(c);
	chan_drop(c, &aborted);
}

void sim_chan_abort(struct sim_chan *c)
{
	chan_abort(c, false);
}

/* Let the faults of terminating itself act. Return: true if one did, and nothing is terminated. */
static bool meddle_terminate(struct sim_chan *c, int *ret)
{
	const struct sim_fault *fault = READ_ONCE(c->sim->cfg->fault);

	lockdep_assert_held(&c->lock);
	if (c->active && sim_fault_at(c, c->active, SIM_AT_TERMINATE))
		fault = c->active->fault;
	else if (!sim_fault_in(c, SIM_CALL_TERMINATE))
		return false;
	*ret = fault->terminate_error;
	return true;
}

static int chan_terminate_all(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;
	LIST_HEAD(aborted);
	int ret = 0;

	sim_fault_before(c, SIM_CALL_TERMINATE);
	sim_power_get(c);
	raw_spin_lock_irqsave(&c->lock, flags);
	if (!meddle_terminate(c, &ret)) {
		chan_abort_locked(c, &aborted);
		meddle_aborted(c, &aborted, SIM_AT_ABORT);
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
	sim_power_put(c);
	sim_fifo_kick(c);
	chan_drop(c, &aborted);
	return ret;
}

static void chan_synchronize(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	void (*at_synchronize)(struct sim_chan *c);

	at_synchronize = xchg(&c->faults.at_synchronize, NULL);
	if (at_synchronize)
		at_synchronize(c);
	sim_complete_sync(c);
}

/* Let the fault act that makes a channel usable only once. */
static bool is_unusable(struct sim_chan *c)
{
	unsigned long flags;
	bool unusable;

	raw_spin_lock_irqsave(&c->lock, flags);
	unusable = sim_fault_in(c, SIM_CALL_REQUEST);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return unusable;
}

static int chan_alloc_resources(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);
	int ret;

	if (READ_ONCE(c->gone))
		return -EIO;
	if (is_unusable(c))
		return -EBUSY;
	chan->cookie = DMA_MIN_COOKIE;
	chan->completed_cookie = DMA_MIN_COOKIE;
	c->nr_failed = 0;
	c->busy_until = 0;
	memset(&c->slave, 0, sizeof(c->slave));
	ret = sim_fault_state_open(c) ?: sim_desc_reserve(c);
	if (ret)
		goto err_free;
	if (chan_engine(c)->start) {
		ret = chan_engine(c)->start(c);
		if (ret)
			goto err_free;
	}
	sim_fifo_open(c->fifo);
	return 0;

err_free:
	sim_desc_release(c);
	sim_fault_state_close(c);
	return ret;
}

static void meddle_released(struct sim_chan *c)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	c->faults.was_released = true;
	sim_fault_in(c, SIM_CALL_RELEASE);
	raw_spin_unlock_irqrestore(&c->lock, flags);
}

static void meddle_leaving(struct sim_chan *c)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	sim_fault_in(c, SIM_CALL_LEAVE);
	raw_spin_unlock_irqrestore(&c->lock, flags);
}

/*
 * The client has gone, but may have left descriptors behind in any state, even active ones that a
 * fault keeps from ever ending.
 */
static void chan_free_resources(struct dma_chan *chan)
{
	struct sim_chan *c = to_sim_chan(chan);

	meddle_leaving(c);
	sim_chan_abort(c);
	if (chan_engine(c)->stop)
		chan_engine(c)->stop(c);
	sim_fault_state_close(c);
	sim_complete_sync(c);
	sim_fifo_close(c->fifo);
	sim_quirk_descs_close(c);
	sim_power_close(c);
	sim_desc_release(c);
	meddle_released(c);
}

void sim_chan_unplug(struct sim_chan *c)
{
	WRITE_ONCE(c->gone, true);
	chan_abort(c, true);
	sim_complete_sync(c);
	sim_power_close(c);
}

void sim_chan_ops(struct dma_device *dd)
{
	dd->device_alloc_chan_resources	= chan_alloc_resources;
	dd->device_free_chan_resources	= chan_free_resources;
	dd->device_issue_pending	= chan_issue_pending;
	dd->device_tx_status		= sim_chan_tx_status;
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
	sim_fault_state_init(c);
	sim_quirk_descs_init(c);
	sim_tell_init(c);
	sim_power_init(c);
	sim_complete_init(c);
	list_add_tail(&c->chan.device_node, &sim->dd.channels);
}
