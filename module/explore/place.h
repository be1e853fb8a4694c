/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where the calls of a sequence are made.
 */
#ifndef DMARIG_EXPLORE_PLACE_H
#define DMARIG_EXPLORE_PLACE_H

#include "explore/explore.h"

/* place_make() - make a call in its place, and return when that has; may sleep */
void place_make(struct explore *x, const struct call *c);

#endif
