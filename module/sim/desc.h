/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where descriptors come from, how they are submitted, and where they go.
 */
#ifndef DMARIG_SIM_DESC_H
#define DMARIG_SIM_DESC_H

#include "sim/type/desc.h"

struct sim_chan;
struct sim_op;

/**
 * sim_desc_prepare() - take a descriptor for a client's prep
 * @c: the channel
 * @op: what it is to do
 * @len: bytes; may be 0
 * @flags: enum dma_ctrl_flags
 *
 * Follows provider.rst: a prep may be called in atomic context, so it never sleeps.
 * Return: the descriptor, on the prepared list, or NULL.
 */
struct sim_desc *sim_desc_prepare(struct sim_chan *c, const struct sim_op *op, size_t len,
				  unsigned long flags);

/**
 * sim_desc_discard() - give back a descriptor whose prep has failed
 * @d: what sim_desc_prepare() returned
 */
void sim_desc_discard(struct sim_desc *d);

/**
 * sim_desc_withhold() - a fault: the last @n bytes do not get where they should
 * @d: the descriptor, before its first byte; if there are fewer, none does
 * @n: bytes
 *
 * Where a peer on the other side would wait for them they pass, and are lost.
 * Return: true if any do not.
 */
bool sim_desc_withhold(struct sim_desc *d, size_t n);

/**
 * sim_desc_reserve() - make descriptors beforehand
 * @c: the channel; not in use yet
 *
 * Return: 0 or -ENOMEM. Context: may sleep.
 */
int sim_desc_reserve(struct sim_chan *c);

/**
 * sim_desc_release() - free every descriptor
 * @c: the channel; nothing may use it any more
 */
void sim_desc_release(struct sim_chan *c);

/**
 * sim_desc_retire() - put a descriptor back that is through with everything, callback included
 * @d: the descriptor; in no list
 *
 * It is free at once if the client has acknowledged it, and when it does otherwise; or the client's
 * again, to be submitted or freed, with DMA_CTRL_REUSE.
 * Context: the channel's lock is held.
 */
void sim_desc_retire(struct sim_desc *d);

/* sim_desc_home() - the list one goes to when it is through; the channel's lock is held */
struct list_head *sim_desc_home(struct sim_chan *c, struct sim_desc *d);

/* sim_desc_is_reused() - will the client submit it again, or free it? */
static inline bool sim_desc_is_reused(const struct sim_desc *d)
{
	return d->txd.flags & DMA_CTRL_REUSE;
}

/**
 * sim_desc_complete() - complete the cookie
 * @d: the descriptor
 *
 * Context: the channel's lock is held.
 */
void sim_desc_complete(struct sim_desc *d);

#endif
