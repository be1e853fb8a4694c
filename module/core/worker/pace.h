/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The clock of an open loop: with the knob rate a transfer is due at a time of its own, whether
 * those before have ended or not, and its latency counts from there. So a stall shows in all the
 * transfers that it kept from beginning.
 */
#ifndef DMARIG_CORE_PACE_H
#define DMARIG_CORE_PACE_H

#include "core/worker/worker.h"

/* dmarig_pace_is_due() - may the next transfer begin? Its worker asks; always without a rate */
bool dmarig_pace_is_due(struct worker *w);

/* dmarig_pace_next() - a transfer has begun: the next one is due a step later */
void dmarig_pace_next(struct worker *w);

/*
 * dmarig_pace_set_alarm() - have the worker wait for the channel no longer than until it has to
 * submit
 */
void dmarig_pace_set_alarm(struct worker *w);

/* dmarig_pace_sleep() - wait for the alarm, with nothing in flight */
void dmarig_pace_sleep(struct worker *w);

#endif
