// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * memset_sg: one byte, over and over, in any number of pieces.
 */
#include <linux/scatterlist.h>
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/op/sg.h"
#include "sim/sim.h"

static struct dma_async_tx_descriptor *memset_sg_prep(struct dma_chan *chan,
						      struct scatterlist *sgl, unsigned int nr,
						      int value, unsigned long flags)
{
	size_t len = sim_sg_bytes(sgl, nr);
	struct sim_desc *d;

	if (sim_sg_refused(to_sim_chan(chan), len, nr))
		return NULL;
	d = sim_desc_prepare(to_sim_chan(chan), &sim_op_memset_sg, len, flags);
	if (!d)
		return NULL;
	d->value = value;
	return sim_sg_fill(d, &d->dst, sgl, nr);
}

static void memset_sg_setup(struct dma_device *dd)
{
	dd->device_prep_dma_memset_sg = memset_sg_prep;
	dd->fill_align = DMAENGINE_ALIGN_1_BYTE;
	dd->directions |= BIT(DMA_MEM_TO_MEM);
}

const struct sim_op sim_op_memset_sg = {
	.name	= "memset_sg",
	.cap	= DMA_MEMSET_SG,
	.setup	= memset_sg_setup,
	.move	= sim_memset_move,
};
