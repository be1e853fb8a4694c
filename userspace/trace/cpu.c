// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * CPUs. An interrupt that is entered and not left is what happens now; in a tasklet, it is the one
 * that raised the softirq since that was entered the time before.
 */
#include "trace/cpu.h"

/* The kernel's numbers of softirqs */
#define SOFTIRQ_HI	0
#define SOFTIRQ_TASKLET	6

void cpu_reset(struct cpu *cpu)
{
	bool has_tasklets = cpu->has_tasklets;

	memset(cpu, 0, sizeof(*cpu));
	cpu->has_tasklets = has_tasklets;
	cpu->softirq = -1;
}

static void irq_enter(struct cpu *cpu, const struct event *event)
{
	if (cpu->depth < MAX_NESTED) {
		cpu->nested[cpu->depth].ts = event->ts;
		cpu->nested[cpu->depth].irq = event->value;
	}
	cpu->depth++;
}

/* One that was entered before the trace began is left without. */
static void irq_leave(struct cpu *cpu, const struct event *event)
{
	(void)event;
	cpu->depth -= cpu->depth > 0;
}

static struct interrupt innermost(const struct cpu *cpu)
{
	static const struct interrupt none;

	return cpu->depth && cpu->depth <= MAX_NESTED ? cpu->nested[cpu->depth - 1] : none;
}

static void raise(struct cpu *cpu, const struct event *event)
{
	struct raise *r = &cpu->raises[cpu->nr_raises++ % MAX_RAISES];

	r->vec = event->value;
	r->ts = event->ts;
	r->irq = innermost(cpu);
}

static void softirq_enter(struct cpu *cpu, const struct event *event)
{
	if (event->value >= NR_SOFTIRQS)
		return;
	cpu->softirq = event->value;
	cpu->entered_before[event->value] = cpu->entered[event->value];
	cpu->entered[event->value] = event->ts;
}

static void softirq_leave(struct cpu *cpu, const struct event *event)
{
	(void)event;
	cpu->softirq = -1;
	cpu->tasklet = 0;
}

static void tasklet_enter(struct cpu *cpu, const struct event *event)
{
	cpu->has_tasklets = true;
	cpu->tasklet = event->ts;
}

static void tasklet_leave(struct cpu *cpu, const struct event *event)
{
	(void)event;
	cpu->tasklet = 0;
}

static void (*const handlers[NR_EVENT_KINDS])(struct cpu *cpu, const struct event *event) = {
	[EVENT_irq_entry]	= irq_enter,
	[EVENT_irq_exit]	= irq_leave,
	[EVENT_work_entry]	= irq_enter,
	[EVENT_work_exit]	= irq_leave,
	[EVENT_raise]		= raise,
	[EVENT_softirq_entry]	= softirq_enter,
	[EVENT_softirq_exit]	= softirq_leave,
	[EVENT_tasklet_entry]	= tasklet_enter,
	[EVENT_tasklet_exit]	= tasklet_leave,
};

void cpu_event(struct cpu *cpu, const struct event *event)
{
	cpu->last = event->ts;
	if (handlers[event->kind])
		handlers[event->kind](cpu, event);
}

/* The last interrupt that raised what is served now; where the one known is among them, that. */
static struct interrupt raised_by(const struct cpu *cpu, u64 known, bool *sure)
{
	struct interrupt found = { 0 };
	const struct raise *r;
	u32 i;

	*sure = true;
	for (i = 1; i <= cpu->nr_raises && i <= MAX_RAISES; i++) {
		r = &cpu->raises[(cpu->nr_raises - i) % MAX_RAISES];
		if (r->ts < cpu->entered_before[cpu->softirq])
			break;
		if ((int)r->vec != cpu->softirq || !r->irq.ts)
			continue;
		if (found.ts && r->irq.irq != found.irq)
			*sure = false;
		if (!found.ts || (r->irq.irq == known && found.irq != known))
			found = r->irq;
	}
	return found;
}

struct cause cpu_cause(const struct cpu *cpu, u64 known)
{
	struct cause cause = { .irq = innermost(cpu), .sure = true };

	if (cpu->depth || (cpu->softirq != SOFTIRQ_TASKLET && cpu->softirq != SOFTIRQ_HI))
		return cause;
	cause.irq = raised_by(cpu, known, &cause.sure);
	cause.tasklet = cpu->has_tasklets ? cpu->tasklet : cpu->entered[cpu->softirq];
	return cause;
}
