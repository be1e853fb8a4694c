/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where the calls of a sequence are made.
 */
#ifndef DMARIG_EXPLORE_PLACE_H
#define DMARIG_EXPLORE_PLACE_H

#include "explore/explore.h"

/**
 * place_make() - make a call in its place, and return when that has
 * @x: the explorer
 * @c: the call; one that is made beside the next one is begun, and waited for once that was made
 *
 * May sleep.
 */
void place_make(struct explore *x, const struct call *c);

/* place_settle() - wait for a call that was begun beside others; may sleep */
void place_settle(struct explore *x);

#endif
