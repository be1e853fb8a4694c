// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=memset: the channel writes one value all over the destination.
 */
#include <linux/string.h>
#include "core/slot/slot_data.h"
#include "op/memset.h"
#include "op/op.h"

unsigned int dmarig_memset_align_shift(const struct dma_device *device)
{
	return device->fill_align;
}

static struct dma_async_tx_descriptor *memset_prep(struct slot *slot, unsigned long flags)
{
	return dmaengine_prep_dma_memset(dmarig_slot_chan(slot), dmarig_slot_dst_addr(slot),
					 slot->spec->p->value, slot->len, flags);
}

size_t dmarig_memset_compare(const struct slot *slot, u32 i)
{
	const void *dst = dmarig_slot_dst(slot, i);
	const void *bad = memchr_inv(dst, slot->spec->p->value, slot->len);

	return bad ? bad - dst : slot->len;
}

void dmarig_memset_explain(const struct slot *slot, u32 i, size_t bad, char *text, size_t room)
{
	const u8 *dst = dmarig_slot_dst(slot, i);

	snprintf(text, room, "byte %zu of %zu is 0x%02x, not 0x%02llx", bad, slot->len, dst[bad],
		 slot->spec->p->value);
}

const struct op op_memset = {
	.cap		= DMA_MEMSET,
	.maps		= true,
	.poisons		= true,
	.align_shift	= dmarig_memset_align_shift,
	.prep		= memset_prep,
	.compare	= dmarig_memset_compare,
	.explain	= dmarig_memset_explain,
};
