// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * engine=null: every transfer is over as soon as it is issued and no memory is touched, so that
 * what remains to be measured is the client's own cost and that of an interrupt.
 */
#include "sim/complete.h"
#include "sim/engine.h"
#include "sim/fault.h"
#include "sim/sim.h"

static void null_kick(struct sim_chan *c)
{
	struct sim_desc *d;

	while (!c->paused && !c->active && (d = sim_chan_next(c))) {
		if (d->fault->hangs)
			break;
		c->active = NULL;
		d->seen = d->len;
		sim_complete_finish(c, d);
	}
	sim_complete_raise(c);
}

const struct sim_engine sim_engine_null = {
	.name	= "null",
	.help	= "touches no memory, takes no time",
	.kick	= null_kick,
};
