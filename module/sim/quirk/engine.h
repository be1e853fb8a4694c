/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks of the engine: one that all channels share, and one that naps. The channel's lock is held
 * where nothing else is said.
 */
#ifndef DMARIG_SIM_QUIRK_ENGINE_H
#define DMARIG_SIM_QUIRK_ENGINE_H

#include <linux/types.h>

struct sim;
struct sim_chan;

/* sim_shared_init() - once, when the controller is made */
void sim_shared_init(struct sim *sim);

/* sim_shared_exit() - the last client has gone. May sleep */
void sim_shared_exit(struct sim *sim);

/*
 * sim_shared_take() - may the channel start a transfer? If not it is kicked when it may
 * @c: the channel; it has one to start
 */
bool sim_shared_take(struct sim_chan *c);

/* sim_shared_leave() - the channel has ended a transfer, or has none any more */
void sim_shared_leave(struct sim_chan *c);

/* sim_wake_ns() - how long the engine takes to wake up for a transfer that starts now */
u64 sim_wake_ns(const struct sim_chan *c);

#endif
