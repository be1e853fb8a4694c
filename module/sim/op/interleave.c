// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * interleave: frames of chunks with gaps between them, from memory to memory, or between memory and
 * a peripheral. Gaps are stepped over and left alone. With DMA_PREP_REPEAT it starts over at its
 * end, until a transfer with DMA_PREP_LOAD_EOT takes its place.
 */
#include <linux/string.h>
#include "sim/desc.h"
#include "sim/op/op.h"
#include "sim/side.h"
#include "sim/sim.h"
#include "sim/slave/slave.h"

typedef size_t (*gap_fn)(struct dma_interleaved_template *t, struct data_chunk *chunk);

/*
 * Return: the bytes the template moves; 0 if a chunk is empty or there are more than 32 bits can
 * count.
 */
static size_t template_bytes(const struct dma_interleaved_template *t)
{
	u64 frame = 0;
	size_t i;

	for (i = 0; i < t->frame_size; i++) {
		if (!t->sgl[i].size || t->sgl[i].size > U32_MAX)
			return 0;
		frame += t->sgl[i].size;
	}
	return frame <= U32_MAX && t->numf <= U32_MAX && frame * t->numf <= U32_MAX ?
	       frame * t->numf : 0;
}

/* Put one frame into the list of @side, which the engine goes through once for each frame. */
static bool fill(struct sim_side *side, struct dma_interleaved_template *t, dma_addr_t start,
		 gap_fn gap)
{
	dma_addr_t addr = start;
	size_t i;

	if (!sim_side_reserve(side, t->frame_size))
		return false;
	for (i = 0; i < t->frame_size; i++) {
		sim_side_append(side, addr, t->sgl[i].size);
		addr += t->sgl[i].size + gap(t, &t->sgl[i]);
	}
	side->frames = t->numf;
	side->stride = addr - start;
	return true;
}

static struct sim_desc *prep_copy(struct dma_chan *chan, struct dma_interleaved_template *t,
				  size_t len, unsigned long flags)
{
	struct sim_desc *d;

	if (!t->src_inc || !t->dst_inc)
		return NULL;
	d = sim_desc_prepare(to_sim_chan(chan), &sim_op_interleave, len, flags);
	if (!d)
		return NULL;
	if (fill(&d->src, t, t->src_start, dmaengine_get_src_icg) &&
	    fill(&d->dst, t, t->dst_start, dmaengine_get_dst_icg))
		return d;
	sim_desc_discard(d);
	return NULL;
}

static struct sim_desc *prep_slave(struct dma_chan *chan, struct dma_interleaved_template *t,
				   size_t len, unsigned long flags)
{
	bool receives = t->dir == DMA_DEV_TO_MEM;
	struct sim_side *side;
	struct sim_desc *d;

	if (!(receives ? t->dst_inc : t->src_inc))
		return NULL;
	d = sim_slave_prepare(chan, &sim_op_interleave, len, t->dir, flags, &side);
	if (!d)
		return NULL;
	if (fill(side, t, receives ? t->dst_start : t->src_start,
		 receives ? dmaengine_get_dst_icg : dmaengine_get_src_icg))
		return d;
	sim_desc_discard(d);
	return NULL;
}

static struct dma_async_tx_descriptor *interleave_prep(struct dma_chan *chan,
						       struct dma_interleaved_template *t,
						       unsigned long flags)
{
	size_t len = template_bytes(t);
	struct sim_desc *d;

	if (!len)
		return NULL;
	d = t->dir == DMA_MEM_TO_MEM ? prep_copy(chan, t, len, flags) :
				       prep_slave(chan, t, len, flags);
	if (!d)
		return NULL;
	if (flags & DMA_PREP_REPEAT)
		d->period = len;
	return &d->txd;
}

static void interleave_setup(struct dma_device *dd)
{
	sim_slave_setup(dd);
	dd->device_prep_interleaved_dma = interleave_prep;
	dd->directions |= BIT(DMA_MEM_TO_MEM);
	dma_cap_set(DMA_REPEAT, dd->cap_mask);
	dma_cap_set(DMA_LOAD_EOT, dd->cap_mask);
}

static void interleave_move(struct sim_desc *d, size_t n)
{
	if (d->peer)
		sim_slave_move(d, n);
	else
		memcpy(d->dst.at[0], d->src.at[0], n);
}

const struct sim_op sim_op_interleave = {
	.name	= "interleave",
	.cap	= DMA_INTERLEAVE,
	.setup	= interleave_setup,
	.move	= interleave_move,
};
