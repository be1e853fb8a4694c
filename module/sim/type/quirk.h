/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a quirk is made of, and what a channel remembers for the sake of its quirks.
 */
#ifndef DMARIG_SIM_TYPE_QUIRK_H
#define DMARIG_SIM_TYPE_QUIRK_H

#include <linux/dmaengine.h>
#include <linux/hrtimer.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct sim;
struct sim_chan;
struct sim_desc;

/* What the rest of the simulator does in another way, as bits of quirk->manners. */
enum sim_manner {
	SIM_CALLBACK_ONLY	= 1 << 0,	/* of the two callbacks, callback alone is made */
	SIM_CALLBACK_ALWAYS	= 1 << 1,	/* also without DMA_PREP_INTERRUPT */
	SIM_COOKIE_LATE		= 1 << 2,	/* a cookie completes where it is called back */
	SIM_TELL_TOGETHER	= 1 << 3,	/* an interrupt tells of several transfers */
	SIM_THREAD_CALLS	= 1 << 4,	/* callbacks come from a thread */
	SIM_ENTRIES_APART	= 1 << 5,	/* the engine is started anew for each entry */
	SIM_PAUSE_BUSY		= 1 << 6,	/* an idle channel cannot be paused */
	SIM_NO_ORDER		= 1 << 7,	/* every status is DMA_OUT_OF_ORDER */
	SIM_LATE_DESCS		= 1 << 8,	/* a work item gives descriptors back */
	SIM_PAIRED_CALLS	= 1 << 9,	/* a lock is held from prep to submit */
	SIM_ONE_ENGINE		= 1 << 10,	/* one channel works at a time */
	SIM_NAPS		= 1 << 11,	/* an idle engine has to wake up first */
	SIM_CHAN_DEVICES	= 1 << 12,	/* every channel has a DMA device of its own */
	SIM_SUSPENDS		= 1 << 13,	/* it is runtime-suspended when it is idle */
	SIM_CONFIG_ANSWERS	= 1 << 14,	/* it writes to a client's configuration */
	SIM_SLEEPS_IDLE		= 1 << 15,	/* while it works the system does not sleep */
	SIM_CALLS_TAKEN		= 1 << 16,	/* no callback stops those of what is complete */
};

/**
 * struct sim_quirk - a peculiarity that the contract allows
 * @manners: enum sim_manner
 * @caps: which of the directory's caps it leaves, as bits of sim_ops[]; NULL for all
 * @setup: change what the dma_device offers, before it is registered
 * @refuse: would prep return NULL? The channel's lock is held
 * @takes: is the configuration one it takes? No lock is held
 * @direct: is there a descriptor for this direction, as the channel is configured?
 * @residue: what it says of so many bytes that are left of a descriptor; the channel's lock is held
 *
 * What is not set is as without the quirk.
 */
struct sim_quirk {
	unsigned long manners;
	unsigned long (*caps)(void);
	void (*setup)(struct sim *sim);
	bool (*refuse)(struct sim_chan *c);
	bool (*takes)(const struct sim_chan *c, const struct dma_slave_config *cfg);
	bool (*direct)(const struct sim_chan *c, enum dma_transfer_direction dir);
	size_t (*residue)(const struct sim_chan *c, const struct sim_desc *d, size_t left);
};

#define SIM_MAX_QUIRKS	64	/* bits of a setting */

/**
 * struct sim_quirks - those of a live controller
 * @manners: of all
 * @nr: entries of @at
 * @at: the quirks, in the order of the table
 * @prep: the operations of the dma_device that quirks have put their own before
 *
 * Nothing here changes while the controller is live.
 */
struct sim_quirks {
	unsigned long manners;
	unsigned int nr;
	const struct sim_quirk *at[SIM_MAX_QUIRKS];
	struct dma_device prep;
};

/**
 * struct sim_quirk_state - a channel's
 * @late: descriptors that a work item gives back
 * @late_work: gives them back
 * @pair_lock: held from prep to submit by the quirk that does
 * @pair_flags: the interrupts of whoever holds it
 * @telling: an interrupt is put off until @timer is over
 * @timer: raises it
 * @calls: calls back from a thread
 * @wants: it waits for the one engine; the engine's lock
 * @idle_since: when it had nothing to do any more
 * @awake: it has something to do, and keeps the controller from being suspended
 * @rest: lets it be suspended
 *
 * Protected by the channel's lock where nothing else is said.
 */
struct sim_quirk_state {
	struct list_head late;
	struct delayed_work late_work;
	raw_spinlock_t pair_lock;	/* prep to submit */
	unsigned long pair_flags;
	bool telling;
	struct hrtimer timer;
	struct work_struct calls;
	bool wants;
	ktime_t idle_since;
	bool awake;
	struct work_struct rest;
};

#endif
