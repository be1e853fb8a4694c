// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * engine=null: every transfer is over as soon as it is issued and no memory is touched, so that
 * what remains to be measured is the client's own cost and that of an interrupt.
 */
#include "core/base/compat.h"
#include "sim/chan.h"
#include "sim/complete.h"
#include "sim/engine/engine.h"
#include "sim/fault/fault.h"
#include "sim/part.h"
#include "sim/sim.h"

static void null_finish(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	c->active = NULL;
	d->seen = d->len;
	sim_complete_finish(c, d);
}

/* A transfer that repeats itself would occupy the CPU for ever if its periods took no time. */
static void null_wait(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	d->over_at = ktime_add_ns(ktime_get(), READ_ONCE(c->sim->cfg->period_ns));
	c->waiting = true;
	hrtimer_start(&c->timer, d->over_at, HRTIMER_MODE_ABS_HARD);
}

static void null_play(struct sim_chan *c)
{
	struct sim_desc *d;

	lockdep_assert_held(&c->lock);
	while (!c->halted && !c->waiting && (d = c->active ?: sim_chan_next(c))) {
		if (sim_fault_at(c, d, SIM_AT_STEP))
			break;
		if (d->period)
			null_wait(c, d);
		else
			null_finish(c, d);
	}
}

static void null_kick(struct sim_chan *c)
{
	lockdep_assert_held(&c->lock);
	null_play(c);
	sim_complete_raise(c);
}

static void null_time_over(struct sim_chan *c, struct sim_desc *d)
{
	lockdep_assert_held(&c->lock);
	c->waiting = false;
	if (c->halted)
		return;
	d->moved = sim_part_end(d);
	d->seen = d->moved;
	if (sim_part_over(c, d))
		null_finish(c, d);
	null_play(c);
	sim_complete_interrupt(c);
}

/* As in engine=copy, the timer may have been armed for a transfer that was terminated since. */
static enum hrtimer_restart on_null_timer(struct hrtimer *timer)
{
	struct sim_chan *c = container_of(timer, struct sim_chan, timer);
	unsigned long flags;

	raw_spin_lock_irqsave(&c->lock, flags);
	if (c->waiting && ktime_get() >= c->active->over_at)
		null_time_over(c, c->active);
	raw_spin_unlock_irqrestore(&c->lock, flags);
	return HRTIMER_NORESTART;
}

static int null_start(struct sim_chan *c)
{
	ct_hrtimer_setup(&c->timer, on_null_timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_HARD);
	return 0;
}

static void null_stop(struct sim_chan *c)
{
	hrtimer_cancel(&c->timer);
}

const struct sim_engine sim_engine_null = {
	.name	= "null",
	.help	= "touches no memory, takes no time but for periods",
	.start	= null_start,
	.stop	= null_stop,
	.kick	= null_kick,
};
