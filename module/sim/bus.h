/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The bus: how long a transfer takes. The channels of a controller share its bandwidth as they
 * would share a bus, burst by burst, first come, first served; latency is each descriptor's own.
 */
#ifndef DMARIG_SIM_BUS_H
#define DMARIG_SIM_BUS_H

#include <linux/types.h>

struct sim_bus;
struct sim_chan;
struct sim_desc;

/**
 * sim_bus_init() - an idle bus
 * @bus: the bus
 */
void sim_bus_init(struct sim_bus *bus);

/**
 * sim_bus_is_modelled() - does anything take modelled time?
 * @c: a channel of the controller
 *
 * Return: false if transfers take as long as the CPU needs, so that no clock has to be read.
 */
bool sim_bus_is_modelled(const struct sim_chan *c);

/**
 * sim_bus_grant() - the next burst of a descriptor
 * @c: the channel
 * @d: its active descriptor, which has moved all it was granted; @d->granted and @d->over_at tell
 *	how far it may go and when the bus will be done with that (0: as soon as it has moved)
 *
 * Context: the channel's lock is held.
 */
void sim_bus_grant(struct sim_chan *c, struct sim_desc *d);

#endif
