/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Running a storm, and adding up what came of it.
 */
#ifndef DMARIG_STORM_RUN_H
#define DMARIG_STORM_RUN_H

#include <stddef.h>
#include "torture/storm.h"

/**
 * storm_run() - run a scenario to its end, or to its first failure
 * @storm: scenario, seed, loads' and stresses' channels filled in
 * @why: what could not be started
 *
 * Where a pass is expected, a plain run on every channel must go well afterwards. Return: 0, and
 * what went wrong is in failures and sentence; or -errno.
 */
int storm_run(struct storm *storm, struct why *why);

/* storm_sum(), storm_count() - a counter of all loads, by its offset in struct load */
unsigned long long storm_sum(const struct storm *storm, size_t offset);
int storm_count(const struct storm *storm, size_t offset);

#define STORM_SUM(storm, member)	storm_sum(storm, offsetof(struct load, member))
#define STORM_COUNT(storm, member)	storm_count(storm, offsetof(struct load, member))

/* storm_gap_ms() - the longest time that a load was live and nothing of it ended */
int storm_gap_ms(const struct storm *storm);

/* storm_fairness() - Jain's index of the loads' bytes: 1 for equal shares, 1/n for one alone */
double storm_fairness(const struct storm *storm);

#endif
