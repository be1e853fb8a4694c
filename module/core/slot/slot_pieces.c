// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Between scratches and pieces, and the memory beside those.
 */
#include "core/slot/slot_pieces.h"

/* The address that the shape's places count from. */
static void *pieces_base(const struct slot *slot, u32 i)
{
	return slot->bufs[i].cpu + (i < slot->nr_reads ? slot->src_at : slot->dst_at);
}

static const struct shape *pieces_shape(const struct slot *slot, u32 i)
{
	return i < slot->nr_reads ? slot->reads : slot->writes;
}

void dmarig_pieces_put(const struct slot *slot, u32 i)
{
	const struct shape *shape = pieces_shape(slot, i);

	if (shape)
		shape_scatter(shape, pieces_base(slot, i), slot->bufs[i].scratch, slot->len);
}

void dmarig_pieces_get(const struct slot *slot)
{
	const struct shape *shape;
	u32 i;

	for (i = 0; i < slot->nr_bufs; i++) {
		shape = pieces_shape(slot, i);
		if (shape)
			shape_gather(shape, pieces_base(slot, i), slot->bufs[i].scratch,
				     slot->len);
	}
}

void dmarig_pieces_guard(const struct slot *slot, u32 i, u64 key)
{
	u8 *dst = pieces_base(slot, slot->nr_reads + i);
	struct guards g = { };

	while (guards_next(slot->writes, slot->len, &g))
		pattern_fill(dst + g.at, g.len, pattern_mix(key + g.i));
}

ssize_t dmarig_pieces_damage(const struct slot *slot, u32 i, u64 key, struct guards *g)
{
	const u8 *dst = pieces_base(slot, slot->nr_reads + i);
	size_t bad;

	memset(g, 0, sizeof(*g));
	while (guards_next(slot->writes, slot->len, g)) {
		bad = pattern_compare(dst + g->at, g->len, pattern_mix(key + g->i));
		if (bad < g->len)
			return bad;
	}
	return -1;
}
