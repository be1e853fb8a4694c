// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of engines.
 */
#include <linux/stddef.h>
#include "sim/engine.h"

const struct sim_engine *const sim_engines[] = {
	&sim_engine_copy,
	&sim_engine_null,
	NULL
};
