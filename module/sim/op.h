/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a descriptor can be told to do. A member is one file with its prep and its move, and one row
 * in op.c.
 */
#ifndef DMARIG_SIM_OP_H
#define DMARIG_SIM_OP_H

#include <linux/dmaengine.h>

struct sim_chan;
struct sim_desc;

/**
 * struct sim_op - a member of the op vector
 * @name: as in the caps file
 * @cap: the capability it stands for
 * @setup: put the prep, alignment and directions into the dma_device
 * @move: do the next @n bytes, which have been checked; the channel's lock is held. NULL where no
 *	bytes move
 */
struct sim_op {
	const char *name;
	enum dma_transaction_type cap;
	void (*setup)(struct dma_device *dd);
	void (*move)(struct sim_desc *d, size_t n);
};

/* The table; ends with NULL. Bit i of a controller's caps stands for its member i. */
extern const struct sim_op *const sim_ops[];

extern const struct sim_op sim_op_memcpy;
extern const struct sim_op sim_op_memset;
extern const struct sim_op sim_op_xor;
extern const struct sim_op sim_op_xor_val;
extern const struct sim_op sim_op_pq;
extern const struct sim_op sim_op_pq_val;
extern const struct sim_op sim_op_interrupt;
extern const struct sim_op sim_op_memset_sg;
extern const struct sim_op sim_op_interleave;
extern const struct sim_op sim_op_slave;
extern const struct sim_op sim_op_cyclic;

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

/* sim_ops_all() - a bit for each member */
unsigned long sim_ops_all(void);

#endif
