/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A channel that explore has paused.
 */
#ifndef DMARIG_EXPLORE_PAUSE_H
#define DMARIG_EXPLORE_PAUSE_H

#include "explore/explore.h"

/* explore_go_on() - resume a paused channel, or terminate one that cannot; false when it fails */
bool explore_go_on(struct explore *x);

#endif
