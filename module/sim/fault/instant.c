// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults that only an instant shows: a call in the last EDGE_NS of a transfer, when all bytes have
 * moved and the interrupt is about to come, or just behind it. A client that calls at random
 * moments hardly ever meets one, so no rule is meant to; see module/check/race.
 */
#include <linux/time64.h>
#include "sim/complete.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/sim.h"

#define EDGE_NS	512
#define MISSED_NS	(10 * NSEC_PER_MSEC)	/* later than synchronize, and clients still look */

/* Not yet told to have ended, and about to be. */
static bool is_ending(const struct sim_desc *d)
{
	s64 left = ktime_to_ns(ktime_sub(d->over_at, ktime_get()));

	return !d->fresh && d->over_at && d->moved == d->len && left >= 0 && left <= EDGE_NS;
}

/* Both the interrupt that was under way and the termination complete it. */
static bool complete_twice(struct sim_chan *c, struct sim_desc *d)
{
	if (!is_ending(d) || !(d->txd.flags & DMA_PREP_INTERRUPT))
		return false;
	d->due++;
	list_move_tail(&d->node, &c->completed);
	sim_complete_call(c);
	return true;
}

const struct sim_fault sim_fault_terminate_completes_twice = {
	.at[SIM_AT_ABORT]	= complete_twice,
};

static void call_missed(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	list_splice_tail_init(&c->faults.lost, &c->completed);
	sim_complete_call(c);
}

/* Its interrupt has come, and its callback is due: the termination takes no heed of the tasklet. */
static bool call_due(struct sim_chan *c, struct sim_desc *d)
{
	s64 past = ktime_to_ns(ktime_sub(ktime_get(), d->over_at));

	if (d->fresh || !d->over_at || d->seen != d->len || past < 0 ||
	    past > EDGE_NS)
		return false;
	if (!(d->txd.flags & DMA_PREP_INTERRUPT))
		return false;
	list_move_tail(&d->node, &c->faults.lost);
	sim_fault_later(c, MISSED_NS, call_missed);
	return true;
}

const struct sim_fault sim_fault_terminate_misses_tasklet = {
	.at[SIM_AT_ABORT]	= call_due,
};

/* The interrupt is under way when the driver goes, and nobody waits for it. */
static bool call_ending(struct sim_chan *c, struct sim_desc *d)
{
	if (!is_ending(d) || !(d->txd.flags & DMA_PREP_INTERRUPT))
		return false;
	list_move_tail(&d->node, &c->faults.lost);
	sim_fault_later(c, MISSED_NS, call_missed);
	return true;
}

const struct sim_fault sim_fault_unbind_misses_interrupt = {
	.at[SIM_AT_UNPLUG]	= call_ending,
};

/* The pause takes the interrupt away, and when it is resumed nobody knows that it ended. */
static bool lose_ending(struct sim_chan *c)
{
	struct sim_desc *d = c->active;

	if (!d || !is_ending(d))
		return false;
	c->active = NULL;
	c->waiting = false;
	sim_fault_lose(c, d);
	atomic64_inc(&c->sim->cfg->fault_count);
	return false;
}

const struct sim_fault sim_fault_pause_loses_interrupt = {
	.in[SIM_CALL_PAUSE]	= lose_ending,
};

/* The queue was found empty, and the engine is not idle yet: neither side starts it. */
static bool forget_issue(struct sim_chan *c)
{
	return c->active && is_ending(c->active) && list_empty(&c->issued) &&
	       !list_empty(&c->submitted);
}

const struct sim_fault sim_fault_issue_lost_at_end = {
	.in[SIM_CALL_ISSUE]	= forget_issue,
};

/* The registers are read while the hardware changes them. */
static bool say_torn(struct sim_chan *c, struct sim_question *q)
{
	if (!q->d || q->d != c->active || !is_ending(q->d))
		return false;
	q->status = DMA_ERROR;
	return true;
}

const struct sim_fault sim_fault_status_torn_at_end = {
	.answer	= say_torn,
};
