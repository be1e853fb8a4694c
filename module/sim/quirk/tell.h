/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks in how an end is told.
 */
#ifndef DMARIG_SIM_QUIRK_TELL_H
#define DMARIG_SIM_QUIRK_TELL_H

#include <linux/types.h>

struct sim_chan;

/* sim_tell_init() - once, when the channel is made */
void sim_tell_init(struct sim_chan *c);

/* sim_tell_put_off() - does an interrupt that is due come later? The channel's lock is held */
bool sim_tell_put_off(struct sim_chan *c);

/* sim_tell_sync() - no interrupt that was put off is on its way any more. May sleep */
void sim_tell_sync(struct sim_chan *c);

#endif
