/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Transfers of explore: their memory, submitting them, and whether they are as they must be.
 */
#ifndef DMARIG_EXPLORE_XFER_H
#define DMARIG_EXPLORE_XFER_H

#include "explore/explore.h"

/* xfer_alloc() - memory for transfers with numbers; 0 or -ENOMEM, and then some of it is there */
int xfer_alloc(struct explore *x);

/* xfer_alloc_crowd() - likewise for those that no call names, where a sequence has them */
int xfer_alloc_crowd(struct explore *x);

/* xfer_free() - the opposite */
void xfer_free(struct explore *x);

/* xfer_fill() - fill the sources, and poison the destinations with all around them */
void xfer_fill(struct xfer *t);

/* xfer_src() - where the CPU finds source @i, and xfer_src_dma() where the device does */
static inline u8 *xfer_src(const struct xfer *t, u32 i)
{
	return t->memory + i * XFER_ROOM + XFER_LEAD + t->off;
}

static inline dma_addr_t xfer_src_dma(const struct xfer *t, u32 i)
{
	return t->dma + i * XFER_ROOM + XFER_LEAD + t->off;
}

/* xfer_dst() and xfer_dst_dma() - the same for destination @i */
static inline u8 *xfer_dst(const struct xfer *t, u32 i)
{
	return xfer_src(t, XFER_SOURCES + i);
}

static inline dma_addr_t xfer_dst_dma(const struct xfer *t, u32 i)
{
	return xfer_src_dma(t, XFER_SOURCES + i);
}

/* xfer_src_key() - of the pattern of source @i */
u64 xfer_src_key(const struct xfer *t, u32 i);

/**
 * xfer_submit() - fill memory, prepare a descriptor and submit it
 * @x: the explorer
 * @c: the call: which kind, number, length and offset
 *
 * Any context that the call's place says. Where nobody may sleep and the channel has no descriptor
 * for the moment, the transfer is not begun, and later calls about it do nothing.
 */
void xfer_submit(struct explore *x, const struct call *c);

/* xfer_submit_again() - submit a descriptor that was kept, of a transfer that is over; any */
void xfer_submit_again(struct xfer *t);

/* xfer_forget() - its place is free again; a callback that comes from now on is late */
void xfer_forget(struct xfer *t);

/* xfer_free_kept() - give back a descriptor that was kept, if it was; may sleep */
void xfer_free_kept(struct xfer *t);

/* explore_is_busy() - is any transfer not over? */
bool explore_is_busy(const struct explore *x);

/* xfer_is_over() - has it called back, or, being quiet, is it complete by its status? */
bool xfer_is_over(const struct xfer *t);

/* xfer_is_through() - the same, and nothing more is to come of it, as of a ring there is */
static inline bool xfer_is_through(const struct xfer *t)
{
	return !t->kind->rings && xfer_is_over(t);
}

/* xfer_is_wanted() - must it come to an end, for all that was called? */
static inline bool xfer_is_wanted(const struct xfer *t)
{
	return READ_ONCE(t->must_run) && !READ_ONCE(t->may_stop);
}

/* explore_await_callbacks() - wait until none is running; may sleep */
void explore_await_callbacks(struct explore *x);

/* xfer_wait() - wait until it is over, unless it need not end; fails when it does not in time */
void xfer_wait(struct xfer *t);

/* xfer_right() - is its data as it must be at the end? If not, fails, for @when */
bool xfer_right(const struct xfer *t, const char *rule, const char *when);

/* xfer_untouched() - is its destination as it was filled? If not, fails */
bool xfer_untouched(const struct xfer *t, const char *when);

/* xfer_around() - are guards and sources as they were filled? If not, fails */
bool xfer_around(const struct xfer *t);

/* xfer_keep() - remember the destinations; xfer_still() - are they as they were then? */
void xfer_keep(struct xfer *t);
bool xfer_still(const struct xfer *t, const char *rule, const char *when);

/*
 * xfer_callback() - of a descriptor, whose argument is a struct xfer_tag; xfer_plain_callback() for
 * drivers that have no result to tell
 */
void xfer_callback(void *param, const struct dmaengine_result *result);
void xfer_plain_callback(void *param);

/**
 * explore_turn() - configure a slave channel for one way
 * @x: the explorer
 * @dir: which way
 * @c: the call that needs it
 *
 * Return: false when that cannot be done in the call's context, or is refused.
 */
bool explore_turn(struct explore *x, enum dma_transfer_direction dir, const struct call *c);

/* explore_configure() - for the register, or the other one; false when that fails; may sleep */
bool explore_configure(struct explore *x, bool other);

#endif
