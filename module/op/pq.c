// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=pq: the channel writes P, the sum of all sources, and Q, that of all sources times their
 * coefficients, or goes on from those of sources before, which the destinations hold. A disabled
 * one must be left alone, although its address is given and valid.
 */
#include "core/slot/slot_data.h"
#include "op/op.h"
#include "op/pq.h"

static unsigned long continue_flag(const struct params *p)
{
	return p->pq_continue ? DMA_PREP_CONTINUE : 0;
}

unsigned long dmarig_pq_flags(const struct slot *slot)
{
	static const unsigned long flags[] = {
		[DMARIG_PQ_DISABLE_p] = DMA_PREP_PQ_DISABLE_P,
		[DMARIG_PQ_DISABLE_q] = DMA_PREP_PQ_DISABLE_Q,
	};

	return flags[slot->spec->p->pq_disable] | continue_flag(slot->spec->p);
}

unsigned int dmarig_pq_align_shift(const struct dma_device *device)
{
	return device->pq_align;
}

unsigned int dmarig_pq_max_sources(struct dma_device *device, const struct params *p)
{
	return dma_maxpq(device, continue_flag(p));
}

static struct dma_async_tx_descriptor *pq_prep(struct slot *slot, unsigned long flags)
{
	struct dma_chan *chan = dmarig_slot_chan(slot);
	dma_addr_t *addrs = dmarig_slot_addrs(slot);

	return chan->device->device_prep_dma_pq(chan, addrs + slot->nr_reads, addrs,
						slot->nr_sources, slot->coefs, slot->len,
						flags | dmarig_pq_flags(slot));
}

static bool is_disabled(const struct slot *slot, u32 i)
{
	return params_disabled(slot->spec->p) & BIT(i);
}

static size_t pq_compare(const struct slot *slot, u32 i)
{
	return is_disabled(slot, i) ? dmarig_slot_compare_poison(slot, i) :
				      dmarig_slot_compare_parity(slot, i);
}

static void pq_explain(const struct slot *slot, u32 i, size_t bad, char *text, size_t room)
{
	if (is_disabled(slot, i))
		snprintf(text, room, "byte %zu of %zu was written although it is disabled", bad,
			 slot->len);
	else
		dmarig_slot_explain_parity(slot, i, bad, text, room);
}

const struct op op_pq = {
	.cap		= DMA_PQ,
	.maps		= true,
	.poisons		= true,
	.align_shift	= dmarig_pq_align_shift,
	.max_sources	= dmarig_pq_max_sources,
	.limit		= "max_pq",
	.prep		= pq_prep,
	.compare	= pq_compare,
	.explain	= pq_explain,
};
