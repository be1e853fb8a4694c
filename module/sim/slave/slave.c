// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Slave channels. A configuration is checked when it is set, and copied into each descriptor when
 * that is prepared, so that a new one changes nothing that is queued.
 */
#include <linux/math64.h>
#include "core/base/compat_dma.h"
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/quirk/quirk.h"
#include "sim/side.h"
#include "sim/sim.h"
#include "sim/slave/meta.h"
#include "sim/slave/peer.h"
#include "sim/slave/slave.h"

#define WIDTHS	(BIT(DMA_SLAVE_BUSWIDTH_1_BYTE) | BIT(DMA_SLAVE_BUSWIDTH_2_BYTES) | \
		 BIT(DMA_SLAVE_BUSWIDTH_4_BYTES) | BIT(DMA_SLAVE_BUSWIDTH_8_BYTES))

#define MAX_WINDOW	4096	/* bytes */

/* Indexed by the knob pairs and by direction. */
static const struct sim_peer *const peers[2][2] = {
	{ &sim_peer_register_tx, &sim_peer_register_rx },
	{ &sim_peer_fifo_tx, &sim_peer_fifo_rx },
};

/* One end of a dma_slave_config. */
struct end {
	phys_addr_t addr;
	u32 width, window;
};

static struct end src_end(const struct dma_slave_config *cfg)
{
	return (struct end){ cfg->src_addr, cfg->src_addr_width, cfg->src_port_window_size };
}

static struct end dst_end(const struct dma_slave_config *cfg)
{
	return (struct end){ cfg->dst_addr, cfg->dst_addr_width, cfg->dst_port_window_size };
}

static bool burst_is_valid(const struct sim_chan *c, const struct dma_slave_config *cfg)
{
	return max(cfg->src_maxburst, cfg->dst_maxburst) <= c->sim->cfg->max_burst;
}

/* An end that is memory may be left out, and is all zero then. */
static bool end_is_valid(struct end end)
{
	if (!end.width)
		return true;
	return end.width <= SIM_MAX_WIDTH && BIT(end.width) & WIDTHS &&
	       !(end.addr & (end.width - 1)) && end.window <= MAX_WINDOW / end.width;
}

/*
 * Let the fault act that applies a configuration to queued transfers, which keep their own
 * otherwise.
 */
static void meddle_configured(struct sim_chan *c)
{
	struct sim_desc *d;

	lockdep_assert_held(&c->lock);
	if (c->active)
		sim_fault_at(c, c->active, SIM_AT_CONFIG);
	list_for_each_entry(d, &c->issued, node)
		sim_fault_at(c, d, SIM_AT_CONFIG);
	list_for_each_entry(d, &c->submitted, node)
		sim_fault_at(c, d, SIM_AT_CONFIG);
}

/*
 * Return: true if the configuration is valid, or a fault accepts it. An invalid one is replaced by
 * single bytes, so that nothing is accessed in a way the simulator cannot do.
 */
static bool take_wrong(struct sim_chan *c, struct dma_slave_config *cfg)
{
	if (!burst_is_valid(c, cfg)) {
		if (!sim_fault_accepts(c, SIM_BURST))
			return false;
		cfg->src_maxburst = 1;
		cfg->dst_maxburst = 1;
	}
	if (end_is_valid(src_end(cfg)) && end_is_valid(dst_end(cfg)))
		return true;
	if (!sim_fault_accepts(c, SIM_WIDTH))
		return false;
	cfg->src_addr_width = DMA_SLAVE_BUSWIDTH_1_BYTE;
	cfg->dst_addr_width = DMA_SLAVE_BUSWIDTH_1_BYTE;
	return true;
}

#define OWN_PERIPHERAL	8	/* bytes that the fault takes it for */

/* Bytes for the peripheral are good if their sum is 0; what they would do shows nowhere. */
bool sim_slave_peripheral(const struct dma_slave_config *cfg, size_t least)
{
	size_t nr, i;
	const u8 *bytes = ct_peripheral(cfg, &nr);
	u8 sum = 0;

	if (!nr || !bytes)
		return !nr;
	for (i = 0; i < max(nr, least); i++)
		sum ^= bytes[i];
	return !sum;
}

static bool take_peripheral(struct sim_chan *c, const struct dma_slave_config *cfg)
{
	size_t nr;

	ct_peripheral(cfg, &nr);
	if (nr > SIM_MAX_PERIPHERAL)
		return false;
	if (nr && nr < OWN_PERIPHERAL && sim_fault_accepts(c, SIM_PERIPHERAL_SIZE))
		return sim_slave_peripheral(cfg, OWN_PERIPHERAL);
	return sim_slave_peripheral(cfg, 0);
}

/* The client gets to know where it could tell more: another controller may trigger this one. */
static void answer(struct sim_chan *c, struct dma_slave_config *cfg)
{
	size_t nr;

	ct_peripheral(cfg, &nr);
	if (nr && sim_has_manner(c, SIM_CONFIG_ANSWERS))
		ct_set_peripheral(cfg, c->answer, sizeof(c->answer));
}

static int slave_config(struct dma_chan *chan, struct dma_slave_config *cfg)
{
	struct sim_chan *c = to_sim_chan(chan);
	struct dma_slave_config taken = *cfg;
	unsigned long flags;

	if (!take_wrong(c, &taken) || !take_peripheral(c, cfg) || !sim_quirks_take(c, &taken))
		return -EINVAL;
	raw_spin_lock_irqsave(&c->lock, flags);
	if (!sim_fault_in(c, SIM_CALL_CONFIG)) {
		c->slave = taken;
		meddle_configured(c);
	}
	raw_spin_unlock_irqrestore(&c->lock, flags);
	answer(c, cfg);
	return 0;
}

/* A channel of a pair has only one slave direction. */
static void slave_caps(struct dma_chan *chan, struct dma_slave_caps *caps)
{
	if (to_sim_chan(chan)->fifo)
		caps->directions &= BIT(chan->chan_id & 1 ? DMA_DEV_TO_MEM : DMA_MEM_TO_DEV);
}

void sim_slave_setup(struct dma_device *dd)
{
	dd->device_config	= slave_config;
	dd->device_caps		= slave_caps;
	dd->src_addr_widths	= WIDTHS;
	dd->dst_addr_widths	= WIDTHS;
	dd->directions		|= BIT(DMA_MEM_TO_DEV) | BIT(DMA_DEV_TO_MEM) | BIT(DMA_DEV_TO_DEV);
	dd->descriptor_reuse	= true;
	dd->min_burst		= 1;
	dd->max_sg_burst	= SIM_MAX_PIECES;
}

static bool has_direction(const struct sim_chan *c, enum dma_transfer_direction dir)
{
	if (dir == DMA_DEV_TO_DEV)
		return !c->fifo;
	if (dir != DMA_MEM_TO_DEV && dir != DMA_DEV_TO_MEM)
		return false;
	return !c->fifo || (c->chan.chan_id & 1) == (dir == DMA_DEV_TO_MEM);
}

/*
 * Where a fault accepts a direction that the channel does not have, the transfer goes the other
 * way.
 */
static const struct sim_peer *find_peer(struct sim_chan *c, enum dma_transfer_direction dir)
{
	bool receives = dir == DMA_DEV_TO_MEM;

	if (!has_direction(c, dir)) {
		if (!sim_fault_accepts(c, SIM_DIRECTION))
			return NULL;
		receives = c->fifo ? c->chan.chan_id & 1 : !READ_ONCE(c->slave.dst_addr_width);
	} else if (dir == DMA_DEV_TO_DEV) {
		return sim_fault_accepts(c, SIM_BETWEEN) ? &sim_peer_register_rx :
							   &sim_peer_registers;
	}
	return peers[!!c->fifo][receives];
}

struct sim_port sim_slave_port(const struct sim_chan *c, enum dma_transfer_direction dir)
{
	struct end end;

	lockdep_assert_held(&c->lock);
	if (c->fifo)
		return (struct sim_port){ .width = 1 };
	end = dir == DMA_MEM_TO_DEV ? dst_end(&c->slave) : src_end(&c->slave);
	return (struct sim_port){
		.addr	= end.addr,
		.width	= end.width,
		.bytes	= end.width * (end.window ?: 1),
	};
}

static struct sim_port find_port(struct sim_chan *c, enum dma_transfer_direction dir)
{
	struct sim_port port;
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	port = sim_slave_port(c, dir);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return port;
}

/* The length must be whole words of the register, unless a fault accepts another. */
static bool words_fit(struct sim_chan *c, const struct sim_port *port, size_t len)
{
	if (!port->width)
		return false;
	return !(len & (port->width - 1)) || sim_fault_accepts(c, SIM_ODD_LENGTH);
}

struct sim_desc *sim_slave_prepare(struct dma_chan *chan, const struct sim_op *op, size_t len,
				   enum dma_transfer_direction dir, unsigned long flags,
				   struct sim_side **side)
{
	struct sim_chan *c = to_sim_chan(chan);
	const struct sim_peer *peer = find_peer(c, dir);
	struct sim_port port, far = { };
	struct sim_desc *d;

	if (!peer || !sim_quirks_direct(c, dir == DMA_DEV_TO_DEV ? dir : peer->dir))
		return NULL;
	port = find_port(c, peer->dir);
	if (peer->dir == DMA_DEV_TO_DEV)
		far = find_port(c, DMA_MEM_TO_DEV);
	if (!words_fit(c, &port, len) || (peer->dir == DMA_DEV_TO_DEV && !words_fit(c, &far, len)))
		return NULL;
	d = sim_desc_prepare(c, op, len, flags);
	if (!d)
		return NULL;
	d->peer = peer;
	d->port = port;
	d->far = far;
	sim_meta_offer(d);
	*side = peer->dir == DMA_MEM_TO_DEV ? &d->src : &d->dst;
	return d;
}

void sim_slave_settle(struct sim_desc *d)
{
	if (d->peer->dir == DMA_DEV_TO_DEV)
		sim_side_clear(&d->dst);
}

void sim_slave_move(struct sim_desc *d, size_t n)
{
	d->peer->move(to_sim_chan(d->txd.chan), d, n);
}
