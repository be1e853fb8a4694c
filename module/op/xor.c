// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=xor: the channel writes the sum of all sources.
 */
#include "core/slot/slot_data.h"
#include "op/op.h"

static unsigned int xor_align_shift(const struct dma_device *device)
{
	return device->xor_align;
}

static unsigned int xor_max_sources(struct dma_device *device, const struct params *p)
{
	return device->max_xor;
}

static struct dma_async_tx_descriptor *xor_prep(struct slot *slot, unsigned long flags)
{
	struct dma_chan *chan = dmarig_slot_chan(slot);

	return chan->device->device_prep_dma_xor(chan, dmarig_slot_dst_addr(slot),
						 dmarig_slot_addrs(slot),
						 slot->nr_sources, slot->len, flags);
}

const struct op op_xor = {
	.cap		= DMA_XOR,
	.maps		= true,
	.align_shift	= xor_align_shift,
	.max_sources	= xor_max_sources,
	.limit		= "max_xor",
	.prep		= xor_prep,
	.compare	= dmarig_slot_compare_parity,
	.explain	= dmarig_slot_explain_parity,
};
