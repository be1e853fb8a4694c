/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes a trend for people, for programs, and as a figure.
 */
#ifndef DMARIG_TREND_SHOW_H
#define DMARIG_TREND_SHOW_H

#include <stdio.h>
#include "lib/compare/trend.h"

/* trend_print() - every step, with how sure it is and what else changed then */
void trend_print(const struct trend *trend, FILE *file);

/* trend_json() - all series with their values and steps */
void trend_json(const struct trend *trend, FILE *file);

/* trend_ktap() - a test a series: is its newest result not past a step for the worse? */
void trend_ktap(const struct trend *trend, FILE *file);

/* trend_junit() - the same as JUnit XML; 0 or -EIO, with the reason */
int trend_junit(const struct trend *trend, const char *path, struct err *err);

/**
 * trend_draw() - draw the series, those with steps first
 * @trend: the trend
 * @dir: where to, made if need be
 * @err: gets the reason when it fails
 *
 * Return: 0; -ENOENT without gnuplot; -EIO.
 */
int trend_draw(const struct trend *trend, const char *dir, struct err *err);

#endif
