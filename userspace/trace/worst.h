/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The ten transfers with the longest time from submit until the worker runs, with the events
 * around them.
 */
#ifndef DMARIG_WORST_H
#define DMARIG_WORST_H

#include "trace/recent.h"
#include "trace/rows.h"

#define NR_WORST	10

struct worst;

/**
 * worst_new() - none yet
 * @text: an event in words, to be freed; NULL where it has none
 * @data: for @text
 */
struct worst *worst_new(char *(*text)(void *data, const struct event *event), void *data);

/* worst_add() - keep a transfer if it is one of the ten; @recent has the events around it */
void worst_add(struct worst *worst, const struct origin *origin, const struct breakdown *b,
	       const struct recent *recent);

/* worst_write() - all of them, the worst first */
void worst_write(const struct worst *worst, FILE *file);

/* worst_free() - free them; NULL is none */
void worst_free(struct worst *worst);

#endif
