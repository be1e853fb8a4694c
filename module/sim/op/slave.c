// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * slave: between memory, in any number of pieces, and a peripheral.
 */
#include "core/base/compat.h"
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/op/sg.h"
#include "sim/side.h"
#include "sim/sim.h"
#include "sim/slave/slave.h"

static struct dma_async_tx_descriptor *slave_prep_sg(struct dma_chan *chan, struct scatterlist *sgl,
						     unsigned int nr,
						     enum dma_transfer_direction dir,
						     unsigned long flags, void *context)
{
	size_t len = sim_sg_bytes(sgl, nr);
	struct sim_side *side;
	struct sim_desc *d;

	if (sim_sg_refused(to_sim_chan(chan), len, nr))
		return NULL;
	d = sim_slave_prepare(chan, &sim_op_slave, len, dir, flags, &side);
	if (!d || !sim_sg_fill(d, side, sgl, nr))
		return NULL;
	sim_slave_settle(d);
	return &d->txd;
}

#ifdef CT_HAVE_PERIPHERAL_VEC
static size_t vec_bytes(const struct dma_vec *vecs, size_t nr)
{
	size_t len = 0, i;

	for (i = 0; i < nr; i++) {
		if (!vecs[i].len)
			return 0;
		len += vecs[i].len;
	}
	return len;
}

static struct dma_async_tx_descriptor *slave_prep_vec(struct dma_chan *chan,
						      const struct dma_vec *vecs, size_t nr,
						      enum dma_transfer_direction dir,
						      unsigned long flags)
{
	size_t len = vec_bytes(vecs, nr), i;
	struct sim_side *side;
	struct sim_desc *d;

	if (sim_sg_refused(to_sim_chan(chan), len, nr))
		return NULL;
	d = sim_slave_prepare(chan, &sim_op_slave, len, dir, flags, &side);
	if (!d)
		return NULL;
	if (!sim_side_reserve(side, nr)) {
		sim_desc_discard(d);
		return NULL;
	}
	for (i = 0; i < nr; i++)
		sim_side_append(side, vecs[i].addr, vecs[i].len);
	sim_slave_settle(d);
	return &d->txd;
}
#endif

static void slave_setup(struct dma_device *dd)
{
	sim_slave_setup(dd);
	dd->device_prep_slave_sg = slave_prep_sg;
#ifdef CT_HAVE_PERIPHERAL_VEC
	dd->device_prep_peripheral_dma_vec = slave_prep_vec;
#endif
}

const struct sim_op sim_op_slave = {
	.name	= "slave",
	.cap	= DMA_SLAVE,
	.setup	= slave_setup,
	.move	= sim_slave_move,
};
