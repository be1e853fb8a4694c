// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * op=mmap: a process uses the buffer and synchronises it, see cdev/view.h. No worker does anything.
 */
#include "op/op.h"

const struct op op_mmap = {
	.maps		= true,
};
