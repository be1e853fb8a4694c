// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The names of the systems that events are of.
 */
#include "trace/event.h"

#define NAME(system)	#system,
const char *const system_names[NR_SYSTEMS] = { TRACE_SYSTEMS(NAME) };
#undef NAME
