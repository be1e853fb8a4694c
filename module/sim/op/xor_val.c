// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * xor_val: do all sources, of which one is the parity of the others, add up to nothing?
 */
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/op/parity.h"
#include "sim/side.h"
#include "sim/sim.h"

static struct dma_async_tx_descriptor *xor_val_prep(struct dma_chan *chan, dma_addr_t *src,
						    unsigned int nr_src, size_t len,
						    enum sum_check_flags *result,
						    unsigned long flags)
{
	struct sim_desc *d;

	if (sim_len_refused(to_sim_chan(chan), len) || !nr_src || nr_src > SIM_MAX_SOURCES)
		return NULL;
	d = sim_desc_prepare(to_sim_chan(chan), &sim_op_xor_val, len, flags);
	if (!d)
		return NULL;
	sim_side_add(&d->src, src, nr_src);
	d->verdict = result;
	return &d->txd;
}

static void xor_val_setup(struct dma_device *dd)
{
	dd->device_prep_dma_xor_val = xor_val_prep;
	dd->max_xor = SIM_MAX_SOURCES;
	dd->xor_align = DMAENGINE_ALIGN_1_BYTE;
	dd->directions |= BIT(DMA_MEM_TO_MEM);
}

static void xor_val_move(struct sim_desc *d, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (sim_parity_p(&d->src, d->src.nr, i))
			d->found |= SUM_CHECK_P_RESULT;
}

const struct sim_op sim_op_xor_val = {
	.name	= "xor_val",
	.cap	= DMA_XOR_VAL,
	.setup	= xor_val_setup,
	.move	= xor_val_move,
};
