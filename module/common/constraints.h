/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Constraints: what the values of several knobs must be to each other. One row stands for a
 * function constraint_NAME() in one of the constraints_*.c files; params_check() asks them in this
 * order.
 */
#ifndef DMARIG_COMMON_CONSTRAINTS_H
#define DMARIG_COMMON_CONSTRAINTS_H

#include "common/params.h"

#define DMARIG_CONSTRAINTS(C)									\
	C(batch) C(end) C(alignment) C(verify) C(completion) C(spin)				\
	C(cpu) C(sources) C(value) C(pq_disable) C(touch)					\
	C(peer) C(flow) C(register) C(loop) C(cyclic) C(peripheral)				\
	C(metadata) C(reuse) C(driver_unmap) C(continue)					\
	C(lists) C(entries) C(places) C(chunks) C(attrs) C(resource)				\
	C(fresh) C(rate) C(irq_every) C(expose) C(mmap) C(heap) C(cache) C(buffers) C(pause)	\
	C(world)

/* Each says in one sentence what is wrong. Return: 0 or -EINVAL. */
#define CONSTRAINT_DECLARE(name)								\
	int constraint_##name(const struct params *p, char *err, size_t len);
DMARIG_CONSTRAINTS(CONSTRAINT_DECLARE)
#undef CONSTRAINT_DECLARE

#endif
