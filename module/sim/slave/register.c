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

static bool find(struct sim_chan *c, struct sim_port *port)
{
	port->pos = 0;
	port->at = sim_ram_phys(c->sim->ram, port->addr, port->bytes);
	return port->at;
}

static bool register_start(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	return find(c, &d->port);
}

static bool registers_start(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	return find(c, &d->port) && find(c, &d->far);
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

/* Each side has words of its own width. */
static void register_to_register(struct sim_chan *c, struct sim_desc *d, size_t n)
{
	struct sim_port *from = &d->port, *to = &d->far;
	u32 some, out, in;

	lockdep_assert_held(&c->lock);
	for (; n; n -= some) {
		some = part_of_word(from, part_of_word(to, n, &in), &out);
		if (!out)
			read_word(c, from);
		memcpy(to->word + in, from->word + out, some);
		if (in + some == to->width)
			write_word(c, to);
		from->pos += some;
		to->pos += some;
	}
}

const struct sim_peer sim_peer_registers = {
	.dir	= DMA_DEV_TO_DEV,
	.start	= registers_start,
	.move	= register_to_register,
};

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
