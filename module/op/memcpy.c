// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=memcpy: the channel copies the source to the destination.
 */
#include "core/slot/slot.h"
#include "core/slot/slot_data.h"
#include "op/op.h"

static unsigned int memcpy_align_shift(const struct dma_device *device)
{
	return device->copy_align;
}

static struct dma_async_tx_descriptor *memcpy_prep(struct slot *slot, unsigned long flags)
{
	struct dma_chan *chan = dmarig_slot_chan(slot);

	return dmaengine_prep_dma_memcpy(chan, dmarig_slot_dst_addr(slot),
					 dmarig_slot_src_addr(slot), slot->len, flags);
}

const struct op op_memcpy = {
	.cap		= DMA_MEMCPY,
	.maps		= true,
	.align_shift	= memcpy_align_shift,
	.prep		= memcpy_prep,
	.compare	= dmarig_slot_compare_copy,
	.explain	= dmarig_slot_explain_copy,
};
