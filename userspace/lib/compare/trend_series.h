/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The series of a trend: rows of several results whose knobs are the same.
 */
#ifndef DMARIG_TREND_SERIES_H
#define DMARIG_TREND_SERIES_H

#include "lib/compare/trend.h"

/* series_collect() - make all series of the results, without the knobs that are ignored */
void series_collect(struct trend *trend, const struct names *ignored);

/* series_free() - free what a series owns */
void series_free(struct series *series);

#endif
