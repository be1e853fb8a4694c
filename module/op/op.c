// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of ops, made from the list of their names.
 */
#include "op/op.h"

#define ROW(name, traits, help)		[DMARIG_OP_##name] = &op_##name,
const struct op *const op_table[DMARIG_NR_OPS] = { DMARIG_OPS(ROW) };
#undef ROW
