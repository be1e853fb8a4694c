// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What transfers do: a block and a row each. Preparing one, and what memory must hold afterwards.
 */
#include <linux/string.h>
#include "common/parity.h"
#include "core/chan/chan.h"
#include "explore/xfer.h"
#include "peer/peer.h"

#define MEMSET_VALUE	0xa5

/* memcpy */
static u32 copy_align(const struct explore *x)
{
	return x->b->chan->device->copy_align;
}

static struct dma_async_tx_descriptor *memcpy_prep(struct xfer *t, unsigned long flags)
{
	return dmaengine_prep_dma_memcpy(t->x->b->chan, xfer_dst_dma(t, 0), xfer_src_dma(t, 0),
					 t->len, flags);
}

static size_t memcpy_bad(const struct xfer *t, u32 i)
{
	return pattern_compare(xfer_dst(t, 0), t->len, xfer_src_key(t, 0));
}

static const struct xfer_kind xfer_memcpy = {
	.cap		= DMA_MEMCPY,
	.sources	= 1,
	.dests		= 1,
	.rule		= "data-exact",
	.align		= copy_align,
	.prep		= memcpy_prep,
	.bad		= memcpy_bad,
};

/* memset */
static u32 fill_align(const struct explore *x)
{
	return x->b->chan->device->fill_align;
}

static struct dma_async_tx_descriptor *memset_prep(struct xfer *t, unsigned long flags)
{
	return dmaengine_prep_dma_memset(t->x->b->chan, xfer_dst_dma(t, 0), MEMSET_VALUE, t->len,
					 flags);
}

static size_t memset_bad(const struct xfer *t, u32 i)
{
	const u8 *dst = xfer_dst(t, 0), *bad = memchr_inv(dst, MEMSET_VALUE, t->len);

	return bad ? bad - dst : t->len;
}

static const struct xfer_kind xfer_memset = {
	.cap		= DMA_MEMSET,
	.dests		= 1,
	.rule		= "memset-value",
	.align		= fill_align,
	.prep		= memset_prep,
	.bad		= memset_bad,
};

/* xor */
static bool xor_has(const struct explore *x)
{
	return x->b->chan->device->max_xor >= XFER_SOURCES;
}

static u32 xor_align(const struct explore *x)
{
	return x->b->chan->device->xor_align;
}

static struct dma_async_tx_descriptor *xor_prep(struct xfer *t, unsigned long flags)
{
	struct dma_chan *chan = t->x->b->chan;

	return chan->device->device_prep_dma_xor(chan, xfer_dst_dma(t, 0), t->addrs, XFER_SOURCES,
						 t->len, flags);
}

static size_t xor_bad(const struct xfer *t, u32 i)
{
	u64 keys[XFER_SOURCES];
	u32 k;

	for (k = 0; k < XFER_SOURCES; k++)
		keys[k] = xfer_src_key(t, k);
	return parity_compare(xfer_dst(t, 0), t->len, keys, XFER_SOURCES, PARITY_P);
}

static const struct xfer_kind xfer_xor = {
	.cap		= DMA_XOR,
	.sources	= XFER_SOURCES,
	.dests		= 1,
	.rule		= "xor-parity",
	.has		= xor_has,
	.align		= xor_align,
	.prep		= xor_prep,
	.bad		= xor_bad,
};

/* interrupt */
static struct dma_async_tx_descriptor *interrupt_prep(struct xfer *t, unsigned long flags)
{
	struct dma_chan *chan = t->x->b->chan;

	return chan->device->device_prep_dma_interrupt(chan, flags);
}

static const struct xfer_kind xfer_interrupt = {
	.cap		= DMA_INTERRUPT,
	.rule		= "completes",
	.prep		= interrupt_prep,
};

/* receive */
static u32 word_align(const struct explore *x)
{
	u32 width = x->b->rc->config.src_addr_width;

	return max_t(u32, x->b->chan->device->copy_align, width ? __ffs(width) : 0);
}

static bool receive_has(const struct explore *x)
{
	return x->slave && x->b->rc->peer.words &&
	       (!x->b->caps.directions || x->b->caps.directions & BIT(DMA_DEV_TO_MEM));
}

static struct dma_async_tx_descriptor *receive_prep(struct xfer *t, unsigned long flags)
{
	return dmaengine_prep_slave_single(t->x->b->chan, xfer_dst_dma(t, 0), t->len,
					   DMA_DEV_TO_MEM, flags);
}

static size_t receive_bad(const struct xfer *t, u32 i)
{
	const struct peer *peer = &t->x->b->rc->peer;
	const u8 *dst = xfer_dst(t, 0);
	size_t at = 0;

	while (at < t->len && dst[at] == peer->words[at % peer->span])
		at++;
	return at;
}

static const struct xfer_kind xfer_receive = {
	.cap		= DMA_SLAVE,
	.dests		= 1,
	.rule		= "data-exact",
	.has		= receive_has,
	.align		= word_align,
	.dir		= DMA_DEV_TO_MEM,
	.prep		= receive_prep,
	.bad		= receive_bad,
};

const struct xfer_kind *const xfer_kinds[DMARIG_NR_CALLS] = {
	[DMARIG_CALL_memcpy]	= &xfer_memcpy,
	[DMARIG_CALL_memset]	= &xfer_memset,
	[DMARIG_CALL_xor]	= &xfer_xor,
	[DMARIG_CALL_interrupt]	= &xfer_interrupt,
	[DMARIG_CALL_receive]	= &xfer_receive,
};
