/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A join that keeps the transfers it completes, and transfers for it that tests make by hand.
 */
#ifndef DMARIG_UNIT_LIVES_H
#define DMARIG_UNIT_LIVES_H

#include "trace/lives.h"
#include "unit.h"

#define MAX_DONE	8
#define WORKER_PID	100

/* struct world - what came out */
struct world {
	struct lives *lives;
	struct breakdown done[MAX_DONE];
	struct sample sample[MAX_DONE];
	int nr;
};

static void keep(void *data, const struct breakdown *b)
{
	struct world *w = data;

	assert_true(w->nr < MAX_DONE);
	w->sample[w->nr] = *b->sample;
	w->done[w->nr] = *b;
	w->done[w->nr].sample = &w->sample[w->nr];
	w->nr++;
}

static inline struct world *world_new(void)
{
	struct world *w = calloc(1, sizeof(*w));

	w->lives = lives_new(keep, w);
	return w;
}

static inline void world_free(struct world *w)
{
	lives_free(w->lives);
	free(w);
}

/* A transfer submitted at @at, issued 20 later, announced @device after that, seen @wake later */
static inline struct sample transfer(u32 worker, u64 number, u64 at, u64 device, u64 wake)
{
	struct sample s = {
		.run = 7, .worker = worker, .transfer = number, .cookie = number + 2, .len = 64,
		.start = at - 30, .issued = at + 20, .cpu = 3,
	};

	s.phase_ns[PHASE_map] = 20;
	s.phase_ns[PHASE_prep] = 10;
	s.phase_ns[PHASE_submit] = 10;
	s.phase_ns[PHASE_issue] = 10;
	s.phase_ns[PHASE_device] = device;
	s.phase_ns[PHASE_wake] = wake;
	s.phase_ns[PHASE_unmap] = 5;
	s.phase_ns[PHASE_total] = 30 + 20 + device + wake + 5;
	return s;
}

static inline void ended(struct world *w, u64 ts, u32 cpu, const struct sample *s)
{
	const struct event event = {
		.ts = ts, .cpu = cpu, .kind = EVENT_transfer, .sample = s,
		.pid = WORKER_PID + s->worker,
	};

	lives_event(w->lives, &event);
}

#endif
