// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults of slave channels: their configuration, register and metadata, and periods.
 */
#include <linux/math64.h>
#include <linux/minmax.h>
#include "sim/desc.h"
#include "sim/fault/fault.h"
#include "sim/fault/state.h"
#include "sim/part.h"
#include "sim/sim.h"
#include "sim/slave/slave.h"
#include "sim/world/ram.h"

/*
 * Let a queued or active descriptor use the new configuration. If it has begun, the engine looks up
 * the register's memory no more, so that is done here.
 */
static bool reconfigure(struct sim_chan *c, struct sim_desc *d)
{
	struct sim_port port;

	if (!d->peer || d->peer->flows)
		return false;
	port = sim_slave_port(c, d->peer->dir);
	if (!port.bytes || (port.addr == d->port.addr && port.width == d->port.width))
		return false;
	port.at = sim_ram_phys(c->sim->ram, port.addr, port.bytes);
	if (!port.at)
		return false;
	d->port = port;
	return true;
}

const struct sim_fault sim_fault_config_changes_queued = {
	.at[SIM_AT_CONFIG]	= reconfigure,
};

static bool write_next_register(struct sim_chan *c, struct sim_desc *d)
{
	struct sim_port *port = &d->port;
	u8 *p;

	if (!d->peer || d->peer->flows || d->peer->dir != DMA_MEM_TO_DEV || !sim_part_is_first(d))
		return false;
	p = sim_ram_phys(c->sim->ram, port->addr + port->bytes, port->width);
	if (!p)
		return false;
	sim_fault_flip(c, p, port->width);
	return true;
}

const struct sim_fault sim_fault_register_runs_on = {
	.at[SIM_AT_END]		= write_next_register,
};

/* It is our own clients', who keep it until they release the channel. */
static bool is_spoilt(struct sim_chan *c)
{
	return !sim_slave_peripheral(&c->slave, 0);
}

const struct sim_fault sim_fault_peripheral_config_kept = {
	.in[SIM_CALL_PREP]	= is_spoilt,
};

const struct sim_fault sim_fault_peripheral_size_ignored = {
	.accepts		= SIM_PERIPHERAL_SIZE,
};

const struct sim_fault sim_fault_dev_to_dev_to_memory = {
	.accepts		= SIM_BETWEEN,
};

static bool is_between(const struct sim_desc *d)
{
	return d->peer && d->peer->dir == DMA_DEV_TO_DEV;
}

static bool reverse(struct sim_chan *c, struct sim_desc *d)
{
	if (!is_between(d))
		return false;
	swap(d->port, d->far);
	return true;
}

const struct sim_fault sim_fault_dev_to_dev_reversed = {
	.at[SIM_AT_BEGIN]	= reverse,
};

static bool end_between_registers(struct sim_chan *c, struct sim_desc *d)
{
	if (!is_between(d) || !d->period || d->moved != d->len)
		return false;
	d->period = 0;
	return true;
}

const struct sim_fault sim_fault_dev_to_dev_ring_once = {
	.at[SIM_AT_END]		= end_between_registers,
};

static bool receive_nothing(struct sim_chan *c, struct sim_desc *d)
{
	return d->peer && d->peer->dir == DMA_DEV_TO_MEM && sim_desc_withhold(d, d->todo);
}

const struct sim_fault sim_fault_receives_nothing = {
	.at[SIM_AT_BEGIN]	= receive_nothing,
};

static bool lose_metadata(struct sim_chan *c, struct sim_desc *d)
{
	if (!d->meta.len || !d->peer || d->peer->dir != DMA_DEV_TO_MEM)
		return false;
	d->meta.len = 0;
	return true;
}

const struct sim_fault sim_fault_metadata_lost = {
	.at[SIM_AT_DELIVER]	= lose_metadata,
};

static bool is_period(struct sim_chan *c, struct sim_desc *d)
{
	return d->period;
}

const struct sim_fault sim_fault_period_skipped = {
	.at[SIM_AT_INTERRUPT]	= is_period,
};

const struct sim_fault sim_fault_period_doubled = {
	.at[SIM_AT_CALLBACK]	= is_period,
};

static bool is_configured(struct sim_chan *c)
{
	return c->slave.src_addr_width || c->slave.dst_addr_width;
}

const struct sim_fault sim_fault_config_only_once = {
	.in[SIM_CALL_CONFIG]	= is_configured,
};
