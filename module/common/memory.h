/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How much memory a run needs that is handed in, so that the tool hands in what the module uses; or
 * that is a device's.
 * Pure code.
 */
#ifndef DMARIG_COMMON_MEMORY_H
#define DMARIG_COMMON_MEMORY_H

#include "common/params.h"

/* struct memory - so many buffers, each of as many bytes, which are whole pages */
struct memory {
	u64 buffers, bytes;
};

/**
 * memory_imported() - what all transfers of all workers need
 * @p: the knobs, which params_check() accepts
 * @page: bytes of a page
 */
struct memory memory_imported(const struct params *p, u64 page);

#endif
