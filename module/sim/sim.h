/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A simulated controller and its channels: every struct of the module that more than one file sees
 * is here or in sim/type. The header of a file has its functions alone, so that no two files need
 * each other.
 *
 * Lock order: a channel's lock, then the bus's, a FIFO's or an address space's. Never two channels'
 * at once.
 */
#ifndef DMARIG_SIM_SIM_H
#define DMARIG_SIM_SIM_H

#include <linux/dmaengine.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/ktime.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include "sim/irq.h"
#include "sim/type/config.h"
#include "sim/type/desc.h"
#include "sim/type/fault.h"
#include "sim/type/quirk.h"

struct iommu_domain;
struct sim_fifo;
struct sim_iova;
struct sim_ram;
struct task_struct;

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

/**
 * struct sim_engine - a member of the engine vector
 * @name: as in configfs
 * @help: one line
 * @start: a client has come; may be NULL. Returns 0 or -errno; may sleep
 * @stop: the client has gone; nothing is queued and nothing will be. May be NULL; may sleep
 * @destroy: the controller goes away, after the last stop. May be NULL; may sleep
 * @kick: something was issued, or moves again; the channel's lock is held, up to hard irq
 */
struct sim_engine {
	const char *name;
	const char *help;
	int (*start)(struct sim_chan *c);
	void (*stop)(struct sim_chan *c);
	void (*destroy)(struct sim_chan *c);
	void (*kick)(struct sim_chan *c);
};

/**
 * struct sim_bus - what the channels of a controller share
 * @lock: protects @free_at
 * @free_at: when the bus is done with every burst granted so far
 */
struct sim_bus {
	raw_spinlock_t lock;
	ktime_t free_at;
};

#define SIM_NR_FAILED	64	/* failed cookies a channel remembers; a power of two */

/**
 * struct sim_chan - a channel
 * @chan: what dmaengine sees
 * @sim: the controller
 * @fifo: leads to the channel's partner; NULL if it has none
 * @lock: protects everything below it. A raw one, taken in hard interrupts. The engine moves each
 *	piece of a transfer with it held: so its holder sees a device that stands still, and
 *	pause and terminate are exact although nobody may sleep in them.
 * @free: descriptors nobody uses; for this list and the next six see the drawing in type/desc.h
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
 * @answer: what a quirk tells its clients of
 * @busy_until: when the model is done with the descriptor before
 * @failed: the cookies that failed last, oldest overwritten
 * @nr_failed: how many have failed
 * @faults: what the faults remember
 * @quirks: what the quirks remember
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
	u8 answer[8];
	ktime_t busy_until;
	dma_cookie_t failed[SIM_NR_FAILED];
	unsigned int nr_failed;
	struct sim_fault_state faults;
	struct sim_quirk_state quirks;

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
 * struct sim_shared - the one engine of all channels, where a quirk has it so
 * @lock: protects the owner, and which channels want to be; inside a channel's
 * @owner: who has it; NULL if nobody does
 * @turn: kicks the channel whose turn it is
 */
struct sim_shared {
	raw_spinlock_t lock;
	struct sim_chan *owner;
	struct work_struct turn;
};

/**
 * struct sim - a live controller
 * @dd: what dmaengine sees
 * @cfg: the settings; one reference
 * @engine: of its channels; what the directory says may change before the last client has gone
 * @dev: the platform device; one reference
 * @iova: the addresses it has given out itself; NULL unless it has map-ops of its own
 * @domain: what an IOMMU translates its addresses by; NULL if none does
 * @coherent: does it see the CPU's caches?
 * @quirks: those that were chosen
 * @suspended: it is runtime-suspended, and its registers are dead
 * @shared: the one engine
 * @bus: the model of time its channels share
 * @fifos: one for each pair of channels; NULL unless they are paired
 * @ram: the memory it may touch
 * @leaked_refs: references to the module that a fault has left
 * @leaked_devs: references to @dev that a fault has left
 * @leaked_pm: how often a fault has left the runtime-PM count of @dev raised
 * @free_work: frees it all, once the last client has gone
 * @nr_chans: entries of @chans
 * @chans: the channels
 */
struct sim {
	struct dma_device dd;
	struct sim_config *cfg;
	const struct sim_engine *engine;
	struct device *dev;
	struct sim_iova *iova;
	struct iommu_domain *domain;
	bool coherent;
	struct sim_quirks quirks;
	bool suspended;
	struct sim_shared shared;
	struct sim_bus bus;
	struct sim_fifo *fifos;
	struct sim_ram *ram;
	atomic_t leaked_refs, leaked_devs, leaked_pm;
	struct work_struct free_work;
	unsigned int nr_chans;
	struct sim_chan chans[];
};

#endif
