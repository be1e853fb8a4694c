/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Sums over the rows of a side, a byte at a time, as a RAID engine computes them: in
 * GF(2^8) with the polynomial 0x11d, by logarithms. Deliberately shares nothing with what a client
 * checks it with.
 */
#ifndef DMARIG_SIM_OP_PARITY_H
#define DMARIG_SIM_OP_PARITY_H

#include <linux/dmaengine.h>
#include "sim/type/desc.h"

/* sim_parity_wanted() - is there anything to compute under these enum dma_ctrl_flags? */
static inline bool sim_parity_wanted(unsigned long flags)
{
	const unsigned long neither = DMA_PREP_PQ_DISABLE_P | DMA_PREP_PQ_DISABLE_Q;

	return (flags & neither) != neither;
}

/* sim_parity_p() - byte @i of the sum of the first @nr sources */
static inline u8 sim_parity_p(const struct sim_side *src, unsigned int nr, size_t i)
{
	u8 sum = 0;

	while (nr--)
		sum ^= src->at[nr][i];
	return sum;
}

/* sim_parity_q() - byte @i of the sum of the first @nr sources, each times its coefficient */
u8 sim_parity_q(const struct sim_side *src, const u8 *coefs, unsigned int nr, size_t i);

/* sim_parity_init() - make the tables; before the first controller */
void sim_parity_init(void);

#endif
