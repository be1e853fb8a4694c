// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a channel remembers for its faults, and helpers that several faults share.
 */
#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "core/base/compat.h"
#include "sim/fault/state.h"
#include "sim/side.h"
#include "sim/sim.h"
#include "sim/world/translate.h"

static enum hrtimer_restart on_timer(struct hrtimer *timer)
{
	struct sim_chan *c = container_of(timer, struct sim_chan, faults.timer);
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	c->faults.later(c);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return HRTIMER_NORESTART;
}

void sim_fault_state_init(struct sim_chan *c)
{
	struct sim_fault_state *fs = &c->faults;

	INIT_LIST_HEAD(&fs->lost);
	spin_lock_init(&fs->callback_lock);
	fs->holder = -1;
	ct_hrtimer_setup(&fs->timer, on_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
}

int sim_fault_state_open(struct sim_chan *c)
{
	struct sim_fault_state *fs = &c->faults;

	fs->stash_len = 0;
	fs->nr_marked = 0;
	fs->nr_leaked = 0;
	fs->wedged = fs->jammed;
	fs->jammed = false;
	fs->carry = NULL;
	fs->at_synchronize = NULL;
	fs->late_write.addr = 0;
	fs->stash = kmalloc(SIM_STASH_BYTES, GFP_KERNEL);
	return fs->stash ? 0 : -ENOMEM;
}

void sim_fault_state_close(struct sim_chan *c)
{
	hrtimer_cancel(&c->faults.timer);
	kfree(c->faults.stash);
	c->faults.stash = NULL;
}

void sim_fault_later(struct sim_chan *c, u64 ns, void (*fn)(struct sim_chan *c))
{
	lockdep_assert_held(&c->lock);
	c->faults.later = fn;
	hrtimer_start(&c->faults.timer, ns_to_ktime(ns), HRTIMER_MODE_REL_HARD);
}

bool sim_fault_mark(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	c->faults.marked[c->faults.nr_marked++ % SIM_NR_MARKED] = d->txd.cookie;
	return false;
}

bool sim_fault_is_marked(const struct sim_chan *c, dma_cookie_t cookie)
{
	unsigned int i, nr = min_t(unsigned int, c->faults.nr_marked, SIM_NR_MARKED);

	lockdep_assert_held(&c->lock);
	for (i = 0; i < nr; i++)
		if (c->faults.marked[i] == cookie)
			return true;
	return false;
}

void sim_fault_lose(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (d == c->active) {
		c->active = NULL;
		c->waiting = false;
	}
	list_move_tail(&d->node, &c->faults.lost);
}

/*
 * A device writes behind the CPU's back, so KASAN must not see the damage. Otherwise KASAN would
 * report this write, where a rule has to find its effect.
 */
static void __no_sanitize_address flip(u8 *p)
{
	WRITE_ONCE(*p, ~READ_ONCE(*p));
}

void sim_fault_flip(struct sim_chan *c, u8 *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		flip(p + i);
	sim_flush(c->sim, p, n);
}

bool sim_fault_flip_at(struct sim_chan *c, dma_addr_t addr, size_t n)
{
	u8 *p = sim_translate(c->sim, addr, n, true);

	lockdep_assert_held(&c->lock);
	if (!p)
		return false;
	sim_fault_flip(c, p, n);
	return true;
}

u64 sim_fault_below(u64 random, u64 limit)
{
	u64 rem;

	div64_u64_rem(random, limit, &rem);
	return rem;
}

/* Of a list only the first piece is used. */
static u8 *first_bytes(struct sim_chan *c, struct sim_desc *d, const struct sim_side *side,
		       bool write, size_t *n)
{
	*n = min_t(size_t, *n, side->nr_pieces ? side->list[0].len : d->len);
	return side->nr ? sim_translate(c->sim, sim_side_addr(side, 0, 0), *n, write) : NULL;
}

bool sim_fault_stash(struct sim_chan *c, struct sim_desc *d)
{
	size_t n = SIM_STASH_BYTES;
	u8 *from = first_bytes(c, d, &d->src, false, &n);

	lockdep_assert_held(&c->lock);
	if (!from)
		return false;
	sim_flush(c->sim, from, n);
	c->faults.stash_len = n;
	memcpy(c->faults.stash, from, n);
	return true;
}

bool sim_fault_unstash(struct sim_chan *c, struct sim_desc *d)
{
	size_t n = c->faults.stash_len;
	u8 *to = n ? first_bytes(c, d, &d->dst, true, &n) : NULL;

	lockdep_assert_held(&c->lock);
	if (!to)
		return false;
	memcpy(to, c->faults.stash, n);
	sim_flush(c->sim, to, n);
	return true;
}

/*
 * KASAN must not see these reads: the client may have freed the memory, and only reading it tells.
 */
static bool __no_sanitize_address is_untouched(const u8 *p, const struct sim_late_write *late)
{
	size_t i;

	for (i = 0; i < SIM_LATE_BYTES; i++)
		if (READ_ONCE(p[i]) != late->seen[i])
			return false;
	return true;
}

bool sim_late_write_arm(struct sim_chan *c, struct sim_desc *d)
{
	struct sim_late_write *late = &c->faults.late_write;
	size_t n = SIM_LATE_BYTES;
	u8 *p = first_bytes(c, d, &d->dst, true, &n);

	lockdep_assert_held(&c->lock);
	if (!p || n < SIM_LATE_BYTES)
		return false;
	sim_flush(c->sim, p, n);
	late->addr = sim_side_addr(&d->dst, 0, 0);
	memcpy(late->seen, p, n);
	return true;
}

bool sim_late_write_do(struct sim_chan *c)
{
	struct sim_late_write *late = &c->faults.late_write;
	u8 *p;

	lockdep_assert_held(&c->lock);
	if (!late->addr)
		return false;
	p = sim_translate(c->sim, late->addr, SIM_LATE_BYTES, true);
	late->addr = 0;
	if (!p)
		return false;
	sim_flush(c->sim, p, SIM_LATE_BYTES);
	if (!is_untouched(p, late))
		return false;
	sim_fault_flip(c, p, sizeof(u64));
	return true;
}
