/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What must be seen at a moment of a sequence, whatever moment the channel has got to.
 */
#ifndef DMARIG_EXPLORE_EXPECT_H
#define DMARIG_EXPLORE_EXPECT_H

#include "explore/explore.h"

/**
 * expect_status() - ask for the status of a transfer, and look at it
 * @t: submitted
 * @stateful: with a dma_tx_state
 * @in_own: in its own callback
 *
 * Any context. Return: the status.
 */
enum dma_status expect_status(struct xfer *t, bool stateful, bool in_own);

/* expect_paused() - if the channel is paused, nothing has moved since */
void expect_paused(struct explore *x);

/* expect_over() - a transfer that must end has: its status is complete, and its data there */
void expect_over(struct xfer *t);

/* expect_idle() - what was not issued has not started; may sleep */
void expect_idle(struct explore *x);

/* expect_end() - all is over, and late writes would have come: look at everything; may sleep */
void expect_end(struct explore *x);

#endif
