// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Faults in what is raised and lowered again: references and the runtime-PM usage count. What is
 * left raised is lowered when the controller goes, so that the module can be unloaded after a test.
 */
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/pm_runtime.h>
#include "sim/fault/fault.h"
#include "sim/sim.h"

static bool keep_module(struct sim_chan *c, struct sim_desc *d)
{
	__module_get(THIS_MODULE);
	atomic_inc(&c->sim->leaked_refs);
	return true;
}

const struct sim_fault sim_fault_abort_leaks_module = {
	.at[SIM_AT_ABORT]	= keep_module,
};

static bool keep_device(struct sim_chan *c, struct sim_desc *d)
{
	get_device(c->sim->dev);
	atomic_inc(&c->sim->leaked_devs);
	return true;
}

const struct sim_fault sim_fault_transfer_leaks_device = {
	.at[SIM_AT_FINISH]	= keep_device,
};

static bool raise_pm(struct sim_chan *c, struct sim_desc *d)
{
	pm_runtime_get_noresume(c->sim->dev);
	atomic_inc(&c->sim->leaked_pm);
	return true;
}

const struct sim_fault sim_fault_pm_left_raised = {
	.at[SIM_AT_ABORT]	= raise_pm,
};

/* The count does not fall below 0. */
static bool lower_pm(struct sim_chan *c, struct sim_desc *d)
{
	pm_runtime_put_noidle(c->sim->dev);
	return true;
}

const struct sim_fault sim_fault_pm_lowered_twice = {
	.at[SIM_AT_ABORT]	= lower_pm,
};
