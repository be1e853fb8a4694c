/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Makes a join from two results.
 */
#ifndef DMARIG_JOIN_MAKE_H
#define DMARIG_JOIN_MAKE_H

#include "lib/base/err.h"
#include "lib/compare/join.h"

/**
 * join_make() - find the rows that belong together
 * @join: gets them
 * @old: the results before
 * @new: the results after; both must stay while the join is used
 * @ignored: knobs that may differ; seed, which only starts random numbers, always may
 * @err: gets the reason when it fails
 *
 * A knob that a file is too old to have was at its default, which is written down as assumed.
 * Return: 0; -EINVAL for what is no result of a sweep, for two without a common point, or when an
 * ignored knob makes one point of several.
 */
int join_make(struct join *join, const struct results *old, const struct results *new,
	      const struct names *ignored, struct err *err);

#endif
