// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks in the life of descriptors: how many there are, when they come back, and what is locked
 * while a client has one.
 */
#include <linux/jiffies.h>
#include "sim/desc.h"
#include "sim/quirk/desc.h"
#include "sim/quirk/quirk.h"

#define POOL		64
#define SMALL_POOL	16
#define LATE_MS		1

static unsigned int count(const struct list_head *list)
{
	const struct list_head *at;
	unsigned int n = 0;

	list_for_each(at, list)
		n++;
	return n;
}

/* Those that a client or the device has, and those that are late. */
static unsigned int count_out(const struct sim_chan *c)
{
	return count(&c->prepared) + count(&c->submitted) + count(&c->issued) + count(&c->done) +
	       count(&c->completed) + count(&c->quirks.late) + !!c->active;
}

static bool small_pool_is_out(struct sim_chan *c)
{
	return count_out(c) >= SMALL_POOL;
}

const struct sim_quirk sim_quirk_pool_of_16 = {
	.refuse		= small_pool_is_out,
};

/* A channel that takes a descriptor looks first which have been acknowledged since. */
static bool acknowledged_are_out(struct sim_chan *c)
{
	const struct sim_desc *d;
	unsigned int kept = 0;

	list_for_each_entry(d, &c->retired, node)
		kept += !async_tx_test_ack((struct dma_async_tx_descriptor *)&d->txd);
	return kept + count_out(c) >= POOL;
}

const struct sim_quirk sim_quirk_unacked_kept = {
	.refuse		= acknowledged_are_out,
};

static bool pool_is_out(struct sim_chan *c)
{
	return count_out(c) >= POOL;
}

const struct sim_quirk sim_quirk_late_descriptors = {
	.manners	= SIM_LATE_DESCS,
	.refuse		= pool_is_out,
};

const struct sim_quirk sim_quirk_lock_prep_to_submit = {
	.manners	= SIM_PAIRED_CALLS,
};

static void give_back(struct sim_chan *c)
{
	struct sim_desc *d, *next;
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	list_for_each_entry_safe(d, next, &c->quirks.late, node)
		list_move(&d->node, sim_desc_home(c, d));
	raw_spin_unlock_irqrestore(&c->lock, flags);
}

static void on_late_work(struct work_struct *work)
{
	struct sim_quirk_state *quirks =
		container_of(to_delayed_work(work), struct sim_quirk_state, late_work);

	give_back(container_of(quirks, struct sim_chan, quirks));
}

void sim_quirk_descs_init(struct sim_chan *c)
{
	INIT_LIST_HEAD(&c->quirks.late);
	INIT_DELAYED_WORK(&c->quirks.late_work, on_late_work);
	raw_spin_lock_init(&c->quirks.pair_lock);
}

void sim_quirk_descs_close(struct sim_chan *c)
{
	cancel_delayed_work_sync(&c->quirks.late_work);
	give_back(c);
}

/* The client submits in the context in which it prepares, with nothing in between that sleeps. */
void sim_quirk_prepared(struct sim_desc *d)
{
	struct sim_chan *c = to_sim_chan(d->txd.chan);
	unsigned long flags;

	if (!sim_has_manner(c, SIM_PAIRED_CALLS))
		return;
	raw_spin_lock_irqsave(&c->quirks.pair_lock, flags);
	/* sim_quirk_parted() lets go of it, which sparse cannot see. */
	__release(&c->quirks.pair_lock);
	c->quirks.pair_flags = flags;
	d->paired = true;
}

/* One that is submitted again was not prepared again. */
void sim_quirk_parted(struct sim_desc *d)
{
	struct sim_chan *c = to_sim_chan(d->txd.chan);

	if (!d->paired)
		return;
	d->paired = false;
	__acquire(&c->quirks.pair_lock);
	raw_spin_unlock_irqrestore(&c->quirks.pair_lock, c->quirks.pair_flags);
}

bool sim_quirk_keep(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	if (!sim_has_manner(c, SIM_LATE_DESCS) || sim_desc_is_reused(d))
		return false;
	list_add_tail(&d->node, &c->quirks.late);
	schedule_delayed_work(&c->quirks.late_work, msecs_to_jiffies(LATE_MS));
	return true;
}
