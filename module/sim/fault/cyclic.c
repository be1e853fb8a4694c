// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults of rings that have one period or no interrupts, that are sent, or that their own callback
 * terminates.
 */
#include "sim/complete.h"
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/sim.h"

static bool is_sent_ring(const struct sim_desc *d)
{
	return d->op == &sim_op_cyclic && d->peer->dir == DMA_MEM_TO_DEV;
}

/* A ring of one period is taken for a transfer that ends. */
static bool end_lone_period(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_cyclic || d->period != d->len)
		return false;
	d->period = 0;
	return true;
}

const struct sim_fault sim_fault_lone_period_once = {
	.at[SIM_AT_END]		= end_lone_period,
};

/* As if an interrupt that nobody asked for had to start the next round. */
static bool stop_unasked(struct sim_chan *c, struct sim_desc *d)
{
	return d->op == &sim_op_cyclic && !(d->txd.flags & DMA_PREP_INTERRUPT) && d->repeated;
}

const struct sim_fault sim_fault_ring_needs_interrupt = {
	.at[SIM_AT_STEP]	= stop_unasked,
};

/* The ring has just started over, so it was the last. */
static bool skip_last_period(struct sim_chan *c, struct sim_desc *d)
{
	return is_sent_ring(d) && !d->part;
}

const struct sim_fault sim_fault_sent_period_skipped = {
	.at[SIM_AT_INTERRUPT]	= skip_last_period,
};

static bool say_nothing_left(struct sim_chan *c, struct sim_question *q)
{
	if (!q->d || !q->state || !is_sent_ring(q->d))
		return false;
	q->state->residue = 0;
	return true;
}

const struct sim_fault sim_fault_sent_ring_no_residue = {
	.answer			= say_nothing_left,
};

static bool wedge_sent_ring(struct sim_chan *c, struct sim_desc *d)
{
	if (!is_sent_ring(d) || d->fresh)
		return false;
	c->faults.wedged = true;
	return true;
}

const struct sim_fault sim_fault_sent_ring_wedges = {
	.at[SIM_AT_ABORT]	= wedge_sent_ring,
};

/* The loop over the periods that are due goes on with a ring that its callback has terminated. */
static bool call_on(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_cyclic || !READ_ONCE(c->faults.calling))
		return false;
	d->result = DMA_TRANS_ABORTED;
	list_move_tail(&d->node, &c->completed);
	sim_complete_call(c);
	return true;
}

const struct sim_fault sim_fault_cyclic_callback_goes_on = {
	.at[SIM_AT_ABORT]	= call_on,
};
