// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The join. When a callback ends a transfer, the state of its CPU is noted. When the worker has
 * finished the transfer, that state, the worker's own moments and the transfer's times are put
 * together.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "trace/cpu.h"
#include "trace/lives.h"
#include "trace/task.h"

#define NR_OPEN		16384u	/* more than any depth times workers that is sensible */
#define NR_WORKERS	1024u
#define NR_GAPS		64u

/* struct open - the end of a transfer was announced, and the worker is not through with it yet */
struct open {
	bool used;
	u32 run, worker;
	u64 transfer;
	s32 cookie;
	u64 ts;
	u32 cpu;
	struct cause cause;
};

/* struct habit - the interrupt that ends a worker's transfers */
struct habit {
	u32 run, worker;
	u64 irq;
};

struct gap {
	u64 from, until, count;
};

struct lives {
	void (*done)(void *data, const struct breakdown *b);
	void *data;
	struct cpu *cpus;
	u32 nr_cpus;
	struct tasks *tasks;
	struct open open[NR_OPEN];
	struct habit habit[NR_WORKERS];
	struct gap gaps[NR_GAPS];
	u32 nr_gaps;
};

struct lives *lives_new(void (*done)(void *data, const struct breakdown *b), void *data)
{
	struct lives *lives = xcalloc(1, sizeof(*lives));

	lives->done = done;
	lives->data = data;
	lives->tasks = tasks_new();
	return lives;
}

static struct cpu *cpu_of(struct lives *lives, u32 cpu)
{
	if (cpu >= lives->nr_cpus) {
		lives->cpus = xrealloc(lives->cpus, (cpu + 1) * sizeof(*lives->cpus));
		memset(&lives->cpus[lives->nr_cpus], 0,
		       (cpu + 1 - lives->nr_cpus) * sizeof(*lives->cpus));
		for (; lives->nr_cpus <= cpu; lives->nr_cpus++)
			cpu_reset(&lives->cpus[lives->nr_cpus]);
	}
	return &lives->cpus[cpu];
}

/* Transfers of a worker are numbered in a row; what is still in a place is long over. */
static struct open *open_of(struct lives *lives, const struct sample *s)
{
	return &lives->open[(s->transfer + s->worker * 257ull) % NR_OPEN];
}

static bool is_same(const struct open *open, const struct sample *s)
{
	return open->used && open->run == s->run && open->worker == s->worker &&
	       open->transfer == s->transfer && open->cookie == s->cookie;
}

static struct habit *habit_of(struct lives *lives, const struct sample *s)
{
	struct habit *habit = &lives->habit[s->worker % NR_WORKERS];

	if (habit->run != s->run || habit->worker != s->worker) {
		habit->run = s->run;
		habit->worker = s->worker;
		habit->irq = NO_IRQ;
	}
	return habit;
}

static void take_complete(struct lives *lives, const struct event *event)
{
	const struct sample *s = event->sample;
	struct habit *habit = habit_of(lives, s);
	struct open *open = open_of(lives, s);

	open->used = true;
	open->run = s->run;
	open->worker = s->worker;
	open->transfer = s->transfer;
	open->cookie = s->cookie;
	open->ts = event->ts;
	open->cpu = event->cpu;
	open->cause = cpu_cause(cpu_of(lives, event->cpu), habit->irq);
	if (open->cause.sure && open->cause.irq.ts)
		habit->irq = open->cause.irq.irq;
}

static u64 lost_since(const struct lives *lives, u64 from, u64 to)
{
	const struct gap *gap;
	u64 count = 0;
	u32 i;

	for (i = 1; i <= lives->nr_gaps && i <= NR_GAPS; i++) {
		gap = &lives->gaps[(lives->nr_gaps - i) % NR_GAPS];
		if (gap->until < from)
			break;
		if (gap->from <= to)
			count += gap->count;
	}
	return count;
}

/* Its own times: these are known however much was lost. */
static void place_own(struct breakdown *b, const struct sample *s)
{
	u64 running = s->issued + s->phase_ns[PHASE_device] + s->phase_ns[PHASE_wake];
	u64 mapped_from = running + s->phase_ns[PHASE_unmap] - s->phase_ns[PHASE_total];

	b->at[INSTANT_submit] = mapped_from + s->phase_ns[PHASE_map] + s->phase_ns[PHASE_prep];
	b->at[INSTANT_issue] = s->issued;
	b->at[INSTANT_running] = running;
}

/* Its worker maps just before submit, and unmaps once it looks at it. What is not known is none. */
static void place_calls(const struct lives *lives, struct breakdown *b, const struct event *event)
{
	const struct sample *s = b->sample;
	u64 prepared = b->at[INSTANT_submit] - s->phase_ns[PHASE_prep];
	u64 unmap = b->at[INSTANT_running];

	if (!tasks_calls(lives->tasks, event->pid, prepared - s->phase_ns[PHASE_map], prepared,
			 b->calls) ||
	    !tasks_calls(lives->tasks, event->pid, unmap, unmap + s->phase_ns[PHASE_unmap],
			 b->calls))
		memset(b->calls, 0, sizeof(b->calls));
}

/* An interrupt or a tasklet that began before issue_pending() did cannot be the transfer's. */
static void place_cause(struct breakdown *b, const struct open *open)
{
	const struct sample *s = b->sample;
	u64 issue_began = s->issued - s->phase_ns[PHASE_issue];

	b->callback_cpu = open->cpu;
	b->at[INSTANT_callback] = open->ts;
	if (open->cause.tasklet >= issue_began)
		b->at[INSTANT_tasklet] = open->cause.tasklet;
	if (open->cause.irq.ts < issue_began)
		return;
	b->at[INSTANT_interrupt] = open->cause.irq.ts;
	b->interrupt_cpu = open->cpu;
}

/*
 * A transfer's events and its own times are on one clock, if the trace was recorded with that
 * clock.
 */
static bool is_astray(const struct breakdown *b, const struct open *open, u64 ts)
{
	if (ts < b->at[INSTANT_running])
		return true;
	return open && (open->ts > b->at[INSTANT_running] || open->ts < b->at[INSTANT_submit]);
}

static void place_wake(const struct lives *lives, struct breakdown *b, s32 pid)
{
	u64 from = b->at[INSTANT_callback], to = b->at[INSTANT_running];

	if (!from)
		return;
	b->at[INSTANT_wake] = tasks_first(lives->tasks, pid, TASK_WOKEN, from, to);
	from = b->at[INSTANT_wake] ? b->at[INSTANT_wake] : from;
	b->at[INSTANT_switch] = tasks_first(lives->tasks, pid, TASK_SWITCHED, from, to);
}

static void take_transfer(struct lives *lives, const struct event *event)
{
	const struct sample *s = event->sample;
	struct open *open = open_of(lives, s);
	struct breakdown b = {
		.sample		= s,
		.submit_cpu	= s->cpu,
		.interrupt_cpu	= NO_CPU,
		.callback_cpu	= NO_CPU,
		.worker_cpu	= event->cpu,
	};

	/* Never issued: the CPU did it, or it is a period of a cyclic transfer. */
	if (!s->issued)
		return;
	place_own(&b, s);
	open = is_same(open, s) ? open : NULL;
	b.astray = is_astray(&b, open, event->ts);
	if (open) {
		place_cause(&b, open);
		open->used = false;
	}
	place_wake(lives, &b, event->pid);
	place_calls(lives, &b, event);
	b.missed = lost_since(lives, b.at[INSTANT_submit], event->ts);
	segments_of(&b.segments, b.at);
	lives->done(lives->data, &b);
}

void lives_event(struct lives *lives, const struct event *event)
{
	cpu_event(cpu_of(lives, event->cpu), event);
	switch (event->kind) {
	case EVENT_transfer:
		take_transfer(lives, event);
		break;
	case EVENT_complete:
		take_complete(lives, event);
		break;
	case EVENT_waking:
		tasks_note(lives->tasks, event->value, TASK_WOKEN, event->ts);
		break;
	case EVENT_switch:
		tasks_note(lives->tasks, event->value, TASK_SWITCHED, event->ts);
		break;
	case EVENT_of_system:
		tasks_call(lives->tasks, event->pid, event->value, event->ts);
		break;
	default:
		break;
	}
}

void lives_gap(struct lives *lives, u32 cpu, u64 until, u64 count)
{
	struct gap *gap = &lives->gaps[lives->nr_gaps++ % NR_GAPS];

	gap->from = cpu_of(lives, cpu)->last;
	gap->until = until;
	gap->count = count;
	cpu_reset(cpu_of(lives, cpu));
}

void lives_free(struct lives *lives)
{
	if (!lives)
		return;
	tasks_free(lives->tasks);
	free(lives->cpus);
	free(lives);
}
