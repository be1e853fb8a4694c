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

#define OTHER_BEFORE	256	/* bytes before the register, and as aligned */

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

/* Beside the register of a peer that is memory is memory that nobody writes: another one. */
static const u8 *words_of(const struct explore *x)
{
	const struct peer *peer = &x->b->rc->peer;

	return x->other ? peer->memory + PAGE_SIZE - OTHER_BEFORE : peer->words;
}

static struct dma_async_tx_descriptor *receive_prep(struct xfer *t, unsigned long flags)
{
	t->words = words_of(t->x);
	return dmaengine_prep_slave_single(t->x->b->chan, xfer_dst_dma(t, 0), t->len,
					   DMA_DEV_TO_MEM, flags);
}

static size_t receive_bad(const struct xfer *t, u32 i)
{
	u32 span = t->x->b->rc->peer.span;
	size_t at = 0;

	while (at < t->len && *xfer_piece_byte(t, at) == t->words[at % span])
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
	t->words = words_of(t->x);
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

/*
 * ring: it goes round until it is terminated, and so is alone. When its nth callback comes, the
 * first n periods have been written.
 */
#define PERIODS	4

static bool ring_has(const struct explore *x)
{
	struct dma_device *dd = x->b->chan->device;

	return receive_has(x) && dma_has_cap(DMA_CYCLIC, dd->cap_mask) &&
	       dd->device_prep_dma_cyclic && dd->device_terminate_all;
}

static struct dma_async_tx_descriptor *ring_prep(struct xfer *t, unsigned long flags)
{
	t->words = words_of(t->x);
	return dmaengine_prep_dma_cyclic(t->x->b->chan, xfer_dst_dma(t, 0), t->len,
					 t->len / PERIODS, DMA_DEV_TO_MEM, flags);
}

static size_t ring_bad(const struct xfer *t, u32 i)
{
	size_t there = t->len / PERIODS * min(atomic_read(&t->calls), PERIODS), at = 0;

	while (at < there && *xfer_piece_byte(t, at) == t->words[at % t->x->b->rc->peer.span])
		at++;
	return at == there ? t->len : at;
}

const struct xfer_kind xfer_ring = {
	.cap		= DMA_CYCLIC,
	.dests		= 1,
	.rings		= true,
	.rule		= "cyclic-data",
	.has		= ring_has,
	.align		= quarters_align,
	.dir		= DMA_DEV_TO_MEM,
	.prep		= ring_prep,
	.bad		= ring_bad,
};

static bool ring_legal(const struct model *m, const struct call *c)
{
	return !(m->made & (BIT(c->n[0]) | ~(m->over | m->stopped))) && !m->crowd &&
	       m->dir != DMA_MEM_TO_DEV && model_is_open(m);
}

static void ring_apply(struct model *m, const struct call *c)
{
	m->made |= BIT(c->n[0]);
	m->ring = BIT(c->n[0]);
	m->dir = DMA_DEV_TO_MEM;
}

const struct explore_call call_ring = {
	.weight		= 12,
	.legal		= ring_legal,
	.apply		= ring_apply,
	.make		= xfer_submit,
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

/* config: register 1 is the other one; what is queued stays with the one it was prepared for */
static const u32 registers[] = { 1, 0 };

static bool config_has(const struct explore *x)
{
	return receive_has(x) && x->b->rc->peer.memory && x->b->rc->peer.span <= OTHER_BEFORE;
}

static bool config_legal(const struct model *m, const struct call *c)
{
	return m->dir != DMA_MEM_TO_DEV && model_is_open(m) && c->n[0] <= 1;
}

static void config_apply(struct model *m, const struct call *c)
{
	m->dir = DMA_DEV_TO_MEM;
}

bool explore_configure(struct explore *x, bool other)
{
	struct rchan *rc = x->b->rc;
	struct dma_slave_config config = rc->config;
	int ret;

	if (other)
		config.src_addr -= OTHER_BEFORE;
	ret = dmaengine_slave_config(rc->chan, &config);
	if (ret)
		explore_fail(x, "config-applies-next", NULL,
			     "want dmaengine_slave_config() to return 0, got %d", ret);
	x->other = other;
	return !ret;
}

static void config_make(struct explore *x, const struct call *c)
{
	if (explore_turn(x, DMA_DEV_TO_MEM, c))
		explore_configure(x, c->n[0]);
}

const struct explore_call call_config = {
	.weight		= 6,
	.has		= config_has,
	.legal		= config_legal,
	.apply		= config_apply,
	.make		= config_make,
	.numbers	= registers,
};
