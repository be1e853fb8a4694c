// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in callbacks: how often, when, in what order and context they come, and what may be done
 * in them.
 */
#include <linux/hardirq.h>
#include <linux/smp.h>
#include <linux/time64.h>
#include "sim/chan.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/irq.h"
#include "sim/sim.h"
#include "sim/slave/meta.h"

const struct sim_fault sim_fault_double_callback = {
	.at[SIM_AT_CALLBACK]	= sim_fault_always,
};

static void hold_back(struct sim_desc *d, u64 ns)
{
	d->held_until = ktime_add_ns(ktime_get(), ns);
}

static bool hold_three_seconds(struct sim_chan *c, struct sim_desc *d)
{
	hold_back(d, 3ULL * NSEC_PER_SEC);
	return d->txd.flags & DMA_PREP_INTERRUPT;
}

const struct sim_fault sim_fault_callback_delayed = {
	.at[SIM_AT_FINISH]	= hold_three_seconds,
};

/* Only metadata that is received into a buffer of the client's can come late. */
static bool keep_metadata(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->meta.client || d->peer->dir != DMA_DEV_TO_MEM ||
	    !(d->txd.flags & DMA_PREP_INTERRUPT))
		return false;
	hold_back(d, 2 * NSEC_PER_MSEC);
	return true;
}

static bool deliver_kept(struct sim_chan *c, struct sim_desc *d)
{
	if (d->held_until)
		sim_meta_deliver(d);
	return false;
}

const struct sim_fault sim_fault_metadata_late = {
	.at[SIM_AT_DELIVER]		= keep_metadata,
	.at[SIM_AT_BEFORE_CALLBACK]	= deliver_kept,
};

/* If no other callback is due yet, but one will be, hold this one back until then. */
static bool let_next_call(struct sim_chan *c, struct sim_desc *d)
{
	if (d->faulty)
		return false;
	if (!list_is_last(&d->node, &c->completed)) {
		list_move(&d->node, d->node.next);
		return true;
	}
	if (!d->held_until && (c->active || !list_empty(&c->issued)))
		hold_back(d, NSEC_PER_MSEC);
	return false;
}

const struct sim_fault sim_fault_callbacks_swapped = {
	.at[SIM_AT_TURN]	= let_next_call,
};

static bool forget_plain(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->txd.callback || d->txd.callback_result)
		return false;
	d->txd.callback = NULL;
	return true;
}

const struct sim_fault sim_fault_callback_plain_ignored = {
	.at[SIM_AT_BEFORE_CALLBACK]	= forget_plain,
};

const struct sim_fault sim_fault_callback_no_result = {
	.withholds_result	= true,
};

static bool call_in_irq(struct sim_chan *c)
{
	sim_irq_raise(&c->hard_calls);
	return true;
}

const struct sim_fault sim_fault_callback_in_irq = {
	.in[SIM_CALL_INTERRUPT]	= call_in_irq,
};

/* One hook takes the lock and the other drops it; __acquire() and __release() tell sparse. */
static void drop_callback_lock(struct sim_chan *c)
{
	__acquire(&c->faults.callback_lock);
	WRITE_ONCE(c->faults.holder, -1);
	spin_unlock(&c->faults.callback_lock);
}

static bool take_callback_lock(struct sim_chan *c)
{
	if (!sim_fault_drawn(c))
		return false;
	spin_lock(&c->faults.callback_lock);
	WRITE_ONCE(c->faults.holder, smp_processor_id());
	c->faults.after_callback = drop_callback_lock;
	__release(&c->faults.callback_lock);
	return true;
}

/*
 * A real driver would deadlock here on the CPU that holds the lock. This one only tells lockdep
 * that it takes the lock; on another CPU it does take it.
 */
static bool want_callback_lock(struct sim_chan *c)
{
	unsigned long flags;

	local_irq_save(flags);
	if (READ_ONCE(c->faults.holder) == smp_processor_id()) {
		might_lock(&c->faults.callback_lock);
	} else {
		spin_lock(&c->faults.callback_lock);
		spin_unlock(&c->faults.callback_lock);
	}
	local_irq_restore(flags);
	return false;
}

const struct sim_fault sim_fault_lock_over_callback = {
	.before[SIM_CALL_CALLBACK]	= take_callback_lock,
	.before[SIM_CALL_SUBMIT]	= want_callback_lock,
	.before[SIM_CALL_ISSUE]		= want_callback_lock,
	.before[SIM_CALL_STATUS]	= want_callback_lock,
	.before[SIM_CALL_TERMINATE]	= want_callback_lock,
};

/* Another task may call the channel while a callback runs, but not in interrupt context. */
static bool is_in_callback(const struct sim_chan *c)
{
	return READ_ONCE(c->faults.calling) && in_interrupt();
}

static bool ignore_issue(struct sim_chan *c)
{
	return is_in_callback(c) && !list_empty(&c->submitted);
}

const struct sim_fault sim_fault_callback_issue_lost = {
	.in[SIM_CALL_ISSUE]	= ignore_issue,
};

/*
 * The client must call synchronize before it frees memory, so the termination is made up for there.
 */
static bool postpone_terminate(struct sim_chan *c)
{
	if (!is_in_callback(c))
		return false;
	c->faults.at_synchronize = sim_chan_abort;
	return true;
}

const struct sim_fault sim_fault_callback_terminate_ignored = {
	.in[SIM_CALL_TERMINATE]	= postpone_terminate,
};

static bool deny_in_callback(struct sim_chan *c, struct sim_question *q)
{
	if (q->status != DMA_COMPLETE || !is_in_callback(c))
		return false;
	q->status = DMA_IN_PROGRESS;
	return true;
}

const struct sim_fault sim_fault_callback_status_wrong = {
	.at[SIM_AT_FINISH]	= sim_fault_mark,
	.answer			= deny_in_callback,
};
