// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=memset_sg: the channel writes one value all over a destination in pieces.
 */
#include "core/slot/slot_data.h"
#include "op/memset.h"
#include "op/op.h"

static struct dma_async_tx_descriptor *memset_sg_prep(struct slot *slot, unsigned long flags)
{
	struct dma_chan *chan = dmarig_slot_chan(slot);
	struct scatterlist *sgl;
	unsigned int nr;

	sgl = dmarig_slot_entries(slot, slot->nr_reads, &nr);
	return chan->device->device_prep_dma_memset_sg(chan, sgl, nr, slot->spec->p->value,
						       flags);
}

const struct op op_memset_sg = {
	.cap		= DMA_MEMSET_SG,
	.maps		= true,
	.poisons		= true,
	.align_shift	= dmarig_memset_align_shift,
	.prep		= memset_sg_prep,
	.compare	= dmarig_memset_compare,
	.explain	= dmarig_memset_explain,
};
