// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of ops.
 */
#include <linux/bits.h>
#include <linux/kernel.h>
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/sim.h"

#define ROW(name)	&sim_op_##name,
const struct sim_op *const sim_ops[] = { SIM_OPS(ROW) NULL };
#undef ROW

unsigned long sim_ops_all(void)
{
	return BIT(ARRAY_SIZE(sim_ops) - 1) - 1;
}

unsigned long sim_op_bit(enum dma_transaction_type cap)
{
	unsigned int i;

	for (i = 0; sim_ops[i]; i++)
		if (sim_ops[i]->cap == cap)
			return BIT(i);
	return 0;
}

bool sim_len_refused(struct sim_chan *c, size_t len)
{
	return !len && !sim_fault_accepts(c, SIM_ZERO_LENGTH);
}
