// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Transfers within memory: a block and a row each. Preparing one, and what memory must hold
 * afterwards.
 */
#include <linux/dma-mapping.h>
#include <linux/string.h>
#include "common/parity.h"
#include "core/chan/chan.h"
#include "explore/op.h"

#define MEMSET_VALUE	0xa5

static struct dma_chan *chan_of(const struct xfer *t)
{
	return t->x->b->chan;
}

static const struct dma_device *device(const struct explore *x)
{
	return x->b->chan->device;
}

/* memcpy, and one that can be used again */
static u32 copy_align(const struct explore *x)
{
	return device(x)->copy_align;
}

static struct dma_async_tx_descriptor *memcpy_prep(struct xfer *t, unsigned long flags)
{
	return dmaengine_prep_dma_memcpy(chan_of(t), xfer_dst_dma(t, 0), xfer_src_dma(t, 0),
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

/* bad: the last page that the device can address has no memory, and nothing gets mapped there */
static bool bad_has(const struct explore *x)
{
	return !strcmp(dmarig_chan_driver(x->b->chan), "dmarig_sim");
}

static struct dma_async_tx_descriptor *bad_prep(struct xfer *t, unsigned long flags)
{
	dma_addr_t bad = ((dma_addr_t)dma_get_mask(t->x->b->dev) & PAGE_MASK) - PAGE_SIZE;

	return dmaengine_prep_dma_memcpy(chan_of(t), bad, xfer_src_dma(t, 0), t->len, flags);
}

static const struct xfer_kind xfer_bad = {
	.cap		= DMA_MEMCPY,
	.sources	= 1,
	.rule		= "error-is-told",
	.has		= bad_has,
	.align		= copy_align,
	.fails		= true,
	.prep		= bad_prep,
};

static bool reusable_has(const struct explore *x)
{
	return x->b->has_caps && x->b->caps.descriptor_reuse;
}

static const struct xfer_kind xfer_reusable = {
	.cap		= DMA_MEMCPY,
	.sources	= 1,
	.dests		= 1,
	.rule		= "reuse-again",
	.has		= reusable_has,
	.align		= copy_align,
	.prep		= memcpy_prep,
	.bad		= memcpy_bad,
	.kept		= true,
};

/* memset, and one in pieces */
static u32 fill_align(const struct explore *x)
{
	return device(x)->fill_align;
}

static struct dma_async_tx_descriptor *memset_prep(struct xfer *t, unsigned long flags)
{
	return dmaengine_prep_dma_memset(chan_of(t), xfer_dst_dma(t, 0), MEMSET_VALUE, t->len,
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

static u32 fill_list_align(const struct explore *x)
{
	return device(x)->fill_align + 2;
}

static bool memset_list_has(const struct explore *x)
{
	return 1u << device(x)->fill_align <= XFER_GAP;
}

static struct dma_async_tx_descriptor *memset_list_prep(struct xfer *t, unsigned long flags)
{
	struct dma_chan *chan = chan_of(t);

	return chan->device->device_prep_dma_memset_sg(chan, xfer_list(t), XFER_PIECES,
						       MEMSET_VALUE, flags);
}

static size_t memset_list_bad(const struct xfer *t, u32 i)
{
	size_t at;

	for (at = 0; at < t->len; at++)
		if (*xfer_piece_byte(t, at) != MEMSET_VALUE)
			return at;
	return xfer_gap_bad(t);
}

static const struct xfer_kind xfer_memset_list = {
	.cap		= DMA_MEMSET_SG,
	.dests		= 1,
	.gap		= XFER_GAP,
	.rule		= "memset-sg-value",
	.has		= memset_list_has,
	.align		= fill_list_align,
	.prep		= memset_list_prep,
	.bad		= memset_list_bad,
};

static bool interleaved_has(const struct explore *x)
{
	return 1u << device(x)->copy_align <= XFER_GAP;
}

/* interleaved: two chunks, which the destination has with a gap between them */
static u32 halves_align(const struct explore *x)
{
	return device(x)->copy_align + 1;
}

static struct dma_async_tx_descriptor *interleaved_prep(struct xfer *t, unsigned long flags)
{
	struct dma_interleaved_template *frame = t->frame;

	memset(frame, 0, struct_size(frame, sgl, 2));
	frame->src_start = xfer_src_dma(t, 0);
	frame->dst_start = xfer_dst_dma(t, 0);
	frame->dir = DMA_MEM_TO_MEM;
	frame->src_inc = true;
	frame->dst_inc = true;
	frame->dst_sgl = true;
	frame->numf = 1;
	frame->frame_size = 2;
	frame->sgl[0].size = t->len / 2;
	frame->sgl[0].dst_icg = XFER_GAP;
	frame->sgl[1].size = t->len / 2;
	return dmaengine_prep_interleaved_dma(chan_of(t), frame, flags);
}

static size_t interleaved_bad(const struct xfer *t, u32 i)
{
	const u8 *src = xfer_src(t, 0);
	size_t at;

	for (at = 0; at < t->len; at++)
		if (*xfer_piece_byte(t, at) != src[at])
			return at;
	return xfer_gap_bad(t);
}

static const struct xfer_kind xfer_interleaved = {
	.cap		= DMA_INTERLEAVE,
	.sources	= 1,
	.dests		= 1,
	.gap		= XFER_GAP,
	.rule		= "interleave-gaps",
	.has		= interleaved_has,
	.align		= halves_align,
	.prep		= interleaved_prep,
	.bad		= interleaved_bad,
};

/* xor */
static bool xor_has(const struct explore *x)
{
	return device(x)->max_xor >= XFER_SOURCES;
}

static u32 xor_align(const struct explore *x)
{
	return device(x)->xor_align;
}

static struct dma_async_tx_descriptor *xor_prep(struct xfer *t, unsigned long flags)
{
	struct dma_chan *chan = chan_of(t);

	return chan->device->device_prep_dma_xor(chan, xfer_dst_dma(t, 0), t->addrs, XFER_SOURCES,
						 t->len, flags);
}

static size_t parity_bad(const struct xfer *t, u32 i)
{
	u64 keys[XFER_SOURCES];
	u32 k;

	for (k = 0; k < XFER_SOURCES; k++)
		keys[k] = xfer_src_key(t, k);
	return parity_compare(xfer_dst(t, i), t->len, keys, XFER_SOURCES, i);
}

static const struct xfer_kind xfer_xor = {
	.cap		= DMA_XOR,
	.sources	= XFER_SOURCES,
	.dests		= 1,
	.rule		= "xor-parity",
	.has		= xor_has,
	.align		= xor_align,
	.prep		= xor_prep,
	.bad		= parity_bad,
};

/* xor_val: the third source is the sum of the others, but for one bit where the number is odd */
static void fill_parity(struct xfer *t, u8 *at, u32 which)
{
	u64 keys[] = { xfer_src_key(t, 0), xfer_src_key(t, 1) };

	parity_fill(at, t->len, keys, ARRAY_SIZE(keys), which);
	if (t->nr & 1)
		at[t->len / 2] ^= 1;
}

static void xor_val_fill(struct xfer *t)
{
	fill_parity(t, xfer_src(t, 2), PARITY_P);
}

static struct dma_async_tx_descriptor *xor_val_prep(struct xfer *t, unsigned long flags)
{
	struct dma_chan *chan = chan_of(t);

	t->verdict = 0;
	return chan->device->device_prep_dma_xor_val(chan, t->addrs, XFER_SOURCES, t->len,
						     &t->verdict, flags);
}

static size_t xor_val_bad(const struct xfer *t, u32 i)
{
	return !(t->verdict & SUM_CHECK_P_RESULT) == !(t->nr & 1) ? t->len : 0;
}

static const struct xfer_kind xfer_xor_val = {
	.cap		= DMA_XOR_VAL,
	.sources	= 2,
	.rule		= "xor-val-verdict",
	.has		= xor_has,
	.align		= xor_align,
	.fill		= xor_val_fill,
	.prep		= xor_val_prep,
	.bad		= xor_val_bad,
};

/* pq */
static const u8 coefs[XFER_SOURCES] = { 1, 2, 4 };

static bool pq_has(const struct explore *x)
{
	return dma_maxpq((struct dma_device *)device(x), 0) >= XFER_SOURCES;
}

static u32 pq_align(const struct explore *x)
{
	return device(x)->pq_align;
}

static struct dma_async_tx_descriptor *pq_prep(struct xfer *t, unsigned long flags)
{
	struct dma_chan *chan = chan_of(t);

	return chan->device->device_prep_dma_pq(chan, t->dst_addrs, t->addrs, XFER_SOURCES, coefs,
						t->len, flags);
}

static const struct xfer_kind xfer_pq = {
	.cap		= DMA_PQ,
	.sources	= XFER_SOURCES,
	.dests		= 2,
	.rule		= "pq-parity",
	.has		= pq_has,
	.align		= pq_align,
	.prep		= pq_prep,
	.bad		= parity_bad,
};

/* pq_val: P and Q are where destinations would be, and wrong where the number is odd */
static void pq_val_fill(struct xfer *t)
{
	fill_parity(t, xfer_dst(t, 0), PARITY_P);
	fill_parity(t, xfer_dst(t, 1), PARITY_Q);
}

static struct dma_async_tx_descriptor *pq_val_prep(struct xfer *t, unsigned long flags)
{
	struct dma_chan *chan = chan_of(t);

	t->verdict = 0;
	return chan->device->device_prep_dma_pq_val(chan, t->dst_addrs, t->addrs, 2, coefs, t->len,
						    &t->verdict, flags);
}

static size_t pq_val_bad(const struct xfer *t, u32 i)
{
	u32 want = t->nr & 1 ? SUM_CHECK_P_RESULT | SUM_CHECK_Q_RESULT : 0;

	return t->verdict == want ? t->len : 0;
}

static const struct xfer_kind xfer_pq_val = {
	.cap		= DMA_PQ_VAL,
	.sources	= 2,
	.rule		= "pq-val-verdict",
	.has		= pq_has,
	.align		= pq_align,
	.fill		= pq_val_fill,
	.prep		= pq_val_prep,
	.bad		= pq_val_bad,
};

/* interrupt */
static struct dma_async_tx_descriptor *interrupt_prep(struct xfer *t, unsigned long flags)
{
	struct dma_chan *chan = chan_of(t);

	return chan->device->device_prep_dma_interrupt(chan, flags);
}

static const struct xfer_kind xfer_interrupt = {
	.cap		= DMA_INTERRUPT,
	.rule		= "completes",
	.prep		= interrupt_prep,
};

const struct xfer_kind *const xfer_kinds[DMARIG_NR_CALLS] = {
	[DMARIG_CALL_memcpy]		= &xfer_memcpy,
	[DMARIG_CALL_receive]		= &xfer_receive,
	[DMARIG_CALL_send]		= &xfer_send,
	[DMARIG_CALL_receive_list]	= &xfer_receive_list,
	[DMARIG_CALL_ring]		= &xfer_ring,
	[DMARIG_CALL_memset]		= &xfer_memset,
	[DMARIG_CALL_memset_list]	= &xfer_memset_list,
	[DMARIG_CALL_interleaved]	= &xfer_interleaved,
	[DMARIG_CALL_xor]		= &xfer_xor,
	[DMARIG_CALL_xor_val]		= &xfer_xor_val,
	[DMARIG_CALL_pq]		= &xfer_pq,
	[DMARIG_CALL_pq_val]		= &xfer_pq_val,
	[DMARIG_CALL_interrupt]		= &xfer_interrupt,
	[DMARIG_CALL_reusable]		= &xfer_reusable,
	[DMARIG_CALL_bad]		= &xfer_bad,
};
