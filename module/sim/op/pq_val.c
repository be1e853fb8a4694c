// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * pq_val: are P and Q, which are read behind the sources, what pq would have made of these? Either
 * may be disabled, and is then never looked at.
 */
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/op/parity.h"
#include "sim/side.h"
#include "sim/sim.h"

static struct dma_async_tx_descriptor *pq_val_prep(struct dma_chan *chan, dma_addr_t *pq,
						   dma_addr_t *src, unsigned int nr_src,
						   const unsigned char *coefs, size_t len,
						   enum sum_check_flags *result,
						   unsigned long flags)
{
	struct sim_desc *d;

	if (sim_len_refused(to_sim_chan(chan), len) || !sim_parity_wanted(flags) || !nr_src ||
	    nr_src > SIM_MAX_SOURCES)
		return NULL;
	d = sim_desc_prepare(to_sim_chan(chan), &sim_op_pq_val, len, flags);
	if (!d)
		return NULL;
	sim_side_add(&d->src, src, nr_src);
	memcpy(d->coefs, coefs, nr_src);
	if (!(flags & DMA_PREP_PQ_DISABLE_P))
		sim_side_add(&d->src, &pq[0], 1);
	if (!(flags & DMA_PREP_PQ_DISABLE_Q))
		sim_side_add(&d->src, &pq[1], 1);
	d->verdict = result;
	return &d->txd;
}

static void pq_val_setup(struct dma_device *dd)
{
	dd->device_prep_dma_pq_val = pq_val_prep;
	dma_set_maxpq(dd, SIM_MAX_SOURCES, true);
	dd->pq_align = DMAENGINE_ALIGN_1_BYTE;
	dd->directions |= BIT(DMA_MEM_TO_MEM);
}

static void pq_val_move(struct sim_desc *d, size_t n)
{
	bool with_p = !(d->txd.flags & DMA_PREP_PQ_DISABLE_P);
	bool with_q = !(d->txd.flags & DMA_PREP_PQ_DISABLE_Q);
	unsigned int nr = d->src.nr - with_p - with_q;
	size_t i;

	for (i = 0; i < n; i++) {
		if (with_p && sim_parity_p(&d->src, nr, i) != d->src.at[nr][i])
			d->found |= SUM_CHECK_P_RESULT;
		if (with_q && sim_parity_q(&d->src, d->coefs, nr, i) != d->src.at[nr + with_p][i])
			d->found |= SUM_CHECK_Q_RESULT;
	}
}

const struct sim_op sim_op_pq_val = {
	.name	= "pq_val",
	.cap	= DMA_PQ_VAL,
	.setup	= pq_val_setup,
	.move	= pq_val_move,
};
