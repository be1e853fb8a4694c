// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in the data: wrong bytes, too few, too many, or in the wrong place. A fault that reaches
 * beyond its transfer asks first whether there is RAM, and leaves it alone if not.
 */
#include <linux/cache.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sizes.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/op/op.h"
#include "sim/part.h"
#include "sim/side.h"
#include "sim/sim.h"

#define STRAY_BYTES	4
#define LINE_BYTES	64
#define BEAT_BYTES	8

/* The row to damage, drawn at random, so that of a pq both P and Q are damaged. */
static unsigned int victim(const struct sim_desc *d, const struct sim_side *side)
{
	return (u32)(d->random >> 32) % side->nr;
}

/* Damage only bytes that have just been moved: the client has not checked those yet. */
static bool corrupt_byte(struct sim_chan *c, struct sim_desc *d)
{
	size_t pos;

	if (!d->dst.nr || d->moved == d->part)
		return false;
	pos = d->part + sim_fault_below(d->random, d->moved - d->part);
	return sim_fault_flip_at(c, sim_side_addr(&d->dst, victim(d, &d->dst), pos), 1);
}

const struct sim_fault sim_fault_corrupt_byte = {
	.at[SIM_AT_END]		= corrupt_byte,
};

static bool spoil_period(struct sim_chan *c, struct sim_desc *d)
{
	return d->period && corrupt_byte(c, d);
}

const struct sim_fault sim_fault_period_spoilt = {
	.at[SIM_AT_END]		= spoil_period,
};

static bool drop_last_bytes(struct sim_chan *c, struct sim_desc *d)
{
	return sim_desc_withhold(d, 1 + sim_fault_below(d->random, STRAY_BYTES));
}

const struct sim_fault sim_fault_short_copy = {
	.at[SIM_AT_BEGIN]	= drop_last_bytes,
};

static bool drop_tail(struct sim_chan *c, struct sim_desc *d)
{
	return sim_desc_withhold(d, d->len & (BEAT_BYTES - 1));
}

const struct sim_fault sim_fault_tail_dropped = {
	.at[SIM_AT_BEGIN]	= drop_tail,
};

/* Of a list only the last entry can be cut: the bytes behind any other would move forward. */
static size_t last_segment(const struct sim_desc *d)
{
	const struct sim_side *side = d->dst.nr ? &d->dst : &d->src;

	return side->nr_pieces ? side->list[side->nr_pieces - 1].len : d->len;
}

static bool cut_segment(struct sim_chan *c, struct sim_desc *d)
{
	size_t len = last_segment(d);

	return len > SZ_64K && sim_desc_withhold(d, len - SZ_64K);
}

const struct sim_fault sim_fault_cut_at_64k = {
	.at[SIM_AT_BEGIN]	= cut_segment,
};

/*
 * Stay inside the destination: its first byte is not written, and the last of the source not read.
 */
static bool displace(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->dst.nr || !sim_desc_withhold(d, 1))
		return false;
	sim_side_advance(&d->dst, 1);
	return true;
}

const struct sim_fault sim_fault_off_by_one = {
	.at[SIM_AT_BEGIN]	= displace,
};

/*
 * The aligned address is in the same word, hence in the same page and object, so reading is safe.
 */
static bool align_source(struct sim_chan *c, struct sim_desc *d)
{
	unsigned int i, off, any = 0;

	for (i = 0; i < d->src.nr; i++) {
		off = (uintptr_t)d->src.at[i] & (sizeof(u32) - 1);
		d->src.at[i] -= off;
		any |= off;
	}
	return any;
}

const struct sim_fault sim_fault_alignment_ignored = {
	.at[SIM_AT_BEGIN]	= align_source,
};

static bool is_high(const struct sim_side *side, size_t len)
{
	unsigned int i;

	for (i = 0; i < side->nr; i++)
		if (upper_32_bits(sim_side_addr(side, i, len - 1)))
			return true;
	return false;
}

/*
 * A real device would write to some low address. That memory may not be the client's, so nothing is
 * written.
 */
static bool drop_high(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->len || !(is_high(&d->src, d->len) || is_high(&d->dst, d->len)))
		return false;
	return sim_desc_withhold(d, d->todo);
}

const struct sim_fault sim_fault_high_address_dropped = {
	.at[SIM_AT_BEGIN]	= drop_high,
};

static bool flip_behind(struct sim_chan *c, struct sim_desc *d, size_t n)
{
	if (!d->dst.nr || !n || !sim_part_is_first(d))
		return false;
	return sim_fault_flip_at(c, sim_side_addr(&d->dst, victim(d, &d->dst), d->len), n);
}

static bool overrun(struct sim_chan *c, struct sim_desc *d)
{
	return flip_behind(c, d, STRAY_BYTES);
}

const struct sim_fault sim_fault_overrun = {
	.at[SIM_AT_END]		= overrun,
};

static bool overrun_by_one(struct sim_chan *c, struct sim_desc *d)
{
	return flip_behind(c, d, 1);
}

const struct sim_fault sim_fault_one_byte_too_many = {
	.at[SIM_AT_END]		= overrun_by_one,
};

static bool fill_line(struct sim_chan *c, struct sim_desc *d)
{
	dma_addr_t end;

	if (!d->dst.nr)
		return false;
	end = sim_side_addr(&d->dst, victim(d, &d->dst), d->len);
	return flip_behind(c, d, -end & (LINE_BYTES - 1));
}

const struct sim_fault sim_fault_neighbour_line = {
	.at[SIM_AT_END]		= fill_line,
};

static bool underrun(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->dst.nr || !sim_part_is_first(d))
		return false;
	return sim_fault_flip_at(c, sim_side_addr(&d->dst, victim(d, &d->dst), 0) - STRAY_BYTES,
				 STRAY_BYTES);
}

const struct sim_fault sim_fault_underrun = {
	.at[SIM_AT_END]		= underrun,
};

static bool write_stash(struct sim_chan *c, struct sim_desc *d)
{
	return sim_fault_unstash(c, d);
}

static void fill_stash(struct sim_chan *c, struct sim_desc *d)
{
	sim_fault_stash(c, d);
}

/* The first transfer of a channel has none before it, so its data is right. */
const struct sim_fault sim_fault_stale_data = {
	.at[SIM_AT_END]		= write_stash,
	.witness		= fill_stash,
};

/* This is the only code that writes to a source, which a device must not do. */
static bool damage_source(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->src.nr || !sim_part_is_first(d))
		return false;
	return sim_fault_flip_at(c, sim_side_addr(&d->src, victim(d, &d->src),
						  sim_fault_below(d->random, d->len)), 1);
}

const struct sim_fault sim_fault_source_damage = {
	.at[SIM_AT_END]		= damage_source,
};

/* Undo all but the first byte of the first word, as if it had never been written. */
static bool fill_first_byte(struct sim_chan *c, struct sim_desc *d)
{
	size_t n = min_t(size_t, d->len, sizeof(u32));

	if (d->op != &sim_op_memset || n < 2)
		return false;
	return sim_fault_flip_at(c, sim_side_addr(&d->dst, 0, 1), n - 1);
}

const struct sim_fault sim_fault_memset_first_byte = {
	.at[SIM_AT_END]		= fill_first_byte,
};

static bool forget_value(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_memset_sg || !d->value)
		return false;
	d->value = 0;
	return true;
}

const struct sim_fault sim_fault_memset_sg_zero = {
	.at[SIM_AT_BEGIN]	= forget_value,
};

#define CROWD	3	/* transfers that wait behind the one that is mixed up */

static bool mix_up(struct sim_chan *c, struct sim_desc *d)
{
	const struct list_head *at;
	unsigned int nr = 0;

	list_for_each(at, &c->issued)
		nr++;
	return nr >= CROWD && sim_fault_unstash(c, d);
}

const struct sim_fault sim_fault_queued_mixed_up = {
	.at[SIM_AT_END]		= mix_up,
	.witness		= fill_stash,
};

/* As if the last burst were waited for by the interrupt alone. */
static bool drop_unasked(struct sim_chan *c, struct sim_desc *d)
{
	return !(d->txd.flags & DMA_PREP_INTERRUPT) && sim_desc_withhold(d, BEAT_BYTES);
}

const struct sim_fault sim_fault_unasked_end_missing = {
	.at[SIM_AT_BEGIN]	= drop_unasked,
};
