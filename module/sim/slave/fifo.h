/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The FIFO of a pair: channel 2k sends, channel 2k+1 receives what was sent. It holds little, so
 * that either side has to wait for the other.
 */
#ifndef DMARIG_SIM_SLAVE_FIFO_H
#define DMARIG_SIM_SLAVE_FIFO_H

#include <linux/spinlock.h>
#include <linux/types.h>
#include "sim/type/desc.h"

struct sim_chan;

#define SIM_FIFO_BYTES	2048	/* a power of two */

#define SIM_NR_MARKS	16	/* a power of two */

/**
 * struct sim_mark - the end of a packet in the FIFO, with its metadata
 * @end: position of the byte behind its last
 * @len: bytes of metadata
 * @bytes: the metadata
 */
struct sim_mark {
	u64 end;
	size_t len;
	u8 bytes[SIM_MAX_META];
};

/**
 * struct sim_fifo - the bytes between the two
 * @lock: protects everything below it; taken with a channel's lock held
 * @clients: ends that are in use
 * @put: bytes ever put in
 * @taken: bytes ever taken out
 * @bytes: the ring
 * @marks_put: marks ever put in
 * @marks_taken: marks ever taken out
 * @marks: their ring
 */
struct sim_fifo {
	raw_spinlock_t lock;
	unsigned int clients;
	u64 put, taken;
	u8 bytes[SIM_FIFO_BYTES];
	unsigned int marks_put, marks_taken;
	struct sim_mark marks[SIM_NR_MARKS];
};

/* sim_fifo_init() - an empty one */
void sim_fifo_init(struct sim_fifo *fifo);

/**
 * sim_fifo_open() - a channel at one of its ends has got a client
 * @fifo: the FIFO; NULL if the channel has no partner
 */
void sim_fifo_open(struct sim_fifo *fifo);

/**
 * sim_fifo_close() - that client has gone; with the last one goes what is in the FIFO
 * @fifo: the FIFO; NULL if the channel has no partner
 */
void sim_fifo_close(struct sim_fifo *fifo);

/**
 * sim_fifo_abort() - a channel was terminated: what a receiver has not taken yet is lost
 * @c: the channel, with or without a partner
 *
 * Context: the channel's lock is held. sim_fifo_kick() has to follow.
 */
void sim_fifo_abort(struct sim_chan *c);

/**
 * sim_fifo_kick() - let the partner go on if this channel has given it reason to
 * @c: the channel, with or without a partner
 *
 * Context: no channel's lock is held.
 */
void sim_fifo_kick(struct sim_chan *c);

#endif
