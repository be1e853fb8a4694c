// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * One side of a transfer. A list is checked piece by piece as the engine comes to it, like
 * hardware that follows a chain: what comes before a bad piece has been moved.
 */
#include <linux/slab.h>
#include "sim/side.h"
#include "sim/sim.h"

bool sim_side_reserve(struct sim_side *side, size_t nr)
{
	struct sim_piece *list;

	if (nr > SIM_MAX_PIECES)
		return false;
	if (nr <= side->max_pieces)
		return true;
	list = kmalloc_array(nr, sizeof(*list), GFP_NOWAIT | __GFP_NOWARN);
	if (!list)
		return false;
	kfree(side->list);
	side->list = list;
	side->max_pieces = nr;
	return true;
}

void sim_side_append(struct sim_side *side, dma_addr_t addr, size_t len)
{
	side->list[side->nr_pieces++] = (struct sim_piece){ .addr = addr, .len = len };
	side->nr = 1;
}

static bool reach(const struct sim *sim, struct sim_side *side, size_t len, bool write)
{
	bool good = true;
	unsigned int i;

	for (i = 0; i < side->nr; i++) {
		side->at[i] = sim_reach(sim, side->addr[i], len, write);
		good &= !!side->at[i];
	}
	side->left = len;
	return good;
}

static bool go_to_next(const struct sim *sim, struct sim_side *side, bool write)
{
	const struct sim_piece *piece = &side->list[side->next++];

	side->addr[0] = piece->addr;
	return reach(sim, side, piece->len, write);
}

bool sim_side_start(const struct sim *sim, struct sim_side *side, size_t len, bool write)
{
	if (!side->nr_pieces)
		return reach(sim, side, len, write);
	side->next = 0;
	return go_to_next(sim, side, write);
}

bool sim_side_ready(const struct sim *sim, struct sim_side *side, bool write)
{
	return side->left || side->next == side->nr_pieces || go_to_next(sim, side, write);
}

dma_addr_t sim_side_addr(const struct sim_side *side, unsigned int row, size_t pos)
{
	const struct sim_piece *piece = side->list;
	const struct sim_piece *last = piece + side->nr_pieces - 1;

	if (!side->nr_pieces)
		return side->addr[row] + pos;
	for (; piece < last && pos >= piece->len; piece++)
		pos -= piece->len;
	return piece->addr + pos;
}

void sim_side_free(struct sim_side *side)
{
	kfree(side->list);
}
