// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The model of time.
 *
 * A burst is what the bus carries in 50 us, so that channels interleave finely and yet a timer is
 * not armed for every few bytes. A CPU that cannot keep up with that gets longer bursts until it
 * has made up for its delay.
 */
#include <linux/math64.h>
#include <linux/minmax.h>
#include "sim/bus.h"
#include "sim/fault/fault.h"
#include "sim/part.h"
#include "sim/quirk/engine.h"
#include "sim/quirk/quirk.h"
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
	       READ_ONCE(cfg->fault)->latency || sim_has_manner(c, SIM_NAPS);
}

/* One MB/s is one byte a microsecond. */
static u64 burst_bytes(u64 mbps, u64 us, size_t left)
{
	return mbps ? min_t(u64, left, clamp_t(u64, mbps * us, MIN_BURST, MAX_BURST)) : left;
}

/* How far the device has fallen behind the model. */
static u64 lag_us(ktime_t model)
{
	s64 lag = ktime_us_delta(ktime_get(), model);

	return clamp_t(s64, lag, 0, USEC_PER_SEC);
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

static u64 first_latency(const struct sim_chan *c, struct sim_desc *d, u64 ns)
{
	u64 distorted;

	if (!d->fault->latency)
		return ns;
	distorted = d->fault->latency(c, ns);
	if (distorted != ns)
		sim_fault_count(d);
	return distorted;
}

/*
 * A descriptor starts when it is issued and the one before is over, and not when the engine's
 * thread sees it: the time a thread takes to wake up is no part of the model.
 */
static ktime_t first_start(const struct sim_chan *c, const struct sim_desc *d, u64 latency)
{
	ktime_t from = d->period ? ktime_get() : d->issued_at;

	return ktime_add_ns(max(from, c->busy_until), latency);
}

/*
 * A period ends a fixed time after the one before, so that periods do not drift. After a late one
 * the next counts from now, so that they do not all come at once.
 */
static ktime_t period_over(ktime_t from, u64 ns)
{
	ktime_t end = ktime_add_ns(from, ns);
	ktime_t now = ktime_get();

	return max(end, now);
}

void sim_bus_grant(struct sim_chan *c, struct sim_desc *d)
{
	const struct sim_config *cfg = c->sim->cfg;
	u64 latency = first_latency(c, d, READ_ONCE(cfg->latency_ns)) + sim_wake_ns(c);
	u64 mbps = READ_ONCE(cfg->bandwidth_mbps);
	ktime_t from = d->over_at;
	u64 burst;

	lockdep_assert_held(&c->lock);
	if (!d->timed && !latency && !mbps && !d->period) {
		d->granted = d->todo;
		return;
	}
	if (!d->timed)
		from = first_start(c, d, latency);
	d->timed = true;
	if (d->period && d->granted == d->part)
		d->part_over = period_over(from, READ_ONCE(cfg->period_ns));
	burst = burst_bytes(mbps, BURST_US + lag_us(from), sim_part_end(d) - d->granted);
	d->granted += burst;
	d->over_at = bus_reserve(&c->sim->bus, from,
				 mbps ? div64_u64(burst * NSEC_PER_USEC, mbps) : 0);
	if (d->period && d->granted == sim_part_end(d))
		d->over_at = max(d->over_at, d->part_over);
}
