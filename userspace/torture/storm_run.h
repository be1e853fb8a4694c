/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Runs a storm.
 */
#ifndef DMARIG_STORM_RUN_H
#define DMARIG_STORM_RUN_H

#include "torture/storm.h"

/**
 * storm_run() - run a scenario to its end, or to its first failure
 * @storm: scenario, seed, loads' and stresses' channels filled in
 * @err: what could not be started
 *
 * Where a pass is expected, a plain run on every channel must go well afterwards. Return: 0, and
 * what went wrong is in failures and sentence; or -errno.
 */
int storm_run(struct storm *storm, struct err *err);

#endif
