/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The join: it takes events in the order of their times, from any source, and gives transfers with
 * the instants of their lives. Its memory does not grow with the length of a trace.
 */
#ifndef DMARIG_LIVES_H
#define DMARIG_LIVES_H

#include "trace/event.h"
#include "trace/instants.h"

#define NO_CPU	(-1)

/* struct breakdown - one transfer, joined */
struct breakdown {
	const struct sample *sample;
	u64 at[NR_INSTANTS];		/* 0: it has none */
	struct segments segments;
	s32 submit_cpu, interrupt_cpu, callback_cpu, worker_cpu;
	u32 calls[NR_SYSTEMS];		/* events of its map and its unmap */
	u64 missed;			/* events that were lost on any CPU during its life */
	bool astray;			/* its events were not when its own times say they were */
};

struct lives;

/**
 * lives_new() - an empty join
 * @done: called with every transfer that ended, in the order of the ends; what it is given is the
 *	join's
 * @data: for @done
 */
struct lives *lives_new(void (*done)(void *data, const struct breakdown *b), void *data);

/* lives_event() - the next event; no earlier than the one before */
void lives_event(struct lives *lives, const struct event *event);

/**
 * lives_gap() - events of a CPU were lost
 * @lives: the join
 * @cpu: the CPU
 * @until: when its first event after the gap was
 * @count: how many, as far as that is known; at least 1
 *
 * Before that event. What was going on there is not known any more.
 */
void lives_gap(struct lives *lives, u32 cpu, u64 until, u64 count);

/* lives_free() - free it; NULL is none */
void lives_free(struct lives *lives);

#endif
