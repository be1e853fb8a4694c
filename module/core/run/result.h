/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run's result as text, made by walking the rows of common/result.h.
 */
#ifndef DMARIG_CORE_RESULT_H
#define DMARIG_CORE_RESULT_H

#include "core/base/text.h"

struct run;

/**
 * dmarig_result_summary() - every observation, counter and quantile, as "name value" lines
 * @run: locked
 * @text: where to
 */
void dmarig_result_summary(struct run *run, struct text *text);

/**
 * dmarig_result_hist() - every bucket that counted something, as "phase lower_ns upper_ns count"
 * lines
 * @run: locked
 * @text: where to
 */
void dmarig_result_hist(struct run *run, struct text *text);

#endif
