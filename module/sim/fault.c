// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of faults, and the draw.
 */
#include <linux/math64.h>
#include <linux/string.h>
#include "sim/fault.h"
#include "sim/sim.h"

const struct sim_fault sim_fault_none = { };

#define ROW(name, help)		{ #name, help, &sim_fault_##name },
const struct sim_fault_row sim_faults[] = { SIM_FAULTS(ROW) { } };
#undef ROW

const struct sim_fault *sim_fault_find(const char *name)
{
	const struct sim_fault_row *row;

	for (row = sim_faults; row->name; row++)
		if (sysfs_streq(row->name, name))
			return row->fault;
	return NULL;
}

const char *sim_fault_name(const struct sim_fault *fault)
{
	const struct sim_fault_row *row;

	for (row = sim_faults; row->name; row++)
		if (row->fault == fault)
			return row->name;
	return NULL;
}

/* Two rounds of multiply and fold: every bit of the result depends on every bit of @x. */
static u64 scramble(u64 x)
{
	x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93ULL;
	x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93ULL;
	return x ^ (x >> 32);
}

const struct sim_fault *sim_fault_draw(const struct sim_chan *c, u64 n, u64 *random)
{
	const struct sim_config *cfg = c->sim->cfg;
	const struct sim_fault *fault = READ_ONCE(cfg->fault);
	u64 x, hit;

	if (fault == &sim_fault_none)
		return fault;
	x = scramble(READ_ONCE(cfg->fault_seed) + scramble(n ^ (u64)c->chan.chan_id << 56));
	*random = scramble(x);
	div64_u64_rem(x, READ_ONCE(cfg->fault_rate), &hit);
	return hit ? &sim_fault_none : fault;
}
