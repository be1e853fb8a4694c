// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in what tx_status says: the status and the residue.
 */
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/sim.h"

static bool deny_complete(struct sim_chan *c, struct sim_question *q)
{
	if (q->status != DMA_COMPLETE)
		return false;
	q->status = DMA_IN_PROGRESS;
	return true;
}

const struct sim_fault sim_fault_status_never_complete = {
	.at[SIM_AT_FINISH]	= sim_fault_mark,
	.answer			= deny_complete,
};

static bool mark_no_irq(struct sim_chan *c, struct sim_desc *d)
{
	return !(d->txd.flags & DMA_PREP_INTERRUPT) && sim_fault_mark(c, d);
}

const struct sim_fault sim_fault_batch_status_lost = {
	.at[SIM_AT_FINISH]	= mark_no_irq,
	.answer			= deny_complete,
};

/*
 * A client that believes the status may free its memory, so the transfer does not touch it any
 * more.
 */
static void abandon(struct sim_chan *c, struct sim_desc *d)
{
	d->abandoned = true;
	if (d != c->active || d->fresh)
		return;
	d->todo = d->moved;
	d->keep = d->moved;
	d->granted = d->moved;
}

static bool say_complete(struct sim_chan *c, struct sim_question *q)
{
	if (!q->d || q->status != DMA_IN_PROGRESS || q->d->period ||
	    (q->d->peer && q->d->peer->flows))
		return false;
	abandon(c, q->d);
	q->status = DMA_COMPLETE;
	if (q->state)
		q->state->residue = 0;
	return true;
}

static bool skip_abandoned(struct sim_chan *c, struct sim_desc *d)
{
	return d->abandoned && sim_desc_withhold(d, d->todo);
}

const struct sim_fault sim_fault_status_early = {
	.at[SIM_AT_BEGIN]	= skip_abandoned,
	.answer			= say_complete,
};

static bool refuse_null(struct sim_chan *c, struct sim_question *q)
{
	if (q->state)
		return false;
	q->status = DMA_ERROR;
	return true;
}

const struct sim_fault sim_fault_status_null_error = {
	.at[SIM_AT_FINISH]	= sim_fault_mark,
	.answer			= refuse_null,
};

static bool advertise_no_order(struct dma_device *dd)
{
	dma_cap_set(DMA_COMPLETION_NO_ORDER, dd->cap_mask);
	return true;
}

const struct sim_fault sim_fault_no_order_unsaid = {
	.setup			= advertise_no_order,
};

static bool has_residue(const struct sim_question *q)
{
	return q->d && q->state && q->d->len;
}

#define CONSTANT	64	/* bytes */

static bool say_constant(struct sim_chan *c, struct sim_question *q)
{
	if (!q->state)
		return false;
	q->state->residue = CONSTANT;
	return true;
}

const struct sim_fault sim_fault_residue_constant = {
	.at[SIM_AT_FINISH]	= sim_fault_mark,
	.answer			= say_constant,
};

static bool say_all(struct sim_chan *c, struct sim_question *q)
{
	if (!has_residue(q) || !q->d->seen)
		return false;
	q->state->residue = q->d->len;
	return true;
}

const struct sim_fault sim_fault_residue_frozen = {
	.answer			= say_all,
};

#define BY_EACH_TIME	64	/* bytes */

static bool say_more(struct sim_chan *c, struct sim_question *q)
{
	if (!has_residue(q))
		return false;
	q->d->nr_distorted++;
	q->state->residue = min_t(u64, q->d->len, (u64)q->d->nr_distorted * BY_EACH_TIME);
	return true;
}

const struct sim_fault sim_fault_residue_grows = {
	.answer			= say_more,
};

static bool say_too_much(struct sim_chan *c, struct sim_question *q)
{
	if (!has_residue(q))
		return false;
	q->state->residue += q->d->len + 1;
	return true;
}

const struct sim_fault sim_fault_residue_too_long = {
	.answer			= say_too_much,
};

static bool say_one_left(struct sim_chan *c, struct sim_question *q)
{
	if (!q->state || q->status != DMA_COMPLETE)
		return false;
	q->state->residue = 1;
	return true;
}

const struct sim_fault sim_fault_residue_after_end = {
	.at[SIM_AT_FINISH]	= sim_fault_mark,
	.answer			= say_one_left,
};

static bool advertise_segments(struct dma_device *dd)
{
	dd->residue_granularity = DMA_RESIDUE_GRANULARITY_SEGMENT;
	return true;
}

const struct sim_fault sim_fault_residue_too_fine = {
	.setup			= advertise_segments,
};

static bool say_of_active(struct sim_chan *c, struct sim_question *q)
{
	if (!has_residue(q) || q->d == c->active)
		return false;
	q->state->residue = c->active ? c->active->len - c->active->seen : 0;
	return true;
}

const struct sim_fault sim_fault_residue_other_cookie = {
	.answer			= say_of_active,
};

/* From the second round on the residue is too large by the length of the buffer. */
static bool say_in_total(struct sim_chan *c, struct sim_question *q)
{
	if (!has_residue(q) || !q->d->period || !q->d->repeated)
		return false;
	q->state->residue += q->d->len;
	return true;
}

const struct sim_fault sim_fault_cyclic_residue_total = {
	.answer			= say_in_total,
};

static bool say_in_progress(struct sim_chan *c, struct sim_question *q)
{
	if (q->status != DMA_PAUSED)
		return false;
	q->status = DMA_IN_PROGRESS;
	return true;
}

const struct sim_fault sim_fault_pause_unreported = {
	.answer			= say_in_progress,
};

static bool say_less(struct sim_chan *c, struct sim_question *q)
{
	if (!has_residue(q) || q->status != DMA_PAUSED)
		return false;
	q->d->nr_distorted++;
	q->state->residue -= min_t(u64, q->state->residue, (u64)q->d->nr_distorted * BY_EACH_TIME);
	return true;
}

const struct sim_fault sim_fault_pause_residue_runs = {
	.answer			= say_less,
};

/* From then on somebody who compares cookies by himself takes the transfer for unfinished. */
static bool say_older(struct sim_chan *c, struct sim_question *q)
{
	if (!q->state || q->status != DMA_COMPLETE)
		return false;
	q->state->last = q->cookie - 1;
	return true;
}

const struct sim_fault sim_fault_status_last_stale = {
	.at[SIM_AT_FINISH]	= sim_fault_mark,
	.answer			= say_older,
};

static bool say_half(struct sim_chan *c, struct sim_question *q)
{
	if (!has_residue(q) || q->d->period || q->d->moved > q->d->len / 2)
		return false;
	q->state->residue /= 2;
	return true;
}

const struct sim_fault sim_fault_residue_ahead = {
	.answer			= say_half,
};
