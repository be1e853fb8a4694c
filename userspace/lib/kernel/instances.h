/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Tracing instances: whether this kernel has them, and how those of dead tools are removed.
 */
#ifndef DMARIG_INSTANCES_H
#define DMARIG_INSTANCES_H

#include "lib/base/err.h"

#define TRACE_SYSTEM	"dmarig"
#define TRACE_TRANSFER	"dmarig_transfer"

/**
 * instances_find() - tell libtracefs where tracefs is
 * @err: what is missing and the command that mends it
 * @without: how to go without, behind the command
 *
 * Return: 0 or -ENOSYS.
 */
int instances_find(struct err *err, const char *without);

/* instances_clean() - remove the instances of dead tools: they would keep their buffers for ever */
void instances_clean(void);

#endif
