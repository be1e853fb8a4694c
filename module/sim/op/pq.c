// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * pq: P is the sum of all sources, Q that of all sources times their coefficients. Either may be
 * disabled, and is then never looked at. A continued one adds to what P and Q hold.
 */
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/op/parity.h"
#include "sim/side.h"
#include "sim/sim.h"

static struct dma_async_tx_descriptor *pq_prep(struct dma_chan *chan, dma_addr_t *dst,
					       dma_addr_t *src, unsigned int nr_src,
					       const unsigned char *coefs, size_t len,
					       unsigned long flags)
{
	struct sim_desc *d;

	if (dmaf_continue(flags) && !dma_dev_has_pq_continue(chan->device))
		return NULL;
	if (sim_len_refused(to_sim_chan(chan), len) || !sim_parity_wanted(flags) || !nr_src ||
	    nr_src > SIM_MAX_SOURCES)
		return NULL;
	d = sim_desc_prepare(to_sim_chan(chan), &sim_op_pq, len, flags);
	if (!d)
		return NULL;
	sim_side_add(&d->src, src, nr_src);
	memcpy(d->coefs, coefs, nr_src);
	if (!(d->txd.flags & DMA_PREP_PQ_DISABLE_P))
		sim_side_add(&d->dst, &dst[0], 1);
	if (!(d->txd.flags & DMA_PREP_PQ_DISABLE_Q))
		sim_side_add(&d->dst, &dst[1], 1);
	return &d->txd;
}

static void pq_setup(struct dma_device *dd)
{
	dd->device_prep_dma_pq = pq_prep;
	dma_set_maxpq(dd, SIM_MAX_SOURCES, true);
	dd->pq_align = DMAENGINE_ALIGN_1_BYTE;
	dd->directions |= BIT(DMA_MEM_TO_MEM);
}

/* P and Q are both computed before either is written, because they may be among the sources. */
static void pq_move_byte(struct sim_desc *d, size_t i)
{
	u8 *p = d->dst.at[0], *q = d->dst.at[d->dst.nr - 1];
	bool more = d->txd.flags & DMA_PREP_CONTINUE;
	u8 sum_p = sim_parity_p(&d->src, d->src.nr, i) ^ (more ? p[i] : 0);
	u8 sum_q = sim_parity_q(&d->src, d->coefs, d->src.nr, i) ^ (more ? q[i] : 0);

	if (!(d->txd.flags & DMA_PREP_PQ_DISABLE_P))
		p[i] = sum_p;
	if (!(d->txd.flags & DMA_PREP_PQ_DISABLE_Q))
		q[i] = sum_q;
}

static void pq_move(struct sim_desc *d, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		pq_move_byte(d, i);
}

const struct sim_op sim_op_pq = {
	.name	= "pq",
	.cap	= DMA_PQ,
	.setup	= pq_setup,
	.move	= pq_move,
};
