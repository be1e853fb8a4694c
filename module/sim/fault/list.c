// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in lists, and in what lies between their pieces.
 */
#include <linux/minmax.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/op/op.h"
#include "sim/side.h"
#include "sim/sim.h"

/* The side with a list, the written one first; NULL if there is none. */
static struct sim_side *list_of(struct sim_desc *d)
{
	if (d->dst.nr_pieces)
		return &d->dst;
	return d->src.nr_pieces ? &d->src : NULL;
}

/* The list may be damaged only if its descriptor goes through it once. */
static struct sim_side *list_to_spoil(struct sim_desc *d)
{
	return d->faulty || d->period || sim_desc_is_reused(d) ? NULL : list_of(d);
}

/* Swapping changes nothing when all pieces get the same data, as with memset. */
static bool swap_first_two(struct sim_chan *c, struct sim_desc *d)
{
	struct sim_side *side = list_to_spoil(d);

	if (!side || side->nr_pieces < 2 || (!d->src.nr && !d->peer))
		return false;
	swap(side->list[0], side->list[1]);
	return true;
}

const struct sim_fault sim_fault_sg_swapped = {
	.at[SIM_AT_START]	= swap_first_two,
};

/* As of a driver that puts each entry behind the first one, and not at the end */
static bool send_backwards(struct sim_chan *c, struct sim_desc *d)
{
	struct sim_side *side = list_to_spoil(d);
	unsigned int i, last;

	if (!d->peer || side != &d->src || side->nr_pieces < 3)
		return false;
	for (i = 1, last = side->nr_pieces - 1; i < last; i++, last--)
		swap(side->list[i], side->list[last]);
	return true;
}

const struct sim_fault sim_fault_sg_sent_backwards = {
	.at[SIM_AT_START]	= send_backwards,
};

static bool drop_last_entry(struct sim_chan *c, struct sim_desc *d)
{
	struct sim_side *side = list_of(d);

	if (!side || side->nr_pieces < 2)
		return false;
	return sim_desc_withhold(d, side->list[side->nr_pieces - 1].len);
}

const struct sim_fault sim_fault_sg_last_dropped = {
	.at[SIM_AT_BEGIN]	= drop_last_entry,
};

#define ROUND_TO	8

static size_t odd_bytes(size_t len)
{
	return len > ROUND_TO ? len & (ROUND_TO - 1) : 0;
}

static bool can_round(struct sim_desc *d, const struct sim_side *side)
{
	return side && side->frames == 1 && (!d->peer || !d->peer->flows || d->dst.nr);
}

static bool round_lengths(struct sim_chan *c, struct sim_desc *d)
{
	struct sim_side *side = list_to_spoil(d);
	size_t lost = 0, odd;
	unsigned int i;

	if (!can_round(d, side))
		return false;
	for (i = 0; i < side->nr_pieces; i++) {
		odd = odd_bytes(side->list[i].len);
		side->list[i].len -= odd;
		lost += odd;
	}
	return lost;
}

static size_t start_of(const struct sim_side *side, unsigned int nr)
{
	size_t pos = 0;

	while (nr--)
		pos += side->list[nr].len;
	return pos;
}

/*
 * Bytes that no longer fit into a rounded entry move on to the next, so at the end there is too
 * little room for the last ones.
 */
static bool end_with_list(struct sim_chan *c, struct sim_desc *d)
{
	const struct sim_side *side = list_of(d);

	return d->faulty && side && sim_desc_withhold(d, d->len - start_of(side, side->nr_pieces));
}

const struct sim_fault sim_fault_sg_length_rounded = {
	.at[SIM_AT_START]	= round_lengths,
	.at[SIM_AT_BEGIN]	= end_with_list,
};

/*
 * Damage the start of an entry that continues the one before, as if the two had been merged and the
 * length of the second forgotten.
 */
static bool spoil_adjacent(struct sim_chan *c, struct sim_desc *d)
{
	const struct sim_piece *piece = d->dst.list;
	unsigned int i;

	for (i = 1; i < d->dst.nr_pieces; i++)
		if (piece[i].addr == piece[i - 1].addr + piece[i - 1].len)
			return sim_fault_flip_at(c, sim_side_addr(&d->dst, 0,
								  start_of(&d->dst, i)),
						 min_t(size_t, piece[i].len, ROUND_TO));
	return false;
}

const struct sim_fault sim_fault_sg_merged = {
	.at[SIM_AT_END]		= spoil_adjacent,
};

/* Bytes between the first chunk and the next, of this frame or of another. */
static size_t first_gap(const struct sim_side *side)
{
	const struct sim_piece *first = side->list;
	dma_addr_t end = first->addr + first->len;

	if (side->nr_pieces > 1)
		return first[1].addr - end;
	return side->frames > 1 ? side->stride - first->len : 0;
}

static bool write_gap(struct sim_chan *c, struct sim_desc *d)
{
	if (d->op != &sim_op_interleave || !d->dst.nr_pieces || !first_gap(&d->dst))
		return false;
	return sim_fault_flip_at(c, d->dst.list[0].addr + d->dst.list[0].len, 1);
}

const struct sim_fault sim_fault_interleave_gap = {
	.at[SIM_AT_END]		= write_gap,
};
