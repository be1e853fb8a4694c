// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=cpu: the CPU copies the source to the destination, which it owns all along.
 */
#include <linux/string.h>
#include "core/slot.h"
#include "core/slot_data.h"
#include "op/op.h"

static void cpu_work(struct slot *slot)
{
	memcpy(slot_dst(slot, 0), slot_src(slot, 0), slot->len);
}

const struct op op_cpu = {
	.work		= cpu_work,
	.compare	= slot_compare_copy,
	.explain	= slot_explain_copy,
};
