// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Mapped scatterlists as the memory of a descriptor: their length, whether they are refused, and
 * how they become its list of pieces.
 */
#include <linux/scatterlist.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/op/sg.h"
#include "sim/side.h"
#include "sim/sim.h"

size_t sim_sg_bytes(struct scatterlist *sgl, unsigned int nr)
{
	struct scatterlist *sg;
	size_t len = 0;
	unsigned int i;

	for_each_sg(sgl, sg, nr, i) {
		if (!sg_dma_len(sg))
			return 0;
		len += sg_dma_len(sg);
	}
	return len;
}

bool sim_sg_refused(struct sim_chan *c, size_t len, size_t nr)
{
	return !len && !sim_fault_accepts(c, nr ? SIM_ZERO_LENGTH : SIM_ZERO_ENTRIES);
}

struct dma_async_tx_descriptor *sim_sg_fill(struct sim_desc *d, struct sim_side *side,
					    struct scatterlist *sgl, unsigned int nr)
{
	struct scatterlist *sg;
	unsigned int i;

	if (!sim_side_reserve(side, nr)) {
		sim_desc_discard(d);
		return NULL;
	}
	for_each_sg(sgl, sg, nr, i)
		sim_side_append(side, sg_dma_address(sg), sg_dma_len(sg));
	return &d->txd;
}
