/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a channel remembers for its faults, and helpers that several faults share.
 */
#ifndef DMARIG_SIM_FAULT_STATE_H
#define DMARIG_SIM_FAULT_STATE_H

#include <linux/dmaengine.h>
#include <linux/types.h>

struct sim_chan;
struct sim_desc;

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

/**
 * sim_fault_is_marked() - has sim_fault_mark() remembered this cookie?
 * @c: the channel
 * @cookie: the cookie
 *
 * Context: the channel's lock is held.
 */
bool sim_fault_is_marked(const struct sim_chan *c, dma_cookie_t cookie);

/**
 * sim_fault_lose() - forget a descriptor, until the channel is terminated
 * @c: the channel
 * @d: the descriptor; issued, submitted or active
 *
 * Context: the channel's lock is held.
 */
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

/**
 * sim_fault_unstash() - write the remembered bytes to the destination of another transfer
 * @c: the channel
 * @d: the other transfer's descriptor
 *
 * Return: false if none are remembered or nothing is written. Context: the channel's lock is held.
 */
bool sim_fault_unstash(struct sim_chan *c, struct sim_desc *d);

/**
 * sim_late_write_arm() - remember the destination of a terminated transfer
 * @c: the channel
 * @d: the transfer's descriptor
 *
 * Return: false if it writes too little. Context: the channel's lock is held.
 */
bool sim_late_write_arm(struct sim_chan *c, struct sim_desc *d);

/**
 * sim_late_write_do() - write to that destination, if it still looks as it did
 * @c: the channel
 *
 * Return: true if it has written. Context: the channel's lock is held.
 */
bool sim_late_write_do(struct sim_chan *c);

#endif
