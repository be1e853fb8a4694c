// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * All constraints, one after the other.
 */
#include "common/constraints.h"

int params_check(const struct params *p, char *err, size_t len)
{
#define CONSTRAINT(name) constraint_##name,
	static int (*const constraints[])(const struct params *p, char *err, size_t len) = {
		DMARIG_CONSTRAINTS(CONSTRAINT)
	};
#undef CONSTRAINT
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(constraints); i++) {
		ret = constraints[i](p, err, len);
		if (ret)
			return ret;
	}
	return 0;
}
