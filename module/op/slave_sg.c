// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=slave_sg: memory in any pieces, to or from a peripheral.
 */
#include "op/op.h"
#include "op/slave.h"

const char *dmarig_slave_lacks_sg(const struct dma_device *device)
{
	return device->device_prep_slave_sg ? NULL : "device_prep_slave_sg";
}

static struct dma_async_tx_descriptor *slave_sg_prep(struct slot *slot, unsigned long flags)
{
	struct scatterlist *sgl;
	unsigned int nr;

	sgl = dmarig_buf_segments(dmarig_slave_buf(slot), slot->len, &nr);
	return dmaengine_prep_slave_sg(dmarig_slot_chan(slot), sgl, nr, slot->desc->dir, flags);
}

const struct op op_slave_sg = {
	.cap		= DMA_SLAVE,
	.maps		= true,
	.poisons		= true,
	.lacks		= dmarig_slave_lacks_sg,
	.prep		= slave_sg_prep,
	.ready		= dmarig_slave_ready,
	.compare	= dmarig_slave_compare,
	.explain	= dmarig_slave_explain,
	.inspect	= dmarig_slave_inspect,
};
