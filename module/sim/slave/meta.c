// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Metadata, as Documentation/driver-api/dmaengine/provider.rst wants it: copied from the client's
 * buffer before the transfer, into it before the callback, and not touched in between.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include "sim/sim.h"
#include "sim/slave/meta.h"

static size_t max_bytes(const struct sim_desc *d)
{
	return to_sim_chan(d->txd.chan)->sim->cfg->metadata_bytes;
}

static int meta_attach(struct dma_async_tx_descriptor *txd, void *data, size_t len)
{
	struct sim_desc *d = to_sim_desc(txd);

	if (!data || len > max_bytes(d))
		return -EINVAL;
	d->meta.client = data;
	d->meta.room = len;
	return 0;
}

static void *meta_get_ptr(struct dma_async_tx_descriptor *txd, size_t *len, size_t *max)
{
	struct sim_desc *d = to_sim_desc(txd);

	*len = d->meta.len;
	*max = max_bytes(d);
	return d->meta.bytes;
}

static int meta_set_len(struct dma_async_tx_descriptor *txd, size_t len)
{
	struct sim_desc *d = to_sim_desc(txd);

	if (len > max_bytes(d))
		return -EINVAL;
	d->meta.len = len;
	return 0;
}

static struct dma_descriptor_metadata_ops meta_ops = {
	.attach		= meta_attach,
	.get_ptr	= meta_get_ptr,
	.set_len	= meta_set_len,
};

void sim_meta_offer(struct sim_desc *d)
{
	d->txd.metadata_ops = d->peer && max_bytes(d) ? &meta_ops : NULL;
	d->meta.client = NULL;
	d->meta.len = 0;
}

static bool is_sent(const struct sim_desc *d)
{
	return d->peer && d->peer->dir == DMA_MEM_TO_DEV;
}

void sim_meta_submit(struct sim_desc *d)
{
	if (!is_sent(d)) {
		d->meta.len = 0;
	} else if (d->meta.client) {
		d->meta.len = d->meta.room;
		memcpy(d->meta.bytes, d->meta.client, d->meta.room);
	}
}

void sim_meta_deliver(struct sim_desc *d)
{
	if (d->meta.client && !is_sent(d))
		memcpy(d->meta.client, d->meta.bytes, min(d->meta.len, d->meta.room));
}
