// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The one place where the trace events are made.
 */
#define CREATE_TRACE_POINTS
#include "core/observe/trace.h"
