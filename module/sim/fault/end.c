// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in how a transfer ends: it never does, its end is not signalled, or its result is wrong.
 */
#include <linux/minmax.h>
#include <linux/time64.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/sim.h"

const struct sim_fault sim_fault_lost_interrupt = {
	.at[SIM_AT_INTERRUPT]	= sim_fault_always,
};

const struct sim_fault sim_fault_stuck = {
	.at[SIM_AT_STEP]	= sim_fault_always,
};

static u64 ten_times(const struct sim_chan *c, u64 ns)
{
	return max_t(u64, 10 * ns, NSEC_PER_MSEC);
}

const struct sim_fault sim_fault_slow = {
	.latency		= ten_times,
};

static bool move_nothing(struct sim_chan *c, struct sim_desc *d)
{
	return sim_desc_withhold(d, d->todo);
}

const struct sim_fault sim_fault_false_success = {
	.at[SIM_AT_BEGIN]	= move_nothing,
};

static bool report_write_failed(struct sim_chan *c, struct sim_desc *d)
{
	if (d->result != DMA_TRANS_NOERROR)
		return false;
	d->result = DMA_TRANS_WRITE_FAILED;
	return true;
}

const struct sim_fault sim_fault_error_result = {
	.at[SIM_AT_FINISH]	= report_write_failed,
};

static bool hide_error(struct sim_chan *c, struct sim_desc *d)
{
	if (d->result == DMA_TRANS_NOERROR)
		return false;
	d->result = DMA_TRANS_NOERROR;
	return true;
}

const struct sim_fault sim_fault_error_hidden = {
	.at[SIM_AT_FINISH]	= hide_error,
};

static bool wedge_after_error(struct sim_chan *c, struct sim_desc *d)
{
	if (d->result == DMA_TRANS_NOERROR)
		return false;
	c->faults.wedged = true;
	return true;
}

const struct sim_fault sim_fault_error_wedges = {
	.at[SIM_AT_FINISH]	= wedge_after_error,
};

static bool invent_residue(struct sim_desc *d, struct dmaengine_result *result)
{
	if (result->result != DMA_TRANS_NOERROR || !d->len || !d->txd.callback_result)
		return false;
	result->residue = d->len;
	return true;
}

const struct sim_fault sim_fault_result_residue = {
	.report			= invent_residue,
};

static bool asks_for_no_interrupt(struct sim_chan *c, struct sim_desc *d)
{
	return !(d->txd.flags & DMA_PREP_INTERRUPT);
}

const struct sim_fault sim_fault_interrupt_flag_needed = {
	.at[SIM_AT_STEP]	= asks_for_no_interrupt,
};

static bool move_only_last(struct sim_chan *c, struct sim_desc *d)
{
	if (d->txd.flags & DMA_PREP_INTERRUPT || list_empty(&c->issued))
		return false;
	return sim_desc_withhold(d, d->todo);
}

const struct sim_fault sim_fault_batch_only_last = {
	.at[SIM_AT_BEGIN]	= move_only_last,
};

/* Forget the mismatches that the engine has found so far; they are reported at completion. */
static bool forget_found(struct sim_desc *d, const struct sim_op *op)
{
	if (d->op != op || !d->found)
		return false;
	d->found = 0;
	return true;
}

static bool forget_xor_val(struct sim_chan *c, struct sim_desc *d)
{
	return forget_found(d, &sim_op_xor_val);
}

const struct sim_fault sim_fault_xor_val_blind = {
	.at[SIM_AT_FINISH]	= forget_xor_val,
};

static bool forget_pq_val(struct sim_chan *c, struct sim_desc *d)
{
	return forget_found(d, &sim_op_pq_val);
}

const struct sim_fault sim_fault_pq_val_blind = {
	.at[SIM_AT_FINISH]	= forget_pq_val,
};

/* As if nobody asked the hardware how much has come. */
static bool forget_short(struct sim_desc *d, struct dmaengine_result *result)
{
	if (!d->ended_early)
		return false;
	result->residue = 0;
	return true;
}

const struct sim_fault sim_fault_short_residue_lost = {
	.report			= forget_short,
};
