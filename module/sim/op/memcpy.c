// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * memcpy: memory to memory.
 */
#include <linux/string.h>
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/side.h"
#include "sim/sim.h"

static struct dma_async_tx_descriptor *memcpy_prep(struct dma_chan *chan, dma_addr_t dst,
						   dma_addr_t src, size_t len, unsigned long flags)
{
	struct sim_desc *d;

	if (sim_len_refused(to_sim_chan(chan), len))
		return NULL;
	d = sim_desc_prepare(to_sim_chan(chan), &sim_op_memcpy, len, flags);
	if (!d)
		return NULL;
	sim_side_add(&d->src, &src, 1);
	sim_side_add(&d->dst, &dst, 1);
	return &d->txd;
}

static void memcpy_setup(struct dma_device *dd)
{
	dd->device_prep_dma_memcpy = memcpy_prep;
	dd->copy_align = DMAENGINE_ALIGN_1_BYTE;
	dd->directions |= BIT(DMA_MEM_TO_MEM);
}

/*
 * KASAN checks this access on purpose: it reports a client that frees memory the device still owns.
 */
static void memcpy_move(struct sim_desc *d, size_t n)
{
	memcpy(d->dst.at[0], d->src.at[0], n);
}

const struct sim_op sim_op_memcpy = {
	.name	= "memcpy",
	.cap	= DMA_MEMCPY,
	.setup	= memcpy_setup,
	.move	= memcpy_move,
};
