/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How the end of a transfer reaches the client: device -> hard irq -> tasklet -> callback.
 */
#ifndef DMARIG_SIM_COMPLETE_H
#define DMARIG_SIM_COMPLETE_H

struct sim_chan;
struct sim_desc;

/**
 * sim_complete_init() - set up a channel's interrupt and tasklet
 * @c: the channel
 */
void sim_complete_init(struct sim_chan *c);

/**
 * sim_complete_finish() - the device is through with a descriptor
 * @c: its channel
 * @d: the descriptor; in no list
 *
 * Raises no interrupt: see sim_complete_raise() and sim_complete_interrupt().
 * Context: the channel's lock is held.
 */
void sim_complete_finish(struct sim_chan *c, struct sim_desc *d);

/**
 * sim_complete_part() - a transfer that goes on is through with a part
 * @c: its channel
 * @d: the descriptor; active
 *
 * Raises no interrupt either. Context: the channel's lock is held.
 */
void sim_complete_part(struct sim_chan *c, struct sim_desc *d);

/* sim_complete_call() - a callback is due; any context, and the channel's lock may be held */
void sim_complete_call(struct sim_chan *c);

/**
 * sim_complete_tell() - complete what has ended, and have it called back
 * @c: the channel
 *
 * Context: the channel's lock is held, up to hard irq.
 */
void sim_complete_tell(struct sim_chan *c);

/**
 * sim_complete_raise() - raise the channel's interrupt if anything that is over asked for one
 * @c: the channel
 *
 * Context: the channel's lock is held; anything up to hard irq.
 */
void sim_complete_raise(struct sim_chan *c);

/**
 * sim_complete_interrupt() - the channel's interrupt handler
 * @c: the channel
 *
 * Context: the channel's lock is held, in hard irq.
 */
void sim_complete_interrupt(struct sim_chan *c);

/**
 * sim_complete_sync() - wait until no interrupt and no callback is under way
 * @c: the channel
 *
 * Context: may sleep; not from a callback.
 */
void sim_complete_sync(struct sim_chan *c);

#endif
