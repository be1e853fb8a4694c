// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * xor: the sum of all sources. A destination may be one of them.
 */
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/op/parity.h"
#include "sim/side.h"
#include "sim/sim.h"

static struct dma_async_tx_descriptor *xor_prep(struct dma_chan *chan, dma_addr_t dst,
						dma_addr_t *src, unsigned int nr_src, size_t len,
						unsigned long flags)
{
	struct sim_desc *d;

	if (sim_len_refused(to_sim_chan(chan), len) || !nr_src || nr_src > SIM_MAX_SOURCES)
		return NULL;
	d = sim_desc_prepare(to_sim_chan(chan), &sim_op_xor, len, flags);
	if (!d)
		return NULL;
	sim_side_add(&d->src, src, nr_src);
	sim_side_add(&d->dst, &dst, 1);
	return &d->txd;
}

static void xor_setup(struct dma_device *dd)
{
	dd->device_prep_dma_xor = xor_prep;
	dd->max_xor = SIM_MAX_SOURCES;
	dd->xor_align = DMAENGINE_ALIGN_1_BYTE;
	dd->directions |= BIT(DMA_MEM_TO_MEM);
}

static void xor_move(struct sim_desc *d, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		d->dst.at[0][i] = sim_parity_p(&d->src, d->src.nr, i);
}

const struct sim_op sim_op_xor = {
	.name	= "xor",
	.cap	= DMA_XOR,
	.setup	= xor_setup,
	.move	= xor_move,
};
