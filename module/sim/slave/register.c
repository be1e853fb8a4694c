// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A peripheral that is a register, or a window of them gone through in turn, somewhere in memory.
 * Every access to it has the configured width, however the memory on the other side is cut.
 */
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include "sim/sim.h"
#include "sim/slave/peer.h"
#include "sim/world/ram.h"
#include "sim/world/translate.h"

#define ACCESS(type)						\
static void put_##type(u8 *reg, const u8 *word)			\
{								\
	WRITE_ONCE(*(type *)reg, *(const type *)word);		\
}								\
								\
static void get_##type(const u8 *reg, u8 *word)			\
{								\
	*(type *)word = READ_ONCE(*(const type *)reg);		\
}

ACCESS(u8)
ACCESS(u16)
ACCESS(u32)
ACCESS(u64)

/* Indexed by the log2 of the width. */
static void (*const put[])(u8 *reg, const u8 *word) = { put_u8, put_u16, put_u32, put_u64 };
static void (*const get[])(const u8 *reg, u8 *word) = { get_u8, get_u16, get_u32, get_u64 };

static bool register_start(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	d->port.pos = 0;
	d->port.at = sim_ram_phys(c->sim->ram, d->port.addr, d->port.bytes);
	return d->port.at;
}

/* The register the next word goes to, or comes from. */
static u8 *next_register(const struct sim_port *port)
{
	u32 into;

	div_u64_rem(port->pos, port->bytes, &into);
	return port->at + (into & ~(port->width - 1));
}

static void write_word(struct sim_chan *c, struct sim_port *port)
{
	u8 *reg = next_register(port);

	put[ilog2(port->width)](reg, port->word);
	sim_flush(c->sim, reg, port->width);
}

static void read_word(struct sim_chan *c, struct sim_port *port)
{
	u8 *reg = next_register(port);

	sim_flush(c->sim, reg, port->width);
	get[ilog2(port->width)](reg, port->word);
}

/*
 * Return: how many of @n bytes belong to the current word. @into gets how many of that word have
 * passed.
 */
static u32 part_of_word(const struct sim_port *port, size_t n, u32 *into)
{
	*into = port->pos & (port->width - 1);
	return min_t(size_t, n, port->width - *into);
}

/* A word that is incomplete when the transfer ends is never written to the register. */
static void register_send(struct sim_chan *c, struct sim_desc *d, size_t n)
{
	struct sim_port *port = &d->port;
	const u8 *from = d->src.at[0];
	u32 some, into;

	lockdep_assert_held(&c->lock);
	for (; n; n -= some, from += some) {
		some = part_of_word(port, n, &into);
		memcpy(port->word + into, from, some);
		if (into + some == port->width)
			write_word(c, port);
		port->pos += some;
	}
}

static void register_receive(struct sim_chan *c, struct sim_desc *d, size_t n)
{
	struct sim_port *port = &d->port;
	u8 *to = d->dst.at[0];
	u32 some, into;

	lockdep_assert_held(&c->lock);
	for (; n; n -= some, to += some) {
		some = part_of_word(port, n, &into);
		if (!into)
			read_word(c, port);
		memcpy(to, port->word + into, some);
		port->pos += some;
	}
}

const struct sim_peer sim_peer_register_tx = {
	.dir	= DMA_MEM_TO_DEV,
	.start	= register_start,
	.move	= register_send,
};

const struct sim_peer sim_peer_register_rx = {
	.dir	= DMA_DEV_TO_MEM,
	.start	= register_start,
	.move	= register_receive,
};
