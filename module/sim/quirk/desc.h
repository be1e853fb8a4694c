/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quirks in the life of descriptors: what the rest of the simulator tells them.
 */
#ifndef DMARIG_SIM_QUIRK_DESC_H
#define DMARIG_SIM_QUIRK_DESC_H

struct sim_chan;
struct sim_desc;

/* sim_quirk_descs_init() - once, when the channel is made */
void sim_quirk_descs_init(struct sim_chan *c);

/* sim_quirk_descs_close() - the client has gone: what is late is free at once. May sleep */
void sim_quirk_descs_close(struct sim_chan *c);

/* sim_quirk_prepared() - a client has got a descriptor; no lock is held, one may be afterwards */
void sim_quirk_prepared(struct sim_desc *d);

/* sim_quirk_parted() - it was submitted, or its prep fails after all; the same lock */
void sim_quirk_parted(struct sim_desc *d);

/* sim_quirk_keep() - is a descriptor given back later? The channel's lock is held */
bool sim_quirk_keep(struct sim_chan *c, struct sim_desc *d);

#endif
