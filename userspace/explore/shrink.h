/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Makes a sequence that fails as short as it gets: parts of it are left out, then what is left is
 * made simpler, as long as it fails in the same way. Knows nothing of channels.
 */
#ifndef DMARIG_EXPLORE_SHRINK_H
#define DMARIG_EXPLORE_SHRINK_H

#include "common/calls.h"

/**
 * struct shrink - how it is found out whether a sequence fails
 * @fails: does it, in the same way? False for one that is not legal
 * @arg: given to @fails
 * @tries: so many were tried
 * @most: no more are
 */
struct shrink {
	bool (*fails)(const struct sequence *s, void *arg);
	void *arg;
	unsigned int tries, most;
};

/**
 * shrink_sequence() - make it as short and simple as it gets
 * @shrink: how to try, with @tries 0
 * @s: a sequence that fails; the shortest that was found
 */
void shrink_sequence(struct shrink *shrink, struct sequence *s);

#endif
