// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=cpu: the CPU copies the source to the destination, which it owns all along.
 */
#include <linux/string.h>
#include "core/slot/slot.h"
#include "core/slot/slot_data.h"
#include "op/op.h"

static void cpu_work(struct slot *slot)
{
	const struct buf *from = &slot->bufs[0], *to = &slot->bufs[1];

	if (slot->reads)
		shape_copy(slot->writes, to->cpu + slot->dst_at, slot->reads,
			   from->cpu + slot->src_at, slot->len);
	else
		memcpy(dmarig_slot_dst(slot, 0), dmarig_slot_src(slot, 0), slot->len);
}

const struct op op_cpu = {
	.work		= cpu_work,
	.compare	= dmarig_slot_compare_copy,
	.explain	= dmarig_slot_explain_copy,
};
