// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The settings of a controller: defaults and lifetime.
 */
#include <linux/slab.h>
#include "sim/config.h"
#include "sim/engine/engine.h"
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/sim.h"

struct sim_config *sim_config_new(void)
{
	struct sim_config *cfg = kzalloc(sizeof(*cfg), GFP_KERNEL);

	if (!cfg)
		return NULL;
	kref_init(&cfg->ref);
	cfg->caps = sim_ops_all();
	cfg->engine = sim_engines[0];
	cfg->fault = &sim_fault_none;
#define SET_DEFAULT(name, type, dflt, min, max, when, help)	cfg->name = dflt;
	SIM_NUMBERS(SET_DEFAULT)
#undef SET_DEFAULT
	return cfg;
}

struct sim_config *sim_config_get(struct sim_config *cfg)
{
	kref_get(&cfg->ref);
	return cfg;
}

static void config_free(struct kref *ref)
{
	kfree(container_of(ref, struct sim_config, ref));
}

void sim_config_put(struct sim_config *cfg)
{
	kref_put(&cfg->ref, config_free);
}
