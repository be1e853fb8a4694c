/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The state of a CPU by its events: the interrupts, the softirq and the tasklet that it is in, and
 * the interrupts that raised them.
 */
#ifndef DMARIG_CPU_H
#define DMARIG_CPU_H

#include "trace/event.h"

#define MAX_NESTED	8
#define MAX_RAISES	16u
#define NR_SOFTIRQS	10
#define NO_IRQ		(~0ull)

/* struct interrupt - one that was entered; ts is 0 for none */
struct interrupt {
	u64 ts;
	u64 irq;
};

/* struct raise - the interrupt that raised a softirq; irq.ts is 0 if none did */
struct raise {
	u32 vec;
	u64 ts;
	struct interrupt irq;
};

struct cpu {
	struct interrupt nested[MAX_NESTED];	/* entered and not left, outermost first */
	int depth;
	int softirq;			/* served now, or -1 */
	u64 entered[NR_SOFTIRQS];	/* when each was entered last */
	u64 entered_before[NR_SOFTIRQS];	/* and the time before that */
	u64 tasklet;			/* when the one that runs was entered, or 0 */
	bool has_tasklets;		/* this kernel has events for tasklets */
	struct raise raises[MAX_RAISES];
	u32 nr_raises;
	u64 last;			/* its last event */
};

/* struct cause - how a CPU came to call a callback; what is 0 is not known, or not there */
struct cause {
	struct interrupt irq;
	u64 tasklet;
	bool sure;	/* no other interrupt can have been it */
};

/* cpu_reset() - nothing is known of it (any more) */
void cpu_reset(struct cpu *cpu);

/* cpu_event() - an event of its own */
void cpu_event(struct cpu *cpu, const struct event *event);

/**
 * cpu_cause() - what led to what happens there now
 * @cpu: the CPU
 * @known: the interrupt that it was before, or NO_IRQ; preferred where several may be it
 */
struct cause cpu_cause(const struct cpu *cpu, u64 known);

#endif
