// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * memset: one byte, over and over.
 */
#include <linux/string.h>
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/side.h"
#include "sim/sim.h"

static struct dma_async_tx_descriptor *memset_prep(struct dma_chan *chan, dma_addr_t dst, int value,
						   size_t len, unsigned long flags)
{
	struct sim_desc *d;

	if (sim_len_refused(to_sim_chan(chan), len))
		return NULL;
	d = sim_desc_prepare(to_sim_chan(chan), &sim_op_memset, len, flags);
	if (!d)
		return NULL;
	sim_side_add(&d->dst, &dst, 1);
	d->value = value;
	return &d->txd;
}

static void memset_setup(struct dma_device *dd)
{
	dd->device_prep_dma_memset = memset_prep;
	dd->fill_align = DMAENGINE_ALIGN_1_BYTE;
	dd->directions |= BIT(DMA_MEM_TO_MEM);
}

void sim_memset_move(struct sim_desc *d, size_t n)
{
	memset(d->dst.at[0], d->value, n);
}

const struct sim_op sim_op_memset = {
	.name	= "memset",
	.cap	= DMA_MEMSET,
	.setup	= memset_setup,
	.move	= sim_memset_move,
};
