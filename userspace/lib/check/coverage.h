/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a rule ran of modules that count, as the module dmarig_gcov has it. It knows neither gcov's
 * files nor what counts.
 */
#ifndef DMARIG_COVERAGE_H
#define DMARIG_COVERAGE_H

#include <stdio.h>
#include "lib/base/err.h"

/**
 * coverage_tell() - write what was counted since the last time, and count from zero
 * @rule: whom it is told of
 * @f: gets a line "coverage,RULE,WORDS" for each object file
 * @err: says why it cannot be had
 *
 * Return: 0 or -errno: -ENOENT where no module counts.
 */
int coverage_tell(const char *rule, FILE *f, struct err *err);

#endif
