/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Ops: what a descriptor can do. A member is one file with its prep and its move, and one row
 * below.
 */
#ifndef DMARIG_SIM_OP_OP_H
#define DMARIG_SIM_OP_OP_H

#include <linux/dmaengine.h>

struct sim_chan;
struct sim_desc;
struct sim_op;

/* The rows, in the order in which the caps file lists them. */
#define SIM_OPS(row)	\
	row(memcpy)	\
	row(memset)	\
	row(xor)	\
	row(xor_val)	\
	row(pq)		\
	row(pq_val)	\
	row(interrupt)	\
	row(memset_sg)	\
	row(interleave)	\
	row(slave)	\
	row(cyclic)

/* The table; ends with NULL. Bit i of a controller's caps stands for its member i. */
extern const struct sim_op *const sim_ops[];

#define DECLARE(name)	extern const struct sim_op sim_op_##name;
SIM_OPS(DECLARE)
#undef DECLARE

/**
 * sim_len_refused() - is a transfer of so many bytes refused?
 * @c: the channel
 * @len: bytes
 *
 * Return: true if there are none, unless a fault accepts that. Context: any; no lock is held.
 */
bool sim_len_refused(struct sim_chan *c, size_t len);

/* sim_memset_move() - the move of every op that writes one value */
void sim_memset_move(struct sim_desc *d, size_t n);

/* sim_op_bit() - the bit of the member that stands for a capability */
unsigned long sim_op_bit(enum dma_transaction_type cap);

/* sim_ops_all() - a bit for each member */
unsigned long sim_ops_all(void);

#endif
