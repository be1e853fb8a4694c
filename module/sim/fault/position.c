// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in where a transfer is said to be, and in where it goes on: of what is paused, of lists
 * and of rings.
 */
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/sim.h"

#define AHEAD	64	/* bytes that are in no memory yet, as in a FIFO */

/* Some bytes more than are in memory count as moved, where there are so many to come. */
static bool say_ahead(struct sim_chan *c, struct sim_question *q)
{
	if (!q->d || !q->state || q->d != c->active || q->d->fresh ||
	    q->d->moved + AHEAD > q->d->len)
		return false;
	q->state->residue = q->d->len - q->d->moved - AHEAD;
	return true;
}

static bool say_ahead_paused(struct sim_chan *c, struct sim_question *q)
{
	return q->d && !q->d->period && q->status == DMA_PAUSED && say_ahead(c, q);
}

const struct sim_fault sim_fault_pause_residue_ahead = {
	.answer			= say_ahead_paused,
};

static bool say_ring_ahead(struct sim_chan *c, struct sim_question *q)
{
	return q->d && q->d->op == &sim_op_cyclic && say_ahead(c, q);
}

const struct sim_fault sim_fault_cyclic_residue_ahead = {
	.answer			= say_ring_ahead,
};

/* The ring starts over at its beginning, where it should go on. */
static bool start_over(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_cyclic || !d->moved)
		return false;
	d->fresh = true;
	d->part = 0;
	d->moved = 0;
	d->granted = 0;
	d->seen = 0;
	return true;
}

const struct sim_fault sim_fault_cyclic_resume_restarts = {
	.at[SIM_AT_RESUME]	= start_over,
};

/* Return: how much of the entry that is being moved is left; 0 if it is no list. */
static size_t entry_left(const struct sim_desc *d)
{
	const struct sim_side *side = d->dst.nr ? &d->dst : &d->src;
	size_t end = 0;
	unsigned int i;

	for (i = 0; i < side->nr_pieces; i++) {
		end += side->list[i].len;
		if (d->seen < end)
			return side->nr_pieces > 1 ? end - d->seen : 0;
	}
	return 0;
}

static bool say_entry(struct sim_chan *c, struct sim_question *q)
{
	size_t left = q->d && q->state && !q->d->period ? entry_left(q->d) : 0;

	if (!left)
		return false;
	q->state->residue = left;
	return true;
}

const struct sim_fault sim_fault_list_residue_entry = {
	.answer			= say_entry,
};

static bool say_entry_twice(struct sim_chan *c, struct sim_question *q)
{
	size_t left = q->d && q->state && !q->d->period ? entry_left(q->d) : 0;

	if (!left)
		return false;
	q->state->residue += left;
	return true;
}

const struct sim_fault sim_fault_list_residue_twice = {
	.answer			= say_entry_twice,
};
