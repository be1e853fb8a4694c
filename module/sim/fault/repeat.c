// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in what goes on by itself: a transfer that repeats, and the one that takes its place.
 */
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/sim.h"

static bool end_after_round(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_interleave || !d->period)
		return false;
	d->period = 0;
	return true;
}

const struct sim_fault sim_fault_repeat_once = {
	.at[SIM_AT_END]		= end_after_round,
};

static bool forget_eot(struct sim_chan *c, struct sim_desc *d)
{
	if (!(d->txd.flags & DMA_PREP_LOAD_EOT))
		return false;
	d->txd.flags &= ~DMA_PREP_LOAD_EOT;
	return true;
}

const struct sim_fault sim_fault_load_eot_ignored = {
	.at[SIM_AT_PREPARE]	= forget_eot,
};

static bool end_slave_round(struct sim_chan *c, struct sim_desc *d)
{
	return d->peer && end_after_round(c, d);
}

const struct sim_fault sim_fault_repeat_slave_once = {
	.at[SIM_AT_END]		= end_slave_round,
};

/* Its peer is not known before it is prepared, so the flag goes when it is submitted. */
static bool forget_slave_eot(struct sim_chan *c, struct sim_desc *d)
{
	return d->peer && forget_eot(c, d);
}

const struct sim_fault sim_fault_load_eot_slave_ignored = {
	.at[SIM_AT_SUBMIT]	= forget_slave_eot,
};
