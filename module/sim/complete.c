// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How the end of a transfer reaches the client. Hard irq and softirq are real ones, so that what is
 * measured, and what lockdep sees, is what a hardware driver would cause.
 */
#include <linux/minmax.h>
#include <linux/time64.h>
#include "sim/complete.h"
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/irq.h"
#include "sim/quirk/engine.h"
#include "sim/quirk/power.h"
#include "sim/quirk/quirk.h"
#include "sim/quirk/tell.h"
#include "sim/sim.h"
#include "sim/slave/meta.h"

#define MAX_CALLBACKS	64	/* of one run of the tasklet, so that others get their turn */

static bool is_told(const struct sim_chan *c, const struct sim_desc *d)
{
	return d->txd.flags & DMA_PREP_INTERRUPT || sim_has_manner(c, SIM_CALLBACK_ALWAYS);
}

/* Call it once for each transfer or part that is over, because the fault is counted here. */
static bool wants_interrupt(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (!is_told(c, d))
		return false;
	d->irq_suppressed = sim_fault_at(c, d, SIM_AT_INTERRUPT);
	return !d->irq_suppressed;
}

/*
 * Unmapping and running dependent descriptors may not be done with the channel's lock held, so the
 * tasklet does them.
 */
static bool needs_tasklet(struct sim_desc *d)
{
	return d->txd.unmap || txd_next(&d->txd);
}

/* A callback, or more than one, is due. Any context, the channel's lock may be held. */
void sim_complete_call(struct sim_chan *c)
{
	if (sim_has_manner(c, SIM_THREAD_CALLS))
		schedule_work(&c->quirks.calls);
	else
		tasklet_schedule(&c->tasklet);
}

/* Is a transfer before it not said to be complete yet? */
static bool must_queue(const struct sim_chan *c)
{
	return !list_empty(&c->done) ||
	       (sim_has_manner(c, SIM_COOKIE_LATE) && !list_empty(&c->completed));
}

/*
 * Cookies complete in order. So a descriptor without an interrupt has to wait for one before it
 * whose interrupt is still under way.
 */
void sim_complete_finish(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	sim_fault_at(c, d, SIM_AT_FINISH);
	if (d->result == DMA_TRANS_NOERROR && !sim_fault_at(c, d, SIM_AT_DELIVER))
		sim_meta_deliver(d);
	sim_shared_leave(c);
	sim_power_rest(c);
	if (wants_interrupt(c, d) || must_queue(c)) {
		list_add_tail(&d->node, &c->done);
		return;
	}
	sim_desc_complete(d);
	if (needs_tasklet(d)) {
		list_add_tail(&d->node, &c->completed);
		sim_complete_call(c);
	} else {
		sim_desc_retire(d);
	}
}

void sim_complete_part(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (wants_interrupt(c, d))
		d->due += 1 + sim_fault_at(c, d, SIM_AT_CALLBACK);
}

static bool part_is_due(const struct sim_chan *c)
{
	return c->active && c->active->due;
}

static bool is_due(const struct sim_chan *c)
{
	return !list_empty(&c->done) || part_is_due(c);
}

void sim_complete_raise(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (is_due(c) && !sim_tell_put_off(c))
		sim_irq_raise(&c->irq);
}

void sim_complete_tell(struct sim_chan *c)
{
	struct sim_desc *d;

	lockdep_assert_held(&c->lock);
	if (!is_due(c))
		return;
	list_for_each_entry(d, &c->done, node) {
		d->cookie_due = sim_has_manner(c, SIM_COOKIE_LATE);
		if (!d->cookie_due)
			sim_desc_complete(d);
	}
	list_splice_tail_init(&c->done, &c->completed);
	if (!sim_fault_in(c, SIM_CALL_INTERRUPT))
		sim_complete_call(c);
}

void sim_complete_interrupt(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (is_due(c) && !sim_tell_put_off(c))
		sim_complete_tell(c);
}

static void on_irq(struct sim_irq *irq)
{
	struct sim_chan *c = container_of(irq, struct sim_chan, irq);

	raw_spin_lock(&c->lock);
	sim_complete_interrupt(c);
	raw_spin_unlock(&c->lock);
}

/*
 * The callback to make. It is a copy, because an active descriptor may be terminated and freed
 * during its callback.
 */
struct call {
	dma_async_tx_callback callback;
	dma_async_tx_callback_result callback_result;
	void *param;
	struct dmaengine_result result;
	bool has_result;
	unsigned int times;
};

/* All of it was moved, if it has no error and its peripheral did not end it. */
static bool is_whole(const struct sim_desc *d)
{
	return d->result == DMA_TRANS_NOERROR && !d->ended_early;
}

static struct call make_call(struct sim_desc *d, unsigned int times)
{
	struct call call = {
		.callback		= d->txd.callback,
		.callback_result	= d->txd.callback_result,
		.param			= d->txd.callback_param,
		.result.result		= d->result,
		.result.residue		= is_whole(d) ? 0 : d->len - d->seen,
		.has_result		= true,
		.times			= times,
	};

	if (sim_has_manner(to_sim_chan(d->txd.chan), SIM_CALLBACK_ONLY))
		call.callback_result = NULL;
	if (d->fault->report && d->fault->report(d, &call.result))
		sim_fault_count(d);
	if (d->fault->withholds_result && call.callback_result) {
		call.has_result = false;
		sim_fault_count(d);
	}
	return call;
}

static void call_once(const struct call *call)
{
	if (call->callback_result)
		call->callback_result(call->param, call->has_result ? &call->result : NULL);
	else if (call->callback)
		call->callback(call->param);
}

static void call_back(struct sim_chan *c, const struct call *call)
{
	void (*after_callback)(struct sim_chan *c);
	unsigned int left;

	WRITE_ONCE(c->faults.calling, true);
	sim_fault_before(c, SIM_CALL_CALLBACK);
	for (left = call->times; left; left--)
		call_once(call);
	after_callback = xchg(&c->faults.after_callback, NULL);
	if (after_callback)
		after_callback(c);
	WRITE_ONCE(c->faults.calling, false);
}

/*
 * Drops the channel's lock while it calls back, because a callback may submit, issue, ask for a
 * status and terminate. A callback may submit a reused descriptor again, so that one is given back
 * to the client before the call and is not looked at after it.
 */
static void call_back_desc(struct sim_chan *c, struct sim_desc *d, unsigned long flags)
	__must_hold(&c->lock)
{
	bool asked = is_told(c, d) && !d->irq_suppressed;
	struct call call = make_call(d, d->due + asked);
	bool reused = sim_desc_is_reused(d);

	lockdep_assert_held(&c->lock);
	if (d->cookie_due)
		sim_desc_complete(d);
	if (asked && sim_fault_at(c, d, SIM_AT_CALLBACK))
		call.times++;
	if (reused)
		sim_desc_retire(d);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	if (!reused)
		dma_descriptor_unmap(&d->txd);
	call_back(c, &call);
	if (!reused)
		dma_run_dependencies(&d->txd);
	raw_spin_lock_irqsave(&c->lock, flags);
	if (!reused)
		sim_desc_retire(d);
}

/* Call back for the parts of a transfer that goes on. Drops the channel's lock meanwhile. */
static void call_back_parts(struct sim_chan *c, int left, unsigned long flags)
{
	struct call call;

	lockdep_assert_held(&c->lock);
	for (; left > 0 && part_is_due(c); left--) {
		c->active->due--;
		call = make_call(c->active, 1);
		raw_spin_unlock_irqrestore(&c->lock, flags);
		call_back(c, &call);
		raw_spin_lock_irqsave(&c->lock, flags);
	}
}

static struct sim_desc *first_of(struct list_head *list)
{
	return list_first_entry_or_null(list, struct sim_desc, node);
}

static bool is_held(const struct sim_desc *d)
{
	return d->held_until && ktime_get() < d->held_until;
}

static void call_now(struct sim_chan *c)
{
	sim_complete_call(c);
}

static void call_when_released(struct sim_chan *c, const struct sim_desc *d)
{
	sim_fault_later(c, max_t(s64, ktime_us_delta(d->held_until, ktime_get()), 1) *
			   NSEC_PER_USEC, call_now);
}

static struct sim_desc *pop_completed(struct sim_chan *c, struct list_head *list)
{
	struct sim_desc *d = first_of(list);

	lockdep_assert_held(&c->lock);
	if (d && sim_fault_at(c, d, SIM_AT_TURN))
		d = first_of(list);
	if (!d)
		return NULL;
	if (is_held(d)) {
		call_when_released(c, d);
		return NULL;
	}
	sim_fault_at(c, d, SIM_AT_BEFORE_CALLBACK);
	list_del_init(&d->node);
	return d;
}

static void reschedule(struct sim_chan *c)
{
	struct sim_desc *d = first_of(&c->completed);

	lockdep_assert_held(&c->lock);
	if ((d && !is_held(d)) || part_is_due(c))
		sim_complete_call(c);
}

/*
 * Takes one descriptor at a time from the list, because a callback may terminate the channel, and
 * then those that completed before are forgotten; by a quirk they are called back all the same.
 */
static void call_back_all(struct sim_chan *c)
{
	struct list_head *list = &c->completed;
	int left = MAX_CALLBACKS;
	unsigned long flags;
	struct sim_desc *d;
	LIST_HEAD(taken);

	raw_spin_lock_irqsave(&c->lock, flags);
	if (sim_has_manner(c, SIM_CALLS_TAKEN)) {
		list_splice_init(&c->completed, &taken);
		list = &taken;
	}
	while (left-- > 0 && (d = pop_completed(c, list)))
		call_back_desc(c, d, flags);
	call_back_parts(c, left, flags);
	list_splice(&taken, &c->completed);
	reschedule(c);
	raw_spin_unlock_irqrestore(&c->lock, flags);
}

static void on_tasklet(struct tasklet_struct *tasklet)
{
	struct sim_chan *c = from_tasklet(c, tasklet, tasklet);

	call_back_all(c);
}

static void on_calls(struct work_struct *work)
{
	struct sim_quirk_state *quirks = container_of(work, struct sim_quirk_state, calls);

	call_back_all(container_of(quirks, struct sim_chan, quirks));
}

/* Only a fault calls back in hard-irq context. */
static void on_hard_calls(struct sim_irq *irq)
{
	call_back_all(container_of(irq, struct sim_chan, hard_calls));
}

void sim_complete_init(struct sim_chan *c)
{
	sim_irq_init(&c->irq, on_irq);
	sim_irq_init(&c->hard_calls, on_hard_calls);
	tasklet_setup(&c->tasklet, on_tasklet);
	INIT_WORK(&c->quirks.calls, on_calls);
}

/*
 * tasklet_kill() can swallow a tasklet_schedule() that comes meanwhile. So the tasklet is scheduled
 * again if there is still work for it.
 */
void sim_complete_sync(struct sim_chan *c)
{
	sim_irq_sync(&c->irq);
	sim_irq_sync(&c->hard_calls);
	sim_tell_sync(c);
	tasklet_kill(&c->tasklet);
	flush_work(&c->quirks.calls);
	raw_spin_lock_irq(&c->lock);
	reschedule(c);
	raw_spin_unlock_irq(&c->lock);
}
