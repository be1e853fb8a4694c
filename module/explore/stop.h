/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Terminating the channel of explore.
 */
#ifndef DMARIG_EXPLORE_STOP_H
#define DMARIG_EXPLORE_STOP_H

struct explore;

/*
 * explore_note_stop() - before a call that terminates: what is not over may be aborted. Any
 * context; x->terminating counts calls that have not returned, and the caller lowers it
 */
void explore_note_stop(struct explore *x);

/**
 * explore_stop() - dmaengine_terminate_sync()
 * @x: the explorer
 *
 * May sleep. Return: false when the channel could not be terminated, and then it is in quarantine.
 */
bool explore_stop(struct explore *x);

#endif
