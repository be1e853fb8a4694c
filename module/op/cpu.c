// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=cpu: the CPU copies the source to the destination, which it owns all along.
 */
#include <linux/string.h>
#include "core/slot.h"
#include "op/op.h"

static void cpu_work(struct slot *slot)
{
	memcpy(slot_dst(slot), slot_src(slot), slot->len);
}

const struct op op_cpu = {
	.work		= cpu_work,
	.compare	= slot_compare_copy,
};
