// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=none: the buffers are given to the device and taken back, and that is all, perhaps after a
 * pause.
 */
#include <linux/delay.h>
#include <linux/ktime.h>
#include "core/slot/slot.h"
#include "op/op.h"

/* By the clock, as a delay is not exact; by delays, as without them a clock may stand still. */
static void none_work(struct slot *slot)
{
	u64 ns = slot->spec->p->pause_ns, end = ns ? ktime_get_ns() + ns : 0;

	while (end && ktime_get_ns() < end)
		ndelay(100);
}

const struct op op_none = {
	.maps		= true,
	.work		= none_work,
};
