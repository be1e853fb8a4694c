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
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include "sim/desc.h"
#include "sim/fault_state.h"
#include "sim/irq.h"

struct sim;
struct sim_fifo;
struct task_struct;

#define SIM_NR_FAILED	64	/* failed cookies a channel remembers; a power of two */

/**
 * struct sim_chan - a channel
 * @chan: what dmaengine sees
 * @sim: the controller
 * @fifo: leads to the channel's partner; NULL if it has none
 * @lock: protects everything below it. A raw one, taken in hard interrupts. The engine moves each
 *	piece of a transfer with it held: so whoever holds it sees a device that stands still, and
 *	pause and terminate are exact although nobody may sleep in them.
 * @free: descriptors nobody uses; for this list and the next six see the drawing in desc.h
 * @prepared: descriptors the client has not submitted yet
 * @submitted: descriptors waiting for issue_pending
 * @issued: descriptors the engine may start
 * @done: descriptors whose interrupt is under way
 * @completed: descriptors whose callback is due
 * @retired: descriptors the client has not acknowledged yet
 * @active: what the engine is at, or NULL
 * @paused: the client has paused it
 * @halted: nothing moves and nothing starts; the same as @paused, unless a fault has it otherwise
 * @waiting: the timer is armed for @active
 * @kick_partner: the other channel of the pair may have something to do
 * @gone: the device has been unbound; nothing may be queued any more
 * @slave: the configuration of transfers to come
 * @busy_until: when the model is done with the descriptor before
 * @failed: the cookies that failed last, oldest overwritten
 * @nr_failed: how many have failed
 * @faults: what the faults remember
 * @timer: the end of a piece of modelled time; its handler is the device's interrupt
 * @irq: the device's interrupt where no time is modelled
 * @tasklet: calls back
 * @hard_calls: calls back in hard irq, which only a fault does
 * @thread: the engine's, if it has one; set since the channel had its first client
 */
struct sim_chan {
	struct dma_chan chan;
	struct sim *sim;
	struct sim_fifo *fifo;

	raw_spinlock_t lock;
	struct list_head free, prepared, submitted, issued, done, completed, retired;
	struct sim_desc *active;
	bool paused, halted, waiting, gone, kick_partner;
	struct dma_slave_config slave;
	ktime_t busy_until;
	dma_cookie_t failed[SIM_NR_FAILED];
	unsigned int nr_failed;
	struct sim_fault_state faults;

	struct hrtimer timer;
	struct sim_irq irq;
	struct tasklet_struct tasklet;
	struct sim_irq hard_calls;
	struct task_struct *thread;
};

static inline struct sim_chan *to_sim_chan(struct dma_chan *chan)
{
	return container_of(chan, struct sim_chan, chan);
}

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
 * sim_chan_tx_status() - device_tx_status
 * @chan: the channel
 * @cookie: of the transfer asked for
 * @state: filled; may be NULL
 *
 * Return: the status. Context: any.
 */
enum dma_status sim_chan_tx_status(struct dma_chan *chan, dma_cookie_t cookie,
				   struct dma_tx_state *state);

/**
 * sim_chan_next() - make the next issued descriptor active
 * @c: the channel; nothing is active
 *
 * Return: the descriptor or NULL. Context: the channel's lock is held.
 */
struct sim_desc *sim_chan_next(struct sim_chan *c);

#endif
