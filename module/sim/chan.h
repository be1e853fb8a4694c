/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A channel of the simulated controller: the queue, and the dmaengine operations on it. How bytes
 * move is the engine's business; how time passes, the bus's.
 */
#ifndef DMARIG_SIM_CHAN_H
#define DMARIG_SIM_CHAN_H

#include <linux/dmaengine.h>

struct sim;
struct sim_chan;
struct sim_desc;

/**
 * sim_chan_init() - make a channel known to its controller's dma_device
 * @c: zeroed memory
 * @sim: the controller
 */
void sim_chan_init(struct sim_chan *c, struct sim *sim);

/**
 * sim_chan_ops() - fill in the operations that do not depend on capabilities
 * @dd: the dma_device to fill
 */
void sim_chan_ops(struct dma_device *dd);

/**
 * sim_chan_unplug() - the device goes away under the channel's client
 * @c: the channel
 *
 * Whatever is queued is dropped without a callback, and nothing can be queued any more. The client
 * still has to release the channel.
 */
void sim_chan_unplug(struct sim_chan *c);

/**
 * sim_chan_issue() - let the engine have everything that was submitted
 * @c: the channel
 *
 * Context: the channel's lock is held.
 */
void sim_chan_issue(struct sim_chan *c);

/**
 * sim_chan_abort() - stop, and drop everything that was submitted, without a callback
 * @c: the channel
 *
 * Context: the channel's lock is not held.
 */
void sim_chan_abort(struct sim_chan *c);

/**
 * sim_chan_next() - make the next issued descriptor active
 * @c: the channel; nothing is active
 *
 * Return: the descriptor or NULL. Context: the channel's lock is held.
 */
struct sim_desc *sim_chan_next(struct sim_chan *c);

#endif
