// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=interrupt: no memory; what is measured is the way of a completion.
 */
#include "core/slot/slot.h"
#include "op/op.h"

static struct dma_async_tx_descriptor *interrupt_prep(struct slot *slot, unsigned long flags)
{
	struct dma_chan *chan = dmarig_slot_chan(slot);

	return chan->device->device_prep_dma_interrupt(chan, flags);
}

const struct op op_interrupt = {
	.cap		= DMA_INTERRUPT,
	.prep		= interrupt_prep,
};
