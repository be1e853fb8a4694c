/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What all transfers between memory and a peripheral share: the channel's configuration, its
 * limits, and which peer a transfer has.
 */
#ifndef DMARIG_SIM_SLAVE_SLAVE_H
#define DMARIG_SIM_SLAVE_SLAVE_H

#include <linux/dmaengine.h>
#include "sim/type/desc.h"

struct sim_chan;
struct sim_desc;
struct sim_op;
struct sim_side;

/**
 * sim_slave_setup() - put limits and operations into the dma_device; once for each op is harmless
 * @dd: the dma_device
 */
void sim_slave_setup(struct dma_device *dd);

#define SIM_MAX_PERIPHERAL	64	/* bytes of peripheral_config */

/**
 * sim_slave_peripheral() - are the bytes of peripheral_config as they should be?
 * @cfg: a configuration; its bytes may be a client's, which are looked at
 * @least: as many as that are, if there are any
 */
bool sim_slave_peripheral(const struct dma_slave_config *cfg, size_t least);

/**
 * sim_slave_prepare() - a descriptor with its peer, and its memory still to come
 * @chan: the channel
 * @op: what it is to do
 * @len: bytes; the caller has seen to it that there are any
 * @dir: direction
 * @flags: enum dma_ctrl_flags
 * @side: set to the side the memory goes to
 *
 * Return: the descriptor; NULL if the channel cannot do that, is not configured for it, or @len is
 * no multiple of the configured width.
 */
struct sim_desc *sim_slave_prepare(struct dma_chan *chan, const struct sim_op *op, size_t len,
				   enum dma_transfer_direction dir, unsigned long flags,
				   struct sim_side **side);

/**
 * sim_slave_settle() - its memory has been told
 * @d: the descriptor
 *
 * Between two registers the memory is only that of a length, and is left alone wherever it may be.
 */
void sim_slave_settle(struct sim_desc *d);

/**
 * sim_slave_port() - the register, by the present configuration
 * @c: the channel; its lock is held
 * @dir: which end of it: that which is written, of DMA_MEM_TO_DEV, else that which is read
 *
 * Return: the register; one without bytes if there is none.
 */
struct sim_port sim_slave_port(const struct sim_chan *c, enum dma_transfer_direction dir);

/* sim_slave_move() - the move of every op with a peer */
void sim_slave_move(struct sim_desc *d, size_t n);

#endif
