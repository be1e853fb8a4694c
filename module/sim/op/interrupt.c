// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * interrupt: no memory at all; the descriptor completes in its turn, and that is what it is for.
 */
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/sim.h"

static struct dma_async_tx_descriptor *interrupt_prep(struct dma_chan *chan, unsigned long flags)
{
	struct sim_desc *d = sim_desc_prepare(to_sim_chan(chan), &sim_op_interrupt, 0, flags);

	return d ? &d->txd : NULL;
}

static void interrupt_setup(struct dma_device *dd)
{
	dd->device_prep_dma_interrupt = interrupt_prep;
}

const struct sim_op sim_op_interrupt = {
	.name	= "interrupt",
	.cap	= DMA_INTERRUPT,
	.setup	= interrupt_setup,
};
