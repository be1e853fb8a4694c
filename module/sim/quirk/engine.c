// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks of the controller itself: one engine behind all channels, which goes round those that have
 * something to do; one that sleeps; and DMA devices of the channels.
 */
#include <linux/dma-mapping.h>
#include "core/base/compat.h"
#include "sim/quirk/engine.h"
#include "sim/quirk/quirk.h"

#define NAP_AFTER_NS	(2 * NSEC_PER_MSEC)
#define WAKE_NS		NSEC_PER_MSEC

const struct sim_quirk sim_quirk_one_engine = {
	.manners	= SIM_ONE_ENGINE,
};

const struct sim_quirk sim_quirk_wakes_slowly = {
	.manners	= SIM_NAPS,
};

const struct sim_quirk sim_quirk_device_per_channel = {
	.manners	= SIM_CHAN_DEVICES,
};

/* No two channels' locks are held at once, so the one to go next is kicked from here. */
static void on_turn(struct work_struct *work)
{
	struct sim *sim = container_of(work, struct sim, shared.turn);
	struct sim_chan *c;
	unsigned long flags;

	for (c = sim->chans; c < sim->chans + sim->nr_chans; c++) {
		raw_spin_lock_irqsave(&c->lock, flags);
		if (!c->halted && !list_empty(&c->issued))
			sim->engine->kick(c);
		raw_spin_unlock_irqrestore(&c->lock, flags);
	}
}

void sim_shared_init(struct sim *sim)
{
	raw_spin_lock_init(&sim->shared.lock);
	INIT_WORK(&sim->shared.turn, on_turn);
}

void sim_shared_exit(struct sim *sim)
{
	cancel_work_sync(&sim->shared.turn);
}

bool sim_shared_take(struct sim_chan *c)
{
	struct sim_shared *shared = &c->sim->shared;
	bool ours;

	lockdep_assert_held(&c->lock);
	if (!sim_has_manner(c, SIM_ONE_ENGINE))
		return true;
	raw_spin_lock(&shared->lock);
	if (!shared->owner)
		shared->owner = c;
	ours = shared->owner == c;
	c->quirks.wants = !ours;
	raw_spin_unlock(&shared->lock);
	return ours;
}

static struct sim_chan *next_in_turn(struct sim_chan *c)
{
	struct sim *sim = c->sim;
	unsigned int i, at = c - sim->chans;

	for (i = 1; i < sim->nr_chans; i++) {
		c = &sim->chans[(at + i) % sim->nr_chans];
		if (c->quirks.wants)
			return c;
	}
	return NULL;
}

void sim_shared_leave(struct sim_chan *c)
{
	struct sim_shared *shared = &c->sim->shared;

	lockdep_assert_held(&c->lock);
	if (!sim_has_manner(c, SIM_ONE_ENGINE | SIM_NAPS))
		return;
	c->quirks.idle_since = ktime_get();
	raw_spin_lock(&shared->lock);
	c->quirks.wants = false;
	if (shared->owner == c) {
		shared->owner = next_in_turn(c);
		if (shared->owner)
			schedule_work(&shared->turn);
	}
	raw_spin_unlock(&shared->lock);
}

u64 sim_wake_ns(const struct sim_chan *c)
{
	if (!sim_has_manner(c, SIM_NAPS))
		return 0;
	return ktime_to_ns(ktime_sub(ktime_get(), c->quirks.idle_since)) > NAP_AFTER_NS ?
	       WAKE_NS : 0;
}

/* Memory lies where it does for the controller's device, and segments are as long. */
static int give_device(struct sim_chan *c)
{
	struct device *dev = &c->chan.dev->device;
	int ret;

	ret = ct_set_dma_coherent(dev, c->sim->coherent) ?:
	      dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(c->sim->cfg->dma_mask));
	if (ret)
		return ret;
	dev->dma_parms = c->sim->dev->dma_parms;
	ct_use_chan_device(&c->chan);
	return 0;
}

int sim_quirks_online(struct sim *sim)
{
	unsigned int i;
	int ret = 0;

	if (!(sim->quirks.manners & SIM_CHAN_DEVICES))
		return 0;
	for (i = 0; i < sim->nr_chans && !ret; i++)
		ret = give_device(&sim->chans[i]);
	return ret;
}
