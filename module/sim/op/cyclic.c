// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * cyclic: a ring in memory, gone round by a peripheral, with a callback after each period.
 */
#include <linux/math64.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/side.h"
#include "sim/sim.h"
#include "sim/slave/slave.h"

/* The buffer has to consist of whole periods, and a period of whole words. */
static bool periods_fit(struct sim_chan *c, size_t len, size_t period)
{
	u64 rem;

	if (len > U32_MAX)
		return false;
	if (!period)
		return sim_fault_accepts(c, SIM_ZERO_PERIOD);
	if (len && period > len)
		return sim_fault_accepts(c, SIM_LONG_PERIOD);
	div64_u64_rem(len, period, &rem);
	return !rem;
}

static struct dma_async_tx_descriptor *cyclic_prep(struct dma_chan *chan, dma_addr_t addr,
						   size_t len, size_t period,
						   enum dma_transfer_direction dir,
						   unsigned long flags)
{
	struct sim_side *side;
	struct sim_desc *d;

	if (sim_len_refused(to_sim_chan(chan), len) ||
	    !periods_fit(to_sim_chan(chan), len, period))
		return NULL;
	flags &= ~DMA_PREP_REPEAT;
	d = sim_slave_prepare(chan, &sim_op_cyclic, len, dir, flags, &side);
	if (!d)
		return NULL;
	if (d->port.width && period & (d->port.width - 1)) {
		sim_desc_discard(d);
		return NULL;
	}
	sim_side_add(side, &addr, 1);
	sim_slave_settle(d);
	d->period = period ?: len;
	return &d->txd;
}

static void cyclic_setup(struct dma_device *dd)
{
	sim_slave_setup(dd);
	dd->device_prep_dma_cyclic = cyclic_prep;
}

const struct sim_op sim_op_cyclic = {
	.name	= "cyclic",
	.cap	= DMA_CYCLIC,
	.setup	= cyclic_setup,
	.move	= sim_slave_move,
};
