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
#include "sim/part.h"
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

/* The row that suffers; P as often as Q. */
static unsigned int victim(const struct sim_desc *d, const struct sim_side *side)
{
	return (u32)(d->random >> 32) % side->nr;
}

/* Damage what the device finds at an address, if it is anything. */
static void damage_at(struct sim_chan *c, dma_addr_t addr, size_t n)
{
	u8 *p = sim_reach(c->sim, addr, n, true);

	if (p)
		damage(c, p, n);
}

/* Of what has just been moved, so that the client has not looked yet. */
static void corrupt_byte(struct sim_chan *c, struct sim_desc *d)
{
	size_t pos = d->part + below(d->random, d->moved - d->part);

	if (d->dst.nr)
		damage_at(c, sim_side_addr(&d->dst, victim(d, &d->dst), pos), 1);
}

const struct sim_fault sim_fault_corrupt_byte = {
	.end		= corrupt_byte,
};

static void shorten(struct sim_chan *c, struct sim_desc *d)
{
	sim_desc_withhold(d, 1 + below(d->random, STRAY_BYTES));
}

const struct sim_fault sim_fault_short_copy = {
	.begin		= shorten,
};

static void overrun(struct sim_chan *c, struct sim_desc *d)
{
	if (d->dst.nr && sim_part_is_first(d))
		damage_at(c, sim_side_addr(&d->dst, victim(d, &d->dst), d->len), STRAY_BYTES);
}

const struct sim_fault sim_fault_overrun = {
	.end		= overrun,
};

static void underrun(struct sim_chan *c, struct sim_desc *d)
{
	if (d->dst.nr && sim_part_is_first(d))
		damage_at(c, sim_side_addr(&d->dst, victim(d, &d->dst), 0) - STRAY_BYTES,
			  STRAY_BYTES);
}

const struct sim_fault sim_fault_underrun = {
	.end		= underrun,
};

/* Still inside the destination: the first byte is not written, the last of the source not read. */
static void displace(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->dst.nr)
		return;
	sim_side_advance(&d->dst, 1);
	sim_desc_withhold(d, 1);
}

const struct sim_fault sim_fault_off_by_one = {
	.begin		= displace,
};

/* The first piece of a list is enough. */
static u8 *first_bytes(struct sim_chan *c, struct sim_desc *d, const struct sim_side *side,
		       bool write, size_t *n)
{
	*n = min_t(size_t, *n, side->nr_pieces ? side->list[0].len : d->len);
	return side->nr ? sim_reach(c->sim, sim_side_addr(side, 0, 0), *n, write) : NULL;
}

static void write_stash(struct sim_chan *c, struct sim_desc *d)
{
	size_t n = c->stash_len;
	u8 *to = first_bytes(c, d, &d->dst, true, &n);

	if (!to)
		return;
	memcpy(to, c->stash, n);
	sim_flush(c->sim, to, n);
}

static void fill_stash(struct sim_chan *c, struct sim_desc *d)
{
	size_t n = SIM_STASH_BYTES;
	u8 *from = first_bytes(c, d, &d->src, false, &n);

	if (!from)
		return;
	c->stash_len = n;
	memcpy(c->stash, from, n);
}

/* The first transfer of a channel has none before it, and is right. */
const struct sim_fault sim_fault_stale_data = {
	.end		= write_stash,
	.witness	= fill_stash,
};

/* The one place that writes to a source: the device has no right to, which is the point. */
static void damage_source(struct sim_chan *c, struct sim_desc *d)
{
	if (d->src.nr && sim_part_is_first(d))
		damage_at(c, sim_side_addr(&d->src, victim(d, &d->src),
					   below(d->random, d->len)), 1);
}

const struct sim_fault sim_fault_source_damage = {
	.end		= damage_source,
};
