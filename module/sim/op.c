// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of ops.
 */
#include "sim/op.h"

const struct sim_op *const sim_ops[] = {
	&sim_op_memcpy,
	NULL
};
