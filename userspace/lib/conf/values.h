/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The values of a knob in a sweep, as written: `a,b,c`, or `64..1M:x4` (times 4), or `1..9:+2`.
 */
#ifndef DMARIG_VALUES_H
#define DMARIG_VALUES_H

#include "common/params.h"
#include "lib/base/err.h"
#include "lib/base/names.h"

/**
 * values_parse() - expand lists and ranges, and check every value against the knob
 * @knob: the knob
 * @text: as written; list elements may be ranges when the knob is a number
 * @values: gets every value, as knob_set() reads it
 * @at: gets the place in @text of what is wrong
 * @err: gets the reason when it fails
 *
 * Return: 0, -EINVAL or -ERANGE; @values is empty unless 0.
 */
int values_parse(const struct knob *knob, const char *text, struct names *values, size_t *at,
		 struct err *err);

#endif
