// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Multiplication in GF(2^8): 2 generates all 255 elements but 0, so logarithms add.
 */
#include "sim/op/parity.h"
#include "sim/sim.h"

#define POLYNOMIAL	0x11d
#define ORDER		255	/* 2 to the power of this is 1 */

static u8 power_of[2 * ORDER];	/* twice over: a sum of two logarithms needs no modulo */
static u8 log_of[ORDER + 1];	/* of 0 there is none */

void sim_parity_init(void)
{
	unsigned int i, x = 1;

	for (i = 0; i < ORDER; i++) {
		power_of[i] = x;
		power_of[i + ORDER] = x;
		log_of[x] = i;
		x <<= 1;
		if (x > ORDER)
			x ^= POLYNOMIAL;
	}
}

static u8 times(u8 a, u8 b)
{
	return a && b ? power_of[log_of[a] + log_of[b]] : 0;
}

u8 sim_parity_q(const struct sim_side *src, const u8 *coefs, unsigned int nr, size_t i)
{
	u8 sum = 0;

	while (nr--)
		sum ^= times(coefs[nr], src->at[nr][i]);
	return sum;
}
