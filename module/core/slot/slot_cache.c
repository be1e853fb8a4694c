// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Brings caches into a state through the CPU's view of the buffers, which is all that a run knows.
 */
#include "common/cache.h"
#include "core/slot/slot_cache.h"

static void bring(const struct slot *slot, u32 i)
{
	const struct shape *shape = i < slot->nr_reads ? slot->reads : slot->writes;
	void *at = slot->bufs[i].cpu + (i < slot->nr_reads ? slot->src_at : slot->dst_at);
	struct walk w = { };

	if (!shape)
		cache_bring(slot->spec->p->cache, at, slot->len);
	while (shape && shape_next(shape, slot->len, &w))
		cache_bring(slot->spec->p->cache, at + w.at, w.len);
}

void dmarig_slot_bring_caches(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_bufs; i++)
		bring(slot, i);
	if (slot->timed)
		slot->mark = ktime_get_ns();
}
