// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of ops.
 */
#include <linux/bits.h>
#include <linux/kernel.h>
#include "sim/fault.h"
#include "sim/op.h"

const struct sim_op *const sim_ops[] = {
	&sim_op_memcpy,
	&sim_op_memset,
	&sim_op_xor,
	&sim_op_xor_val,
	&sim_op_pq,
	&sim_op_pq_val,
	&sim_op_interrupt,
	&sim_op_memset_sg,
	&sim_op_interleave,
	&sim_op_slave,
	&sim_op_cyclic,
	NULL
};

unsigned long sim_ops_all(void)
{
	return BIT(ARRAY_SIZE(sim_ops) - 1) - 1;
}

bool sim_len_refused(struct sim_chan *c, size_t len)
{
	return !len && !sim_fault_accepts(c, SIM_ZERO_LENGTH);
}
