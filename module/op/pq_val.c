// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=pq_val: the channel says whether P and Q fit the sources.
 */
#include "core/slot/slot.h"
#include "op/op.h"
#include "op/pq.h"

static struct dma_async_tx_descriptor *pq_val_prep(struct slot *slot, unsigned long flags)
{
	struct dma_chan *chan = dmarig_slot_chan(slot);
	dma_addr_t *addrs = dmarig_slot_addrs(slot);

	slot->verdict = 0;
	return chan->device->device_prep_dma_pq_val(chan, addrs + slot->nr_sources, addrs,
						    slot->nr_sources, slot->coefs, slot->len,
						    &slot->verdict, flags | dmarig_pq_flags(slot));
}

const struct op op_pq_val = {
	.cap		= DMA_PQ_VAL,
	.maps		= true,
	.align_shift	= dmarig_pq_align_shift,
	.max_sources	= dmarig_pq_max_sources,
	.limit		= "max_pq",
	.prep		= pq_val_prep,
};
