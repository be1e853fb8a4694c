// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults that depend on what an entry of a list is like: how many came before it, where it starts,
 * whether it crosses a page, whether its length is odd.
 */
#include <linux/mm.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/sim.h"

#define FIRST_CHUNK	128	/* entries of a list before its chain goes on elsewhere */

/* The list that is written, else the one that is read. */
static const struct sim_side *either_list(const struct sim_desc *d)
{
	return d->dst.nr_pieces ? &d->dst : &d->src;
}

static bool forget_chain(struct sim_chan *c, struct sim_desc *d)
{
	const struct sim_side *side = either_list(d);
	size_t lost = 0;
	unsigned int i;

	for (i = FIRST_CHUNK; i < side->nr_pieces; i++)
		lost += side->list[i].len;
	return lost && sim_desc_withhold(d, lost);
}

const struct sim_fault sim_fault_sg_chain_cut = {
	.at[SIM_AT_BEGIN]	= forget_chain,
};

/*
 * Flip a byte of the first entry that has one at which() of its own. which() returns the offset
 * from the entry's start, or the entry's length.
 */
static bool spoil_one(struct sim_chan *c, struct sim_desc *d,
		      size_t (*which)(const struct sim_piece *piece))
{
	const struct sim_piece *piece = d->dst.list, *end = piece + d->dst.nr_pieces;
	size_t at;

	for (; piece < end; piece++) {
		at = which(piece);
		if (at < piece->len)
			return sim_fault_flip_at(c, piece->addr + at, 1);
	}
	return false;
}

static size_t next_page(const struct sim_piece *piece)
{
	return PAGE_SIZE - offset_in_page(piece->addr);
}

static bool spoil_next_page(struct sim_chan *c, struct sim_desc *d)
{
	return spoil_one(c, d, next_page);
}

const struct sim_fault sim_fault_sg_page_crossed = {
	.at[SIM_AT_END]		= spoil_next_page,
};

static size_t odd_end(const struct sim_piece *piece)
{
	return piece->len & 1 ? piece->len - 1 : piece->len;
}

static bool spoil_odd_end(struct sim_chan *c, struct sim_desc *d)
{
	return spoil_one(c, d, odd_end);
}

const struct sim_fault sim_fault_sg_odd_end = {
	.at[SIM_AT_END]		= spoil_odd_end,
};

static size_t inner_start(const struct sim_piece *piece)
{
	return offset_in_page(piece->addr) ? 0 : piece->len;
}

static bool spoil_inner_start(struct sim_chan *c, struct sim_desc *d)
{
	return spoil_one(c, d, inner_start);
}

const struct sim_fault sim_fault_sg_inside_page = {
	.at[SIM_AT_END]		= spoil_inner_start,
};
