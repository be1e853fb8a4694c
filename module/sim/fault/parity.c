// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in what is computed from several sources. They do nothing to ops that compute nothing.
 */
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/sim.h"

static bool forget_sources(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_xor || d->src.nr < 2)
		return false;
	d->src.nr = 1;
	return true;
}

const struct sim_fault sim_fault_xor_source0 = {
	.at[SIM_AT_BEGIN]	= forget_sources,
};

static bool distort_coefficient(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_pq || d->txd.flags & DMA_PREP_PQ_DISABLE_Q)
		return false;
	d->coefs[d->src.nr - 1] ^= 1;
	return true;
}

const struct sim_fault sim_fault_pq_wrong_coefficient = {
	.at[SIM_AT_BEGIN]	= distort_coefficient,
};

/* The op reads the flags of the descriptor, so clearing the bits there enables both. */
static bool enable_both(struct sim_chan *c, struct sim_desc *d)
{
	const unsigned long disabled = DMA_PREP_PQ_DISABLE_P | DMA_PREP_PQ_DISABLE_Q;

	if (d->op != &sim_op_pq || !(d->txd.flags & disabled))
		return false;
	d->txd.flags &= ~disabled;
	return true;
}

const struct sim_fault sim_fault_pq_writes_disabled = {
	.at[SIM_AT_PREPARE]	= enable_both,
};

static bool start_anew(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_pq || !(d->txd.flags & DMA_PREP_CONTINUE))
		return false;
	d->txd.flags &= ~DMA_PREP_CONTINUE;
	return true;
}

const struct sim_fault sim_fault_pq_starts_anew = {
	.at[SIM_AT_PREPARE]	= start_anew,
};
