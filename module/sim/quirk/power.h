/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Runtime power management, where a quirk has it so: an idle controller is suspended, and then its
 * registers read as all ones and what is written to them is lost. The driver resumes it before it
 * touches one, and keeps it awake while a channel has something to do.
 */
#ifndef DMARIG_SIM_QUIRK_POWER_H
#define DMARIG_SIM_QUIRK_POWER_H

#include "sim/quirk/quirk.h"

/* sim_power_enable() - before the controller is registered; it is suspended then */
void sim_power_enable(struct sim *sim);

/* sim_power_disable() - the driver goes */
void sim_power_disable(struct sim *sim);

/* sim_power_may_sleep() - may the system? May sleep itself; no lock is held */
bool sim_power_may_sleep(struct sim *sim);

/* sim_power_init(), sim_power_close() - once for each channel; when its client goes, may sleep */
void sim_power_init(struct sim_chan *c);
void sim_power_close(struct sim_chan *c);

/* sim_power_get() - resume the controller, for registers are touched. Any context, no lock held */
void sim_power_get(struct sim_chan *c);

/* sim_power_put() - the opposite; likewise */
void sim_power_put(struct sim_chan *c);

/* sim_power_work() - the channel has something to do: awake until that is over. The lock is held */
void sim_power_work(struct sim_chan *c);

/* sim_power_rest() - it may have nothing to do any more; likewise */
void sim_power_rest(struct sim_chan *c);

/* sim_power_is_down() - do registers not answer? Any context */
static inline bool sim_power_is_down(const struct sim_chan *c)
{
	return sim_has_manner(c, SIM_SUSPENDS) && READ_ONCE(c->sim->suspended);
}

#endif
