// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The model of time.
 *
 * A burst is what the bus carries in 50 us, so that channels interleave finely and yet a timer is
 * not armed for every few bytes.
 */
#include <linux/math64.h>
#include <linux/minmax.h>
#include "sim/bus.h"
#include "sim/fault.h"
#include "sim/sim.h"

#define BURST_US	50
#define MIN_BURST	256
#define MAX_BURST	65536

void sim_bus_init(struct sim_bus *bus)
{
	raw_spin_lock_init(&bus->lock);
}

bool sim_bus_is_modelled(const struct sim_chan *c)
{
	const struct sim_config *cfg = c->sim->cfg;

	return READ_ONCE(cfg->latency_ns) || READ_ONCE(cfg->bandwidth_mbps) ||
	       READ_ONCE(cfg->fault)->latency;
}

/* A byte at one MB/s takes a microsecond. */
static u64 burst_bytes(u64 mbps, size_t left)
{
	u64 burst = left;

	if (mbps)
		burst = min_t(u64, left, clamp_t(u64, mbps * BURST_US, MIN_BURST, MAX_BURST));
	return burst;
}

static ktime_t bus_reserve(struct sim_bus *bus, ktime_t from, u64 ns)
{
	unsigned long flags;
	ktime_t end;

	if (!ns)
		return from;
	raw_spin_lock_irqsave(&bus->lock, flags);
	end = ktime_add_ns(max(from, bus->free_at), ns);
	bus->free_at = end;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return end;
}

static u64 first_latency(const struct sim_desc *d, u64 ns)
{
	return d->fault->latency ? d->fault->latency(ns) : ns;
}

/*
 * A descriptor starts when it is issued and the one before is over, and not when the engine's thread
 * gets round to it: the time a thread takes to wake up is no part of the model.
 */
void sim_bus_grant(struct sim_chan *c, struct sim_desc *d)
{
	const struct sim_config *cfg = c->sim->cfg;
	u64 latency = first_latency(d, READ_ONCE(cfg->latency_ns));
	u64 mbps = READ_ONCE(cfg->bandwidth_mbps);
	size_t burst = burst_bytes(mbps, d->todo - d->granted);
	u64 bus_ns = mbps ? div64_u64((u64)burst * NSEC_PER_USEC, mbps) : 0;
	ktime_t from = d->over_at;

	if (!d->granted) {
		if (!latency && !mbps) {
			d->granted = d->todo;
			return;
		}
		from = ktime_add_ns(max(d->issued_at, c->busy_until), latency);
	}
	d->granted += burst;
	d->over_at = bus_reserve(&c->sim->bus, from, bus_ns);
}
