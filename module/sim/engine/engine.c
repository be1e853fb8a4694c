// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of engines.
 */
#include <linux/stddef.h>
#include "sim/engine/engine.h"
#include "sim/sim.h"

#define ROW(name)	&sim_engine_##name,
const struct sim_engine *const sim_engines[] = { SIM_ENGINES(ROW) NULL };
#undef ROW
