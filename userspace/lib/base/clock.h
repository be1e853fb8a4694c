/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A monotonic clock, which setting the date does not change.
 */
#ifndef DMARIG_CLOCK_H
#define DMARIG_CLOCK_H

#include <time.h>
#include "common/port.h"

/* clock_ns() - ns since some moment that stays the same while the system is up */
static inline u64 clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/* clock_ms() - the same in ms */
static inline u64 clock_ms(void)
{
	return clock_ns() / 1000000;
}

#endif
