/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The model of the client's API: which calls are legal after which; and sequences drawn from it.
 */
#ifndef DMARIG_EXPLORE_DRAW_H
#define DMARIG_EXPLORE_DRAW_H

#include "explore/explore.h"

/**
 * draw_sequence() - draw a legal sequence
 * @x: the explorer, for what its channel has
 * @s: gets it
 * @seed: all of it is a function of this and of what the channel has
 * @most: calls, at most
 */
void draw_sequence(const struct explore *x, struct sequence *s, u64 seed, u32 most);

/**
 * draw_check() - is a sequence legal on this channel?
 * @x: the explorer
 * @s: the sequence
 *
 * Return: the first call that is not, from 1, or 0.
 */
u32 draw_check(const struct explore *x, const struct sequence *s);

/* draw_apply() - what a call changes in the model */
void draw_apply(struct model *m, const struct call *c);

#endif
