/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Engines: what moves the bytes. A member is one file and one row below. An engine takes issued
 * descriptors and hands finished ones to complete.h; it knows no client.
 */
#ifndef DMARIG_SIM_ENGINE_ENGINE_H
#define DMARIG_SIM_ENGINE_ENGINE_H

struct sim_engine;

/* The rows; the first is the default. */
#define SIM_ENGINES(row)	\
	row(copy)		\
	row(null)

/* The table; ends with NULL. */
extern const struct sim_engine *const sim_engines[];

#define DECLARE(name)	extern const struct sim_engine sim_engine_##name;
SIM_ENGINES(DECLARE)
#undef DECLARE

#endif
