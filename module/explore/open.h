/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Opening and closing an explorer: its channel and its memory.
 */
#ifndef DMARIG_EXPLORE_OPEN_H
#define DMARIG_EXPLORE_OPEN_H

#include "explore/explore.h"

/**
 * explore_open() - claim the channel of a run's knobs, and find out what it has
 * @run: occupied by the caller
 *
 * May sleep. Return: the explorer, or an ERR_PTR after run_explain().
 */
struct explore *explore_open(struct run *run);

/* explore_restart() - release the channel, with nothing in flight, and claim it again */
void explore_restart(struct explore *x);

/* explore_close() - stop what is in flight and give everything back; as check_close() */
void explore_close(struct explore *x);

#endif
