// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks in how an end is told: by which callback, from where, and together with which others.
 */
#include "core/base/compat.h"
#include "sim/complete.h"
#include "sim/quirk/quirk.h"
#include "sim/quirk/tell.h"

#define TOGETHER_NS	(100 * NSEC_PER_USEC)

const struct sim_quirk sim_quirk_callback_only = {
	.manners	= SIM_CALLBACK_ONLY,
};

const struct sim_quirk sim_quirk_callback_always = {
	.manners	= SIM_CALLBACK_ALWAYS,
};

const struct sim_quirk sim_quirk_callback_from_thread = {
	.manners	= SIM_THREAD_CALLS,
};

const struct sim_quirk sim_quirk_told_together = {
	.manners	= SIM_TELL_TOGETHER,
};

const struct sim_quirk sim_quirk_complete_called = {
	.manners	= SIM_CALLS_TAKEN,
};

const struct sim_quirk sim_quirk_cookie_with_callback = {
	.manners	= SIM_COOKIE_LATE,
};

static void offer_no_order(struct sim *sim)
{
	dma_cap_set(DMA_COMPLETION_NO_ORDER, sim->dd.cap_mask);
}

const struct sim_quirk sim_quirk_no_order = {
	.manners	= SIM_NO_ORDER,
	.setup		= offer_no_order,
};

static enum hrtimer_restart on_timer(struct hrtimer *timer)
{
	struct sim_quirk_state *quirks = container_of(timer, struct sim_quirk_state, timer);
	struct sim_chan *c = container_of(quirks, struct sim_chan, quirks);
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	if (quirks->telling)
		sim_complete_tell(c);
	quirks->telling = false;
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return HRTIMER_NORESTART;
}

void sim_tell_init(struct sim_chan *c)
{
	ct_hrtimer_setup(&c->quirks.timer, on_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
}

bool sim_tell_put_off(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	if (!sim_has_manner(c, SIM_TELL_TOGETHER))
		return false;
	if (!c->quirks.telling)
		hrtimer_start(&c->quirks.timer, TOGETHER_NS, HRTIMER_MODE_REL_HARD);
	c->quirks.telling = true;
	return true;
}

/* What was put off comes at once. */
void sim_tell_sync(struct sim_chan *c)
{
	hrtimer_cancel(&c->quirks.timer);
	raw_spin_lock_irq(&c->lock);
	if (c->quirks.telling)
		sim_complete_tell(c);
	c->quirks.telling = false;
	raw_spin_unlock_irq(&c->lock);
}
