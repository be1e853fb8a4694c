// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What dmaengine calls the things a channel can do, in words.
 */
#include <linux/dmaengine.h>
#include "core/base/text.h"
#include "core/chan/caps.h"

static const char *const cap_names[DMA_TX_TYPE_END] = {
	[DMA_MEMCPY]			= "memcpy",
	[DMA_XOR]			= "xor",
	[DMA_PQ]			= "pq",
	[DMA_XOR_VAL]			= "xor_val",
	[DMA_PQ_VAL]			= "pq_val",
	[DMA_MEMSET]			= "memset",
	[DMA_MEMSET_SG]			= "memset_sg",
	[DMA_INTERRUPT]			= "interrupt",
	[DMA_PRIVATE]			= "private",
	[DMA_ASYNC_TX]			= "async_tx",
	[DMA_SLAVE]			= "slave",
	[DMA_CYCLIC]			= "cyclic",
	[DMA_INTERLEAVE]		= "interleave",
	[DMA_COMPLETION_NO_ORDER]	= "completion_no_order",
	[DMA_REPEAT]			= "repeat",
	[DMA_LOAD_EOT]			= "load_eot",
};

void dmarig_caps_add(struct text *text, struct dma_device *device)
{
	const char *before = "";
	int i;

	for (i = 0; i < DMA_TX_TYPE_END; i++) {
		if (!dma_has_cap(i, device->cap_mask) || !cap_names[i])
			continue;
		dmarig_text_add(text, "%s%s", before, cap_names[i]);
		before = ",";
	}
}
