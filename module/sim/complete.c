// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How the end of a transfer reaches the client. Hard irq and softirq are real ones, so that what is
 * measured, and what lockdep sees, is what a hardware driver would cause.
 */
#include "sim/complete.h"
#include "sim/fault.h"
#include "sim/sim.h"

#define MAX_CALLBACKS	64	/* of one run of the tasklet, so that others get their turn */

static bool wants_interrupt(const struct sim_desc *d)
{
	return d->txd.flags & DMA_PREP_INTERRUPT && d->fault->extra_callbacks >= 0;
}

/* What may not be done with the channel's lock held is left to the tasklet. */
static bool needs_tasklet(struct sim_desc *d)
{
	return d->txd.unmap || txd_next(&d->txd);
}

/*
 * Cookies complete in order. So a descriptor without an interrupt that finishes behind one whose
 * interrupt is still under way has to wait for it.
 */
void sim_complete_finish(struct sim_chan *c, struct sim_desc *d)
{
	if (d->fault->verdict)
		d->fault->verdict(d);
	if (d->result == DMA_TRANS_NOERROR)
		sim_meta_deliver(d);
	if (wants_interrupt(d) || !list_empty(&c->done)) {
		list_add_tail(&d->node, &c->done);
		return;
	}
	sim_desc_complete(d);
	if (needs_tasklet(d)) {
		list_add_tail(&d->node, &c->completed);
		tasklet_schedule(&c->tasklet);
	} else {
		sim_desc_retire(d);
	}
}

void sim_complete_part(struct sim_desc *d)
{
	if (wants_interrupt(d))
		d->due++;
}

static bool part_is_due(const struct sim_chan *c)
{
	return c->active && c->active->due;
}

void sim_complete_raise(struct sim_chan *c)
{
	if (!list_empty(&c->done) || part_is_due(c))
		irq_work_queue(&c->irq);
}

void sim_complete_interrupt(struct sim_chan *c)
{
	struct sim_desc *d;

	if (list_empty(&c->done) && !part_is_due(c))
		return;
	list_for_each_entry(d, &c->done, node)
		sim_desc_complete(d);
	list_splice_tail_init(&c->done, &c->completed);
	tasklet_schedule(&c->tasklet);
}

static void on_irq_work(struct irq_work *work)
{
	struct sim_chan *c = container_of(work, struct sim_chan, irq);

	raw_spin_lock(&c->lock);
	sim_complete_interrupt(c);
	raw_spin_unlock(&c->lock);
}

/* Whom to call; a copy, because a descriptor that is active may be terminated meanwhile. */
struct call {
	dma_async_tx_callback callback;
	dma_async_tx_callback_result callback_result;
	void *param;
	struct dmaengine_result result;
	unsigned int times;
};

static struct call make_call(const struct sim_desc *d, unsigned int parts)
{
	return (struct call){
		.callback		= d->txd.callback,
		.callback_result	= d->txd.callback_result,
		.param			= d->txd.callback_param,
		.result.result		= d->result,
		.result.residue		= d->result == DMA_TRANS_NOERROR ? 0 : d->len - d->seen,
		.times			= parts * (1 + d->fault->extra_callbacks),
	};
}

static void call_back(const struct call *call)
{
	unsigned int left;

	for (left = call->times; left; left--) {
		if (call->callback_result)
			call->callback_result(call->param, &call->result);
		else if (call->callback)
			call->callback(call->param);
	}
}

/*
 * The lock is held, but not while calling: a callback may submit, issue, ask and terminate. One
 * that is reused may even be submitted again, so it is the client's before, and not looked at
 * after.
 */
static void announce(struct sim_chan *c, struct sim_desc *d)
	__must_hold(&c->lock)
{
	struct call call = make_call(d, d->txd.flags & DMA_PREP_INTERRUPT ? d->due + 1 : 0);
	bool reused = sim_desc_is_reused(d);

	if (reused)
		sim_desc_retire(d);
	raw_spin_unlock_irq(&c->lock);
	if (!reused)
		dma_descriptor_unmap(&d->txd);
	call_back(&call);
	if (!reused)
		dma_run_dependencies(&d->txd);
	raw_spin_lock_irq(&c->lock);
	if (!reused)
		sim_desc_retire(d);
}

/* The parts of what goes on; the lock is held, but not while calling. */
static void announce_parts(struct sim_chan *c, int left)
{
	struct call call;

	for (; left > 0 && part_is_due(c); left--) {
		c->active->due--;
		call = make_call(c->active, 1);
		raw_spin_unlock_irq(&c->lock);
		call_back(&call);
		raw_spin_lock_irq(&c->lock);
	}
}

static struct sim_desc *pop_completed(struct sim_chan *c)
{
	struct sim_desc *d = list_first_entry_or_null(&c->completed, struct sim_desc, node);

	if (d)
		list_del_init(&d->node);
	return d;
}

static void reschedule(struct sim_chan *c)
{
	if (!list_empty(&c->completed) || part_is_due(c))
		tasklet_schedule(&c->tasklet);
}

/*
 * One at a time, because a callback may terminate, and then no callback may follow for what
 * completed before it was called.
 */
static void on_tasklet(struct tasklet_struct *tasklet)
{
	struct sim_chan *c = from_tasklet(c, tasklet, tasklet);
	int left = MAX_CALLBACKS;
	struct sim_desc *d;

	raw_spin_lock_irq(&c->lock);
	while (left-- > 0 && (d = pop_completed(c)))
		announce(c, d);
	announce_parts(c, left);
	reschedule(c);
	raw_spin_unlock_irq(&c->lock);
}

void sim_complete_init(struct sim_chan *c)
{
	c->irq = IRQ_WORK_INIT_HARD(on_irq_work);
	tasklet_setup(&c->tasklet, on_tasklet);
}

/* tasklet_kill() makes whoever schedules it meanwhile believe that it will run: so ask again. */
void sim_complete_sync(struct sim_chan *c)
{
	irq_work_sync(&c->irq);
	tasklet_kill(&c->tasklet);
	raw_spin_lock_irq(&c->lock);
	reschedule(c);
	raw_spin_unlock_irq(&c->lock);
}
