// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Calls that make no sense and must be refused: a block and a row each, see calls.c. Whatever comes
 * before and after them must not suffer from it.
 */
#include "check/bench/kind.h"
#include "core/chan/chan.h"
#include "explore/xfer.h"

#define BYTES	256u	/* that any channel can move in one go */

typedef struct dma_async_tx_descriptor *(*bad_prep)(struct xfer *t);

static bool bad_legal(const struct model *m, const struct call *c)
{
	return !m->stopping && !m->paused;
}

/* The configuration is changed for it, so nothing with the peer may be queued. */
static bool bad_config_legal(const struct model *m, const struct call *c)
{
	return !m->stopping && !m->paused && !m->dir && !m->crowd;
}

static void refuse(struct explore *x, const char *rule, const char *what, bad_prep prep)
{
	struct dma_async_tx_descriptor *tx = prep(&x->xfers[XFER_SPARE]);

	if (!tx)
		return;
	explore_fail(x, rule, NULL, "want NULL for %s, got a descriptor", what);
	check_drop(x->b, tx);
}

#define REFUSED(name, id, what, has_it, is_legal, prep)				\
static void name##_make(struct explore *x, const struct call *c)		\
{										\
	refuse(x, id, what, prep);						\
}										\
const struct explore_call call_##name = {					\
	.weight		= 1,							\
	.has		= has_it,						\
	.legal		= is_legal,						\
	.make		= name##_make,						\
}

static bool has_memcpy(const struct explore *x)
{
	return x->has[DMARIG_CALL_memcpy];
}

static struct dma_async_tx_descriptor *no_bytes(struct xfer *t)
{
	return dmaengine_prep_dma_memcpy(t->x->b->chan, xfer_dst_dma(t, 0), xfer_src_dma(t, 0), 0,
					 DMA_PREP_INTERRUPT);
}

REFUSED(no_bytes, "zero-length-refused", "a memcpy of 0 bytes", has_memcpy, bad_legal, no_bytes);

static bool has_receive(const struct explore *x)
{
	return x->has[DMARIG_CALL_receive];
}

static struct dma_async_tx_descriptor *prep_list(struct xfer *t, u32 nr, size_t len,
						 enum dma_transfer_direction dir)
{
	sg_init_table(t->sgl, 1);
	sg_dma_address(t->sgl) = xfer_dst_dma(t, 0);
	sg_dma_len(t->sgl) = len;
	return dmaengine_prep_slave_sg(t->x->b->chan, t->sgl, nr, dir, DMA_PREP_INTERRUPT);
}

static struct dma_async_tx_descriptor *no_entries(struct xfer *t)
{
	return prep_list(t, 0, BYTES, DMA_DEV_TO_MEM);
}

REFUSED(no_entries, "zero-entries-refused", "a list without entries", has_receive, bad_legal,
	no_entries);

static struct dma_async_tx_descriptor *no_direction(struct xfer *t)
{
	return prep_list(t, 1, BYTES, DMA_MEM_TO_MEM);
}

REFUSED(no_direction, "direction-refused", "a slave transfer with DMA_MEM_TO_MEM", has_receive,
	bad_legal, no_direction);

static bool has_ring(const struct explore *x)
{
	return has_receive(x) && dma_has_cap(DMA_CYCLIC, x->b->chan->device->cap_mask) &&
	       x->b->chan->device->device_prep_dma_cyclic;
}

static struct dma_async_tx_descriptor *long_period(struct xfer *t)
{
	return dmaengine_prep_dma_cyclic(t->x->b->chan, xfer_dst_dma(t, 0), BYTES, 2 * BYTES,
					 DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
}

REFUSED(long_period, "period-beyond-buffer-refused", "a cyclic with a period of twice the buffer",
	has_ring, bad_legal, long_period);

static bool lacks_memset(const struct explore *x)
{
	return !dma_has_cap(DMA_MEMSET, x->b->chan->device->cap_mask);
}

static struct dma_async_tx_descriptor *unoffered(struct xfer *t)
{
	return dmaengine_prep_dma_memset(t->x->b->chan, xfer_dst_dma(t, 0), 0, BYTES,
					 DMA_PREP_INTERRUPT);
}

REFUSED(unoffered, "capability-only-advertised", "a memset that is not advertised", lacks_memset,
	bad_legal, unoffered);

/* A configuration that is refused, or that no descriptor is given for, is refused. */
static struct dma_async_tx_descriptor *prep_with(struct xfer *t, struct dma_slave_config *config)
{
	struct rchan *rc = t->x->b->rc;
	struct dma_async_tx_descriptor *tx = NULL;

	config->direction = DMA_DEV_TO_MEM;
	if (!dmaengine_slave_config(rc->chan, config))
		tx = prep_list(t, 1, BYTES, DMA_DEV_TO_MEM);
	if (!tx)
		dmaengine_slave_config(rc->chan, &rc->config);
	return tx;
}

/* Return: a width that is not advertised, or 0. */
static u32 bad_width(const struct explore *x)
{
	static const u8 widths[] = { 16, 8, 3, 2, 1 };
	u32 i, all = x->b->caps.src_addr_widths;

	for (i = 0; x->b->has_caps && all && i < ARRAY_SIZE(widths); i++)
		if (!(all & BIT(widths[i])))
			return widths[i];
	return 0;
}

static bool has_bad_width(const struct explore *x)
{
	return has_receive(x) && bad_width(x);
}

static struct dma_async_tx_descriptor *odd_width(struct xfer *t)
{
	struct dma_slave_config config = t->x->b->rc->config;

	config.src_addr_width = bad_width(t->x);
	return prep_with(t, &config);
}

REFUSED(odd_width, "config-width-refused", "a register's width that is not advertised",
	has_bad_width, bad_config_legal, odd_width);

static bool has_bad_burst(const struct explore *x)
{
	return has_receive(x) && x->b->has_caps && x->b->caps.max_burst;
}

static struct dma_async_tx_descriptor *long_burst(struct xfer *t)
{
	struct dma_slave_config config = t->x->b->rc->config;

	config.src_maxburst = t->x->b->caps.max_burst + 1;
	return prep_with(t, &config);
}

REFUSED(long_burst, "config-burst-refused", "a burst beyond max_burst", has_bad_burst,
	bad_config_legal, long_burst);
