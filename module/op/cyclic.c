// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=cyclic: memory in one piece, to or from a peripheral, round and round, with a callback a
 * period unless the worker polls. What a worker does meanwhile is in core/worker/cyclic.c.
 */
#include "core/slot/slot.h"
#include "op/op.h"
#include "op/slave.h"

static const char *cyclic_lacks(const struct dma_device *device)
{
	return device->device_prep_dma_cyclic ? NULL : "device_prep_dma_cyclic";
}

static struct dma_async_tx_descriptor *cyclic_prep(struct slot *slot, unsigned long flags)
{
	return dmaengine_prep_dma_cyclic(dmarig_slot_chan(slot), dmarig_slave_buf(slot)->addr,
					 slot->len, slot->spec->p->period, slot->desc->dir, flags);
}

const struct op op_cyclic = {
	.cap		= DMA_CYCLIC,
	.maps		= true,
	.poisons		= true,
	.lacks		= cyclic_lacks,
	.prep		= cyclic_prep,
};
