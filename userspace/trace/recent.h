/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The latest events of all CPUs in a ring, to print those around a transfer.
 */
#ifndef DMARIG_RECENT_H
#define DMARIG_RECENT_H

#include "trace/event.h"

struct recent;

/* recent_new() - an empty ring */
struct recent *recent_new(void);

/* recent_add() - the next event */
void recent_add(struct recent *recent, const struct event *event);

/**
 * recent_each() - look at what is left of a time
 * @recent: the ring
 * @from: its begin
 * @to: its end
 * @fn: called with each event in it, in order
 * @data: for @fn
 *
 * Return: false when the ring does not reach back to @from.
 */
bool recent_each(const struct recent *recent, u64 from, u64 to,
		 void (*fn)(void *data, const struct event *event), void *data);

/* recent_free() - free it */
void recent_free(struct recent *recent);

#endif
