// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=slave_single: memory in one piece, to or from a peripheral.
 */
#include "op/op.h"
#include "op/slave.h"

static struct dma_async_tx_descriptor *slave_single_prep(struct slot *slot, unsigned long flags)
{
	return dmaengine_prep_slave_single(dmarig_slot_chan(slot), dmarig_slave_buf(slot)->addr,
					   slot->len, slot->desc->dir, flags);
}

const struct op op_slave_single = {
	.cap		= DMA_SLAVE,
	.maps		= true,
	.poisons		= true,
	.lacks		= dmarig_slave_lacks_sg,
	.prep		= slave_single_prep,
	.ready		= dmarig_slave_ready,
	.compare	= dmarig_slave_compare,
	.explain	= dmarig_slave_explain,
	.inspect	= dmarig_slave_inspect,
};
