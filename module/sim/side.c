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
#include "sim/world/translate.h"

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

/*
 * Translate all rows from the engine's position on. @side->run gets how many bytes are contiguous
 * in the memory of every row.
 */
static bool translate_some(const struct sim *sim, struct sim_side *side, bool write)
{
	size_t into = side->row - side->left, some;
	bool good = true;
	unsigned int i;

	side->run = side->left;
	for (i = 0; i < side->nr; i++) {
		some = side->run;
		side->at[i] = sim_translate_some(sim, side->addr[i] + into, &some, write);
		side->run = some;
		good &= !!side->at[i];
	}
	return good;
}

static bool translate(const struct sim *sim, struct sim_side *side, size_t len, bool write)
{
	side->row = len;
	side->left = len;
	return translate_some(sim, side, write);
}

static bool go_to_next(const struct sim *sim, struct sim_side *side, bool write)
{
	const struct sim_piece *piece;

	if (side->next == side->nr_pieces) {
		side->next = 0;
		side->frame++;
	}
	piece = &side->list[side->next++];
	side->addr[0] = piece->addr + (dma_addr_t)side->frame * side->stride;
	return translate(sim, side, piece->len, write);
}

static bool at_end(const struct sim_side *side)
{
	return side->next == side->nr_pieces && side->frame + 1 == side->frames;
}

bool sim_side_start(const struct sim *sim, struct sim_side *side, size_t len, bool write)
{
	if (!side->nr_pieces)
		return translate(sim, side, len, write);
	side->next = 0;
	side->frame = 0;
	return go_to_next(sim, side, write);
}

bool sim_side_ready(const struct sim *sim, struct sim_side *side, bool write)
{
	if (side->left)
		return side->run || translate_some(sim, side, write);
	return !side->nr_pieces || at_end(side) || go_to_next(sim, side, write);
}

bool sim_side_is_mapped(const struct sim *sim, const struct sim_side *side, size_t n, bool write)
{
	size_t into = side->row - side->left;
	unsigned int i;

	for (i = 0; (sim->iova || sim->domain) && i < side->nr; i++)
		if (!sim_translate(sim, side->addr[i] + into, n, write))
			return false;
	return true;
}

static size_t frame_bytes(const struct sim_side *side)
{
	size_t len = 0;
	unsigned int i;

	for (i = 0; i < side->nr_pieces; i++)
		len += side->list[i].len;
	return len;
}

dma_addr_t sim_side_addr(const struct sim_side *side, unsigned int row, size_t pos)
{
	const struct sim_piece *piece = side->list;
	const struct sim_piece *last = piece + side->nr_pieces - 1;
	size_t len, frame;

	if (!side->nr_pieces)
		return side->addr[row] + pos;
	len = frame_bytes(side);
	for (frame = 0; frame + 1 < side->frames && pos >= len; frame++)
		pos -= len;
	for (; piece < last && pos >= piece->len; piece++)
		pos -= piece->len;
	return piece->addr + (dma_addr_t)frame * side->stride + pos;
}

void sim_side_free(struct sim_side *side)
{
	kfree(side->list);
}
