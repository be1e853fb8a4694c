// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Slave channels. A configuration is checked when it is set, and copied into each descriptor when
 * that is prepared, so that a new one changes nothing that is queued.
 */
#include <linux/math64.h>
#include "sim/chan.h"
#include "sim/op.h"
#include "sim/peer.h"
#include "sim/sim.h"
#include "sim/slave.h"

#define WIDTHS	(BIT(DMA_SLAVE_BUSWIDTH_1_BYTE) | BIT(DMA_SLAVE_BUSWIDTH_2_BYTES) | \
		 BIT(DMA_SLAVE_BUSWIDTH_4_BYTES) | BIT(DMA_SLAVE_BUSWIDTH_8_BYTES))

#define MAX_WINDOW	4096	/* bytes */

/* By knob pairs and direction. */
static const struct sim_peer *const peers[2][2] = {
	{ &sim_peer_register_tx, &sim_peer_register_rx },
	{ &sim_peer_fifo_tx, &sim_peer_fifo_rx },
};

/* One end of a dma_slave_config. */
struct end {
	phys_addr_t addr;
	u32 width, burst, window;
};

static struct end src_end(const struct dma_slave_config *cfg)
{
	return (struct end){ cfg->src_addr, cfg->src_addr_width, cfg->src_maxburst,
			     cfg->src_port_window_size };
}

static struct end dst_end(const struct dma_slave_config *cfg)
{
	return (struct end){ cfg->dst_addr, cfg->dst_addr_width, cfg->dst_maxburst,
			     cfg->dst_port_window_size };
}

/* An end that is memory may be left out: all zero. */
static bool end_is_valid(const struct sim_chan *c, struct end end)
{
	if (end.burst > c->sim->dd.max_burst)
		return false;
	if (!end.width)
		return true;
	return end.width <= SIM_MAX_WIDTH && BIT(end.width) & WIDTHS &&
	       !(end.addr & (end.width - 1)) && end.window <= MAX_WINDOW / end.width;
}

static int slave_config(struct dma_chan *chan, struct dma_slave_config *cfg)
{
	struct sim_chan *c = to_sim_chan(chan);
	unsigned long flags;

	if (!end_is_valid(c, src_end(cfg)) || !end_is_valid(c, dst_end(cfg)))
		return -EINVAL;
	raw_spin_lock_irqsave(&c->lock, flags);
	c->slave = *cfg;
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return 0;
}

/* A channel of a pair has one direction, its memory-to-memory ones aside. */
static void slave_caps(struct dma_chan *chan, struct dma_slave_caps *caps)
{
	if (to_sim_chan(chan)->fifo)
		caps->directions &= ~BIT(chan->chan_id & 1 ? DMA_MEM_TO_DEV : DMA_DEV_TO_MEM);
}

void sim_slave_setup(struct dma_device *dd)
{
	dd->device_config	= slave_config;
	dd->device_caps		= slave_caps;
	dd->src_addr_widths	= WIDTHS;
	dd->dst_addr_widths	= WIDTHS;
	dd->directions		|= BIT(DMA_MEM_TO_DEV) | BIT(DMA_DEV_TO_MEM);
	dd->descriptor_reuse	= true;
	dd->min_burst		= 1;
	dd->max_sg_burst	= SIM_MAX_PIECES;
}

static const struct sim_peer *find_peer(const struct sim_chan *c, enum dma_transfer_direction dir)
{
	bool receives = dir == DMA_DEV_TO_MEM;

	if (dir != DMA_MEM_TO_DEV && dir != DMA_DEV_TO_MEM)
		return NULL;
	if (c->fifo && (c->chan.chan_id & 1) != receives)
		return NULL;
	return peers[!!c->fifo][receives];
}

static struct sim_port find_port(struct sim_chan *c, enum dma_transfer_direction dir)
{
	unsigned long flags;
	struct end end;

	if (c->fifo)
		return (struct sim_port){ .width = 1 };
	raw_spin_lock_irqsave(&c->lock, flags);
	end = dir == DMA_DEV_TO_MEM ? src_end(&c->slave) : dst_end(&c->slave);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return (struct sim_port){
		.addr	= end.addr,
		.width	= end.width,
		.bytes	= end.width * (end.window ?: 1),
	};
}

struct sim_desc *sim_slave_prepare(struct dma_chan *chan, const struct sim_op *op, size_t len,
				   enum dma_transfer_direction dir, unsigned long flags,
				   struct sim_side **side)
{
	struct sim_chan *c = to_sim_chan(chan);
	const struct sim_peer *peer = find_peer(c, dir);
	struct sim_port port = find_port(c, dir);
	struct sim_desc *d;

	if (!peer || !len || !port.width || len & (port.width - 1))
		return NULL;
	d = sim_desc_prepare(c, op, len, flags);
	if (!d)
		return NULL;
	d->peer = peer;
	d->port = port;
	sim_meta_offer(d);
	*side = dir == DMA_DEV_TO_MEM ? &d->dst : &d->src;
	return d;
}

void sim_slave_move(struct sim_desc *d, size_t n)
{
	d->peer->move(to_sim_chan(d->txd.chan), d, n);
}
