/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Random numbers that the same seed gives again. Each thread has a state of its own.
 */
#ifndef DMARIG_DRAW_H
#define DMARIG_DRAW_H

#include "common/pattern.h"

/* draw_start() - the state of the n-th drawer of a seed */
static inline u64 draw_start(u64 seed, u32 n)
{
	return pattern_mix(pattern_mix(seed) + n);
}

/* draw() - 0 to below @below, which is not 0 */
static inline u32 draw(u64 *state, u32 below)
{
	*state += PATTERN_STEP;
	return (u32)(pattern_mix(*state) >> 32) % below;
}

#endif
