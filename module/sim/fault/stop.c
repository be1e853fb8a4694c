// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in terminating, pausing and resuming.
 *
 * A client may free its memory after synchronize, so these faults do not touch it then. The one
 * exception writes only if the memory still looks as it did.
 */
#include <linux/errno.h>
#include <linux/time64.h>
#include "sim/complete.h"
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/sim.h"

#define LATE_NS	(10 * NSEC_PER_MSEC)	/* synchronize has returned, and clients still look */
#define HELD_NS	(5 * NSEC_PER_MSEC)

const struct sim_fault sim_fault_stuck_unterminable = {
	.at[SIM_AT_STEP]	= sim_fault_always,
	.at[SIM_AT_TERMINATE]	= sim_fault_always,
	.terminate_error	= -EIO,
};

static bool forget_terminate(struct dma_device *dd)
{
	dd->device_terminate_all = NULL;
	return true;
}

const struct sim_fault sim_fault_no_terminate = {
	.at[SIM_AT_STEP]	= sim_fault_always,
	.setup			= forget_terminate,
};

/*
 * The callback comes after device_terminate_all and before device_synchronize has returned. That is
 * wrong, yet its parameter is still alive.
 */
static bool call_aborted(struct sim_chan *c, struct sim_desc *d)
{
	d->result = DMA_TRANS_ABORTED;
	list_move_tail(&d->node, &c->completed);
	sim_complete_call(c);
	return true;
}

const struct sim_fault sim_fault_late_callback = {
	.at[SIM_AT_ABORT]	= call_aborted,
};

static void call_lost(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	list_splice_tail_init(&c->faults.lost, &c->completed);
	sim_complete_call(c);
}

/*
 * The callback comes after synchronize. dmarig keeps the parameter of such a callback alive; other
 * clients may not.
 */
static bool call_after(struct sim_chan *c, struct sim_desc *d, u64 ns)
{
	lockdep_assert_held(&c->lock);
	if (!(d->txd.flags & DMA_PREP_INTERRUPT))
		return false;
	list_move_tail(&d->node, &c->faults.lost);
	sim_fault_later(c, ns, call_lost);
	return true;
}

static bool call_aborted_later(struct sim_chan *c, struct sim_desc *d)
{
	return call_after(c, d, LATE_NS);
}

const struct sim_fault sim_fault_callback_after_terminate = {
	.at[SIM_AT_ABORT]	= call_aborted_later,
};

static bool is_idle(struct sim_chan *c)
{
	return !c->active && list_empty(&c->issued) && list_empty(&c->submitted);
}

const struct sim_fault sim_fault_terminate_idle_fails = {
	.in[SIM_CALL_TERMINATE]	= is_idle,
	.terminate_error	= -EINVAL,
};

static void write_late(struct sim_chan *c)
{
	if (sim_late_write_do(c))
		atomic64_inc(&c->sim->cfg->fault_count);
}

/* Only a transfer that has begun writes on. */
static bool write_later(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->fresh && sim_late_write_arm(c, d))
		sim_fault_later(c, LATE_NS, write_late);
	return false;
}

const struct sim_fault sim_fault_writes_after_terminate = {
	.at[SIM_AT_ABORT]	= write_later,
};

static bool keep_fresh(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->fresh || !(d->txd.flags & DMA_PREP_INTERRUPT))
		return false;
	list_move_tail(&d->node, &c->faults.lost);
	return true;
}

static bool call_kept(struct sim_chan *c)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	if (!list_empty(&c->faults.lost))
		call_lost(c);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return false;
}

const struct sim_fault sim_fault_terminate_keeps_queue = {
	.at[SIM_AT_ABORT]		= keep_fresh,
	.before[SIM_CALL_ISSUE]		= call_kept,
};

static bool keep_source(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->carried && sim_fault_stash(c, d))
		c->faults.carry = d->fault;
	return false;
}

static bool write_kept(struct sim_chan *c, struct sim_desc *d)
{
	return d->carried && sim_fault_unstash(c, d);
}

const struct sim_fault sim_fault_stale_after_terminate = {
	.at[SIM_AT_ABORT]	= keep_source,
	.at[SIM_AT_END]		= write_kept,
};

/* Delay the callback, so that it can still be due when the client terminates. */
static bool call_slowly(struct sim_chan *c, struct sim_desc *d)
{
	d->held_until = ktime_add_ns(ktime_get(), HELD_NS);
	return false;
}

static bool call_ended(struct sim_chan *c, struct sim_desc *d)
{
	return d->held_until && call_after(c, d, LATE_NS);
}

const struct sim_fault sim_fault_synchronize_early = {
	.at[SIM_AT_FINISH]	= call_slowly,
	.at[SIM_AT_ABORT]	= call_ended,
};

/* Calls back twice and moves no data, because the client may have freed its memory. */
static bool go_on_calling(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->period || d->fresh)
		return false;
	d->due++;
	return call_after(c, d, LATE_NS);
}

const struct sim_fault sim_fault_cyclic_continues = {
	.at[SIM_AT_ABORT]	= go_on_calling,
};

static bool remember_cyclic(struct sim_chan *c, struct sim_desc *d)
{
	if (d->period && !d->fresh)
		c->faults.carry = d->fault;
	return false;
}

static bool move_half(struct sim_chan *c, struct sim_desc *d)
{
	return d->carried && !d->period && sim_desc_withhold(d, (d->todo + 1) / 2);
}

const struct sim_fault sim_fault_mode_change_breaks = {
	.at[SIM_AT_ABORT]	= remember_cyclic,
	.at[SIM_AT_BEGIN]	= move_half,
};

static bool has_work(struct sim_chan *c)
{
	return !is_idle(c);
}

const struct sim_fault sim_fault_pause_keeps_moving = {
	.in[SIM_CALL_PAUSE]	= has_work,
};

static bool lose_resumed(struct sim_chan *c, struct sim_desc *d)
{
	sim_fault_lose(c, d);
	return true;
}

const struct sim_fault sim_fault_resume_loses = {
	.at[SIM_AT_RESUME]	= lose_resumed,
};

static bool succeed(struct sim_chan *c)
{
	return true;
}

const struct sim_fault sim_fault_resume_always = {
	.in[SIM_CALL_RESUME]	= succeed,
};

/* Also while the channel is paused. */
static bool call_late(struct sim_chan *c, struct sim_desc *d)
{
	if (!(d->txd.flags & DMA_PREP_INTERRUPT))
		return false;
	d->held_until = ktime_add_ns(ktime_get(), HELD_NS);
	return true;
}

const struct sim_fault sim_fault_pause_calls_back = {
	.at[SIM_AT_FINISH]	= call_late,
};

/* The channel stays as it was paused, whatever comes, until it is requested anew. */
static bool stay_paused(struct sim_chan *c)
{
	if (!c->paused)
		return false;
	c->faults.wedged = true;
	atomic64_inc(&c->sim->cfg->fault_count);
	return false;
}

const struct sim_fault sim_fault_pause_outlives_terminate = {
	.in[SIM_CALL_TERMINATE]	= stay_paused,
};

static bool wedge(struct sim_chan *c)
{
	c->faults.wedged = true;
	return true;
}

const struct sim_fault sim_fault_sleep_wedges = {
	.in[SIM_CALL_AWAKE]	= wedge,
};

static bool end_pause(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (!c->paused)
		return false;
	c->paused = false;
	c->halted = false;
	c->sim->engine->kick(c);
	return true;
}

const struct sim_fault sim_fault_sleep_unpauses = {
	.in[SIM_CALL_AWAKE]	= end_pause,
};

/* Where the client's other thread may come in, who never notices by itself. */
static void be_terminated(struct sim_chan *c)
{
}

static bool begin_terminate(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	c->faults.at_synchronize = be_terminated;
	return false;
}

static bool get_lost(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (c->faults.at_synchronize != be_terminated || c->faults.wedged)
		return false;
	c->faults.wedged = true;
	return true;
}

const struct sim_fault sim_fault_submit_during_terminate = {
	.in[SIM_CALL_TERMINATE]	= begin_terminate,
	.at[SIM_AT_SUBMIT]	= get_lost,
};
