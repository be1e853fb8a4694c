// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Going from one part of a transfer to the next, and starting over.
 */
#include "sim/complete.h"
#include "sim/fault/fault.h"
#include "sim/part.h"
#include "sim/sim.h"

/*
 * Only a descriptor with DMA_PREP_LOAD_EOT replaces one that repeats itself; any other waits for
 * ever (include/linux/dmaengine.h).
 */
static bool is_replaced(struct sim_chan *c, const struct sim_desc *d)
{
	const struct sim_desc *next;

	next = list_first_entry_or_null(&c->issued, struct sim_desc, node);
	return next && d->txd.flags & DMA_PREP_REPEAT && next->txd.flags & DMA_PREP_LOAD_EOT;
}

static void go_back(struct sim_desc *d)
{
	d->fresh = true;
	d->repeated = true;
	d->part = 0;
	d->moved = 0;
	d->granted = 0;
	d->seen = 0;
}

bool sim_part_over(struct sim_chan *c, struct sim_desc *d)
{
	bool last = d->moved == d->todo;

	lockdep_assert_held(&c->lock);
	if (!d->period || d->result != DMA_TRANS_NOERROR || (last && is_replaced(c, d)))
		return true;
	d->part = d->moved;
	if (last)
		go_back(d);
	sim_complete_part(c, d);
	sim_fault_draw(c, d);
	return false;
}
