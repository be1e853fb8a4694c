// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in the data: wrong bytes, too few, too many, or in the wrong place. A fault that reaches
 * beyond its transfer asks first whether there is RAM, and leaves it alone if not.
 */
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include "sim/fault.h"
#include "sim/op.h"
#include "sim/sim.h"

#define STRAY_BYTES	4

/*
 * Damage is what a device does behind the CPU's back, so KASAN must not see it; else it would be
 * the fault's cause that is reported, and not the client that looks for its effect.
 */
static void __no_sanitize_address flip(u8 *p)
{
	WRITE_ONCE(*p, ~READ_ONCE(*p));
}

static void damage(struct sim_chan *c, u8 *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		flip(p + i);
	sim_flush(c->sim, p, n);
}

static u64 below(u64 random, u64 limit)
{
	u64 rem;

	div64_u64_rem(random, limit, &rem);
	return rem;
}

/* The destination that suffers; P as often as Q. */
static unsigned int victim(const struct sim_desc *d)
{
	return (u32)(d->random >> 32) % d->seg.nr_dst;
}

static void corrupt_byte(struct sim_chan *c, struct sim_desc *d)
{
	if (d->seg.nr_dst)
		damage(c, d->seg.to[victim(d)] + below(d->random, d->len), 1);
}

const struct sim_fault sim_fault_corrupt_byte = {
	.end		= corrupt_byte,
};

static void shorten(struct sim_chan *c, struct sim_desc *d)
{
	d->todo -= min_t(size_t, d->todo, 1 + below(d->random, STRAY_BYTES));
}

const struct sim_fault sim_fault_short_copy = {
	.begin		= shorten,
};

static void stray(struct sim_chan *c, dma_addr_t addr)
{
	u8 *p = sim_ram_at(c->sim->ram, c->sim->dev, addr, STRAY_BYTES);

	if (p)
		damage(c, p, STRAY_BYTES);
}

static void overrun(struct sim_chan *c, struct sim_desc *d)
{
	if (d->seg.nr_dst)
		stray(c, d->seg.dst[victim(d)] + d->len);
}

const struct sim_fault sim_fault_overrun = {
	.end		= overrun,
};

static void underrun(struct sim_chan *c, struct sim_desc *d)
{
	if (d->seg.nr_dst)
		stray(c, d->seg.dst[victim(d)] - STRAY_BYTES);
}

const struct sim_fault sim_fault_underrun = {
	.end		= underrun,
};

/* Still inside the destination: the first byte is not written, the last of the source not read. */
static void displace(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->seg.nr_dst)
		return;
	d->seg.to[victim(d)]++;
	d->todo--;
}

const struct sim_fault sim_fault_off_by_one = {
	.begin		= displace,
};

static void write_stash(struct sim_chan *c, struct sim_desc *d)
{
	size_t n = min(d->len, c->stash_len);

	if (!d->seg.nr_dst)
		return;
	memcpy(d->seg.to[0], c->stash, n);
	sim_flush(c->sim, d->seg.to[0], n);
}

static void fill_stash(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->seg.nr_src)
		return;
	c->stash_len = min_t(size_t, d->len, SIM_STASH_BYTES);
	memcpy(c->stash, d->seg.from[0], c->stash_len);
}

/* The first transfer of a channel has none before it, and is right. */
const struct sim_fault sim_fault_stale_data = {
	.end		= write_stash,
	.witness	= fill_stash,
};

/* The one place that writes to a source: the device has no right to, which is the point. */
static void damage_source(struct sim_chan *c, struct sim_desc *d)
{
	u32 nr = d->seg.nr_src;
	const u8 *from;

	if (!nr)
		return;
	from = d->seg.from[(u32)(d->random >> 32) % nr];
	damage(c, (u8 *)from + below(d->random, d->len), 1);
}

const struct sim_fault sim_fault_source_damage = {
	.end		= damage_source,
};
