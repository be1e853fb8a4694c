// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in what is offered and what is refused, and in what contexts.
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include "core/base/compat.h"
#include "sim/fault/fault.h"
#include "sim/sim.h"

/*
 * Sleep if the context allows it. If it does not, a kernel with DEBUG_ATOMIC_SLEEP complains, and
 * nothing worse happens.
 */
static bool doze(struct sim_chan *c)
{
	if (!sim_fault_drawn(c))
		return false;
	ct_must_sleep(__FILE__, __LINE__);
	if (preemptible())
		usleep_range(20, 50);
	return true;
}

const struct sim_fault sim_fault_sleeps_in_prep = {
	.before[SIM_CALL_PREP]		= doze,
};

const struct sim_fault sim_fault_sleeps_in_issue = {
	.before[SIM_CALL_ISSUE]		= doze,
};

const struct sim_fault sim_fault_sleeps_in_status = {
	.before[SIM_CALL_STATUS]	= doze,
};

const struct sim_fault sim_fault_sleeps_in_terminate = {
	.before[SIM_CALL_TERMINATE]	= doze,
};

static bool refuse(struct sim_chan *c)
{
	return true;
}

const struct sim_fault sim_fault_prep_refused = {
	.in[SIM_CALL_PREP]	= refuse,
};

static bool hide_memset(struct dma_device *dd)
{
	bool had = dma_has_cap(DMA_MEMSET, dd->cap_mask);

	dma_cap_clear(DMA_MEMSET, dd->cap_mask);
	return had;
}

const struct sim_fault sim_fault_memset_unadvertised = {
	.setup			= hide_memset,
};

static bool align_in_bytes(struct dma_device *dd)
{
	dd->copy_align = (enum dmaengine_alignment)64;
	return true;
}

const struct sim_fault sim_fault_align_in_bytes = {
	.setup			= align_in_bytes,
};

const struct sim_fault sim_fault_zero_length_accepted = {
	.accepts		= SIM_ZERO_LENGTH,
};

const struct sim_fault sim_fault_zero_entries_accepted = {
	.accepts		= SIM_ZERO_ENTRIES,
};

const struct sim_fault sim_fault_long_period_accepted = {
	.accepts		= SIM_LONG_PERIOD,
};

const struct sim_fault sim_fault_zero_period_accepted = {
	.accepts		= SIM_ZERO_PERIOD,
};

const struct sim_fault sim_fault_direction_accepted = {
	.accepts		= SIM_DIRECTION,
};

const struct sim_fault sim_fault_odd_length_accepted = {
	.accepts		= SIM_ODD_LENGTH,
};

/* The value is accepted and not used. */
const struct sim_fault sim_fault_width_accepted = {
	.accepts		= SIM_WIDTH,
};

const struct sim_fault sim_fault_burst_accepted = {
	.accepts		= SIM_BURST,
};

/* None of the registers is as wide as that, so it is advertised and refused. */
static bool advertise_width(struct dma_device *dd)
{
	if (!dd->device_config)
		return false;
	dd->src_addr_widths |= BIT(DMA_SLAVE_BUSWIDTH_16_BYTES);
	dd->dst_addr_widths |= BIT(DMA_SLAVE_BUSWIDTH_16_BYTES);
	return true;
}

const struct sim_fault sim_fault_width_refused = {
	.setup			= advertise_width,
};

static bool suspend_idle(struct dma_device *dd)
{
	container_of(dd, struct sim, dd)->quirks.manners |= SIM_SUSPENDS;
	return false;
}

static bool forget_resume(struct sim_chan *c)
{
	return READ_ONCE(c->sim->suspended) && sim_fault_drawn(c);
}

const struct sim_fault sim_fault_resume_forgotten = {
	.setup			= suspend_idle,
	.before[SIM_CALL_WAKE]	= forget_resume,
};
