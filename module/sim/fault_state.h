/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a channel remembers for the sake of its faults, and what several of them need.
 */
#ifndef DMARIG_SIM_FAULT_STATE_H
#define DMARIG_SIM_FAULT_STATE_H

#include <linux/dmaengine.h>
#include <linux/hrtimer.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct sim_chan;
struct sim_desc;
struct sim_fault;

#define SIM_STASH_BYTES	4096	/* what a channel remembers of a transfer */
#define SIM_NR_MARKED	64	/* cookies it remembers; a power of two */
#define SIM_MAX_LEAKED	32	/* descriptors: a channel that has lost so many has none left */
#define SIM_GHOST_BYTES	64	/* that must be as they were for a late write to happen */

/**
 * struct sim_ghost - memory of a terminated transfer that may be written later
 * @addr: where; 0 if there is none
 * @seen: what was there
 */
struct sim_ghost {
	dma_addr_t addr;
	u8 seen[SIM_GHOST_BYTES];
};

/**
 * struct sim_sequence - what a fault is drawn for, one after the other
 * @next: the position of the next one
 * @sought: up to here it is known where the fault is; with fault_near
 */
struct sim_sequence {
	u64 next, sought;
};

/**
 * struct sim_fault_state - a channel's
 * @epoch: of the choice the sequences belong to
 * @transfers: the sequence of transfers
 * @calls: that of operations
 * @stash: memory of a transfer
 * @stash_len: bytes in @stash
 * @marked: cookies whose status a fault distorts, oldest overwritten
 * @nr_marked: how many were ever marked
 * @lost: descriptors that only terminating brings back
 * @nr_leaked: descriptors a fault has leaked since the channel was requested
 * @wedged: nothing starts until the channel is requested anew
 * @was_released: the channel has had a client before
 * @calling: a callback is running
 * @carry: the next transfer that begins has this fault, because of what has gone before
 * @ghost: where a terminated transfer may still write
 * @owed: what synchronize has to do first; NULL if nothing
 * @later: what the timer does, with the channel's lock held
 * @timer: runs @later
 * @callback_lock: held over callbacks by the fault that does
 * @holder: the CPU that holds it; -1 if none does
 * @called: what has to be done after the callback
 *
 * Protected by the channel's lock, but for the last four.
 */
struct sim_fault_state {
	u32 epoch;
	struct sim_sequence transfers, calls;
	u8 *stash;
	size_t stash_len;
	dma_cookie_t marked[SIM_NR_MARKED];
	unsigned int nr_marked;
	struct list_head lost;
	unsigned int nr_leaked;
	bool wedged, was_released, calling;
	const struct sim_fault *carry;
	struct sim_ghost ghost;
	void (*owed)(struct sim_chan *c);
	void (*later)(struct sim_chan *c);
	struct hrtimer timer;
	spinlock_t callback_lock;	/* what a driver should not have held */
	int holder;
	void (*called)(struct sim_chan *c);
};

/* sim_fault_state_init() - of a channel nobody knows yet */
void sim_fault_state_init(struct sim_chan *c);

/* sim_fault_state_open() - a client has come; 0 or -ENOMEM. May sleep */
int sim_fault_state_open(struct sim_chan *c);

/* sim_fault_state_close() - the client has gone, and nothing is queued. May sleep */
void sim_fault_state_close(struct sim_chan *c);

/**
 * sim_fault_later() - do something after some time
 * @c: the channel
 * @ns: the time
 * @fn: called with the channel's lock held, in hard irq; replaces what was to be done
 *
 * Context: the channel's lock is held.
 */
void sim_fault_later(struct sim_chan *c, u64 ns, void (*fn)(struct sim_chan *c));

/**
 * sim_fault_mark() - the hook that remembers a cookie, whose status is distorted from now on
 * @c: the channel
 * @d: the descriptor, at SIM_AT_FINISH
 *
 * Return: false, as nothing wrong has been done yet. Context: the channel's lock is held.
 */
bool sim_fault_mark(struct sim_chan *c, struct sim_desc *d);

/* sim_fault_is_marked() - is this one of them? Lock held */
bool sim_fault_is_marked(const struct sim_chan *c, dma_cookie_t cookie);

/* sim_fault_lose() - a descriptor, issued, submitted or active, is forgotten. Lock held */
void sim_fault_lose(struct sim_chan *c, struct sim_desc *d);

/* sim_fault_flip() - flip bytes the way a device does, behind KASAN's back */
void sim_fault_flip(struct sim_chan *c, u8 *p, size_t n);

/**
 * sim_fault_flip_at() - flip what the device finds at an address, if it is anything
 * @c: the channel
 * @addr: DMA address
 * @n: bytes
 *
 * Return: true if there was something. Context: the channel's lock is held.
 */
bool sim_fault_flip_at(struct sim_chan *c, dma_addr_t addr, size_t n);

/* sim_fault_below() - a number below @limit, made of a random one */
u64 sim_fault_below(u64 random, u64 limit);

/**
 * sim_fault_stash() - remember the first bytes of what a transfer reads
 * @c: the channel
 * @d: the descriptor
 *
 * Return: false if there is nothing to read. Context: the channel's lock is held.
 */
bool sim_fault_stash(struct sim_chan *c, struct sim_desc *d);

/* sim_fault_unstash() - write it where another one writes; false if there is none. Lock held */
bool sim_fault_unstash(struct sim_chan *c, struct sim_desc *d);

/* sim_ghost_remember() - a transfer was terminated; false if it writes too little. Lock held */
bool sim_ghost_remember(struct sim_chan *c, struct sim_desc *d);

/* sim_ghost_strike() - write where it did, if that looks untouched; returns whether. Lock held */
bool sim_ghost_strike(struct sim_chan *c);

#endif
