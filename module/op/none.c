// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=none: the buffers are given to the device and taken back, and that is all.
 */
#include "core/slot/slot.h"
#include "op/op.h"

static void none_work(struct slot *slot)
{
}

const struct op op_none = {
	.maps		= true,
	.work		= none_work,
};
