/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What stands at the far end of a slave transfer: a register in memory, or the FIFO of a pair.
 */
#ifndef DMARIG_SIM_PEER_H
#define DMARIG_SIM_PEER_H

#include <linux/dmaengine.h>
#include <linux/types.h>

struct sim_chan;
struct sim_desc;

#define SIM_MAX_WIDTH	8	/* bytes of a peripheral's word */

/**
 * struct sim_port - a transfer's register, or window of registers
 * @addr: physical address
 * @width: bytes of a word
 * @bytes: bytes of the window, a multiple of @width; 0 if there is no register
 * @at: where the CPU finds it, once checked
 * @pos: bytes that have passed since the transfer started
 * @word: the word that is passing
 *
 * Copied from the channel's configuration when the transfer is prepared.
 */
struct sim_port {
	phys_addr_t addr;
	u32 width, bytes;
	u8 *at;
	u64 pos;
	u8 word[SIM_MAX_WIDTH] __aligned(SIM_MAX_WIDTH);
};

/**
 * struct sim_peer - a member of the peer vector, in one direction
 * @dir: the direction
 * @flows: what one side does not move the other waits for
 * @start: before the first byte; false if the peer cannot be reached. May be NULL
 * @limit: how many of @n bytes can pass now; if 0 the channel is kicked when there is more. May be
 *	NULL
 * @move: pass the next @n bytes
 *
 * All are called with the channel's lock held.
 */
struct sim_peer {
	enum dma_transfer_direction dir;
	bool flows;
	bool (*start)(struct sim_chan *c, struct sim_desc *d);
	size_t (*limit)(struct sim_chan *c, struct sim_desc *d, size_t n);
	void (*move)(struct sim_chan *c, struct sim_desc *d, size_t n);
};

extern const struct sim_peer sim_peer_register_tx;
extern const struct sim_peer sim_peer_register_rx;
extern const struct sim_peer sim_peer_fifo_tx;
extern const struct sim_peer sim_peer_fifo_rx;

#endif
