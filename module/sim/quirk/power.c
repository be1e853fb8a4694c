// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Runtime power management by the kernel's own means. Resuming and suspending have no more to do
 * than to say so, which they can in any context: pm_runtime_irq_safe().
 */
#include <linux/pm_runtime.h>
#include "sim/fault/fault.h"
#include "sim/quirk/power.h"

#define IDLE_MS		2	/* until it is suspended */

/* Without runtime power management nothing is ever suspended. */
static void start_suspended(struct sim *sim)
{
	sim->suspended = IS_ENABLED(CONFIG_PM);
}

const struct sim_quirk sim_quirk_suspends_idle = {
	.manners	= SIM_SUSPENDS,
};

const struct sim_quirk sim_quirk_sleeps_idle = {
	.manners	= SIM_SLEEPS_IDLE,
};

bool sim_power_may_sleep(struct sim *sim)
{
	bool busy = false;
	struct sim_chan *c;
	unsigned long flags;

	for (c = sim->chans; c < sim->chans + sim->nr_chans; c++) {
		raw_spin_lock_irqsave(&c->lock, flags);
		busy |= c->active || !list_empty(&c->issued);
		raw_spin_unlock_irqrestore(&c->lock, flags);
	}
	return !busy || !(sim->quirks.manners & SIM_SLEEPS_IDLE);
}

void sim_power_enable(struct sim *sim)
{
	if (!(sim->quirks.manners & SIM_SUSPENDS))
		return;
	start_suspended(sim);
	pm_runtime_irq_safe(sim->dev);
	pm_runtime_set_autosuspend_delay(sim->dev, IDLE_MS);
	pm_runtime_use_autosuspend(sim->dev);
	pm_runtime_enable(sim->dev);
}

void sim_power_disable(struct sim *sim)
{
	if (!(sim->quirks.manners & SIM_SUSPENDS))
		return;
	pm_runtime_disable(sim->dev);
	pm_runtime_dont_use_autosuspend(sim->dev);
}

void sim_power_get(struct sim_chan *c)
{
	if (!sim_has_manner(c, SIM_SUSPENDS))
		return;
	if (sim_fault_before(c, SIM_CALL_WAKE))
		pm_runtime_get_noresume(c->sim->dev);
	else
		pm_runtime_get_sync(c->sim->dev);
}

void sim_power_put(struct sim_chan *c)
{
	if (!sim_has_manner(c, SIM_SUSPENDS))
		return;
	pm_runtime_mark_last_busy(c->sim->dev);
	pm_runtime_put_autosuspend(c->sim->dev);
}

void sim_power_work(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (!sim_has_manner(c, SIM_SUSPENDS) || c->quirks.awake)
		return;
	c->quirks.awake = true;
	pm_runtime_get_noresume(c->sim->dev);
}

/* The kernel's lock of a device's power is none that may be taken within a channel's. */
static void on_rest(struct work_struct *work)
{
	struct sim_quirk_state *quirks = container_of(work, struct sim_quirk_state, rest);
	struct sim_chan *c = container_of(quirks, struct sim_chan, quirks);
	unsigned long flags;
	bool rests;

	raw_spin_lock_irqsave(&c->lock, flags);
	rests = quirks->awake && !c->active && list_empty(&c->issued);
	if (rests)
		quirks->awake = false;
	raw_spin_unlock_irqrestore(&c->lock, flags);
	if (rests)
		sim_power_put(c);
}

void sim_power_init(struct sim_chan *c)
{
	INIT_WORK(&c->quirks.rest, on_rest);
}

void sim_power_close(struct sim_chan *c)
{
	flush_work(&c->quirks.rest);
}

void sim_power_rest(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (sim_has_manner(c, SIM_SUSPENDS))
		schedule_work(&c->quirks.rest);
}
