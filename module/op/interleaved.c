// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=interleaved: the channel copies chunks of memory, with gaps between them at either end that it
 * has to step over. A frame is some chunks, and a transfer as many frames as its size takes.
 */
#include <linux/dmaengine.h>
#include "core/slot/slot_data.h"
#include "op/op.h"

static unsigned int interleaved_align_shift(const struct dma_device *device)
{
	return device->copy_align;
}

static size_t interleaved_room(const struct params *p)
{
	struct dma_interleaved_template *t;

	return struct_size(t, sgl, p->frame);
}

/* Without chunks, all of a transfer is one. A gap also stands between one frame and the next. */
static void describe(struct dma_interleaved_template *t, const struct slot *slot)
{
	const struct params *p = slot->spec->p;
	size_t i;

	t->src_start = dmarig_slot_src_addr(slot);
	t->dst_start = dmarig_slot_dst_addr(slot);
	t->dir = DMA_MEM_TO_MEM;
	t->src_inc = true;
	t->dst_inc = true;
	t->src_sgl = p->src_gap;
	t->dst_sgl = p->dst_gap;
	t->frame_size = p->frame;
	t->numf = p->chunk ? (u32)slot->len / (u32)(p->chunk * p->frame) : 1;
	for (i = 0; i < t->frame_size; i++) {
		t->sgl[i].size = p->chunk ?: slot->len;
		t->sgl[i].src_icg = p->src_gap;
		t->sgl[i].dst_icg = p->dst_gap;
	}
}

static struct dma_async_tx_descriptor *interleaved_prep(struct slot *slot, unsigned long flags)
{
	describe(slot->room, slot);
	return dmaengine_prep_interleaved_dma(dmarig_slot_chan(slot), slot->room, flags);
}

const struct op op_interleaved = {
	.cap		= DMA_INTERLEAVE,
	.maps		= true,
	.room		= interleaved_room,
	.align_shift	= interleaved_align_shift,
	.prep		= interleaved_prep,
	.compare	= dmarig_slot_compare_copy,
	.explain	= dmarig_slot_explain_copy,
};
