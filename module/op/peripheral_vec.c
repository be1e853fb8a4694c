// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=peripheral_vec: as slave_sg, but the pieces are told as an array of addresses and lengths.
 * Older kernels have no such call.
 */
#include <linux/slab.h>
#include "core/base/compat.h"
#include "op/op.h"
#include "op/slave.h"

#ifdef CT_HAVE_PERIPHERAL_VEC

static const char *vec_lacks(const struct dma_device *device)
{
	return device->device_prep_peripheral_dma_vec ? NULL : "device_prep_peripheral_dma_vec";
}

/* The driver is done with the array when its prep returns. */
static struct dma_async_tx_descriptor *vec_prep(struct slot *slot, unsigned long flags)
{
	struct dma_async_tx_descriptor *tx;
	struct dma_vec *vecs;
	struct scatterlist *sgl, *sg;
	unsigned int nr, i;

	sgl = dmarig_buf_segments(dmarig_slave_buf(slot), slot->len, &nr);
	vecs = kmalloc_array(nr, sizeof(*vecs), GFP_KERNEL);
	if (!vecs)
		return NULL;
	for_each_sg(sgl, sg, nr, i) {
		vecs[i].addr = sg_dma_address(sg);
		vecs[i].len = sg_dma_len(sg);
	}
	tx = dmaengine_prep_peripheral_dma_vec(dmarig_slot_chan(slot), vecs, nr, slot->desc->dir,
					       flags);
	kfree(vecs);
	return tx;
}

#else

static const char *vec_lacks(const struct dma_device *device)
{
	return "device_prep_peripheral_dma_vec, as this kernel does not know it";
}

static struct dma_async_tx_descriptor *vec_prep(struct slot *slot, unsigned long flags)
{
	return NULL;
}

#endif

const struct op op_peripheral_vec = {
	.cap		= DMA_SLAVE,
	.maps		= true,
	.poisons		= true,
	.lacks		= vec_lacks,
	.prep		= vec_prep,
	.ready		= dmarig_slave_ready,
	.compare	= dmarig_slave_compare,
	.explain	= dmarig_slave_explain,
	.inspect	= dmarig_slave_inspect,
};
