// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Transfers between memory and a peripheral, which has a register that memory or an address stands
 * for.
 */
#include <linux/scatterlist.h>
#include "core/chan/chan.h"
#include "explore/op.h"
#include "peer/peer.h"

static bool goes(const struct explore *x, enum dma_transfer_direction dir)
{
	return x->slave && x->b->rc->peer.words &&
	       (!x->b->caps.directions || x->b->caps.directions & BIT(dir));
}

static u32 word_align(const struct explore *x)
{
	const struct dma_slave_config *config = &x->b->rc->config;
	u32 width = max_t(u32, config->src_addr_width, config->dst_addr_width);

	return max_t(u32, x->b->chan->device->copy_align, width ? fls(width) - 1 : 0);
}

/* receive */
static bool receive_has(const struct explore *x)
{
	return goes(x, DMA_DEV_TO_MEM);
}

static struct dma_async_tx_descriptor *receive_prep(struct xfer *t, unsigned long flags)
{
	return dmaengine_prep_slave_single(t->x->b->chan, xfer_dst_dma(t, 0), t->len,
					   DMA_DEV_TO_MEM, flags);
}

static size_t receive_bad(const struct xfer *t, u32 i)
{
	const struct peer *peer = &t->x->b->rc->peer;
	size_t at = 0;

	while (at < t->len && *xfer_piece_byte(t, at) == peer->words[at % peer->span])
		at++;
	return at == t->len ? xfer_gap_bad(t) : at;
}

const struct xfer_kind xfer_receive = {
	.cap		= DMA_SLAVE,
	.dests		= 1,
	.rule		= "slave-directions",
	.has		= receive_has,
	.align		= word_align,
	.dir		= DMA_DEV_TO_MEM,
	.prep		= receive_prep,
	.bad		= receive_bad,
};

/* receive_list */
static u32 quarters_align(const struct explore *x)
{
	return word_align(x) + 2;
}

static struct dma_async_tx_descriptor *receive_list_prep(struct xfer *t, unsigned long flags)
{
	return dmaengine_prep_slave_sg(t->x->b->chan, xfer_list(t), XFER_PIECES, DMA_DEV_TO_MEM,
				       flags);
}

const struct xfer_kind xfer_receive_list = {
	.cap		= DMA_SLAVE,
	.dests		= 1,
	.gap		= XFER_GAP,
	.rule		= "sg-every-entry",
	.has		= receive_has,
	.align		= quarters_align,
	.dir		= DMA_DEV_TO_MEM,
	.prep		= receive_list_prep,
	.bad		= receive_bad,
};

/* send: what the register has of it is looked at when all is over, see expect_end() */
static bool send_has(const struct explore *x)
{
	return goes(x, DMA_MEM_TO_DEV);
}

static struct dma_async_tx_descriptor *send_prep(struct xfer *t, unsigned long flags)
{
	t->x->sent = true;
	return dmaengine_prep_slave_single(t->x->b->chan, xfer_src_dma(t, 0), t->len,
					   DMA_MEM_TO_DEV, flags);
}

const struct xfer_kind xfer_send = {
	.cap		= DMA_SLAVE,
	.sources	= 1,
	.rule		= "slave-directions",
	.has		= send_has,
	.align		= word_align,
	.dir		= DMA_MEM_TO_DEV,
	.prep		= send_prep,
};
