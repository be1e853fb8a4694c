// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=xor_val: the channel says whether a parity fits the sources. To the channel it is one more of
 * them.
 */
#include "core/slot/slot.h"
#include "op/op.h"

static unsigned int xor_val_align_shift(const struct dma_device *device)
{
	return device->xor_align;
}

static unsigned int xor_val_max_sources(struct dma_device *device, const struct params *p)
{
	return device->max_xor ? device->max_xor - 1 : 0;
}

static struct dma_async_tx_descriptor *xor_val_prep(struct slot *slot, unsigned long flags)
{
	struct dma_chan *chan = dmarig_slot_chan(slot);

	slot->verdict = 0;
	return chan->device->device_prep_dma_xor_val(chan, dmarig_slot_addrs(slot), slot->nr_reads,
						     slot->len, &slot->verdict, flags);
}

const struct op op_xor_val = {
	.cap		= DMA_XOR_VAL,
	.maps		= true,
	.align_shift	= xor_val_align_shift,
	.max_sources	= xor_val_max_sources,
	.limit		= "max_xor, as the parity counts",
	.prep		= xor_val_prep,
};
