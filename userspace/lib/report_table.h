/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The tables of a report, to stdout.
 */
#ifndef DMARIG_REPORT_TABLE_H
#define DMARIG_REPORT_TABLE_H

#include "results.h"

/* report_environment() - on what it was measured, and which oracles were awake */
void report_environment(const struct results *results);

/* report_points() - a line a point that moves data: medians over its repetitions */
void report_points(const struct results *results);

#endif
