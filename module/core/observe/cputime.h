/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What transfers cost the CPUs: the time workers ran, and the time of interrupt handlers and
 * softirqs, by the kernel's own trace events. Time that an interrupt takes from a worker is the
 * interrupt's.
 */
#ifndef DMARIG_CORE_CPUTIME_H
#define DMARIG_CORE_CPUTIME_H

#include <linux/types.h>

struct task_account;

/* struct thread_cputime - what one thread spent since it was counted */
struct thread_cputime {
	u64 ran;			/* ns */
	u64 switches;			/* times it left a CPU */
};

/* struct irq_cputime - what interrupts took from all CPUs since the module was loaded */
struct irq_cputime {
	u64 irq, softirq;		/* ns */
	u64 interrupts;			/* number of */
};

/* dmarig_thread_cputime_enter() - the thread begins, and may have run before it had an account */
void dmarig_thread_cputime_enter(struct task_account *account);

/**
 * dmarig_thread_cputime_now() - what this thread spent until now
 * @account: the account of the caller
 * @now: gets it
 */
void dmarig_thread_cputime_now(const struct task_account *account, struct thread_cputime *now);

/**
 * dmarig_irq_cputime_now() - what interrupts took from all CPUs until now
 * @now: gets it
 *
 * Any context.
 */
void dmarig_irq_cputime_now(struct irq_cputime *now);

/* dmarig_cputime_source() - what the times are taken from: tracepoints, or nothing */
const char *dmarig_cputime_source(void);

/**
 * dmarig_cputime_init() - start counting
 *
 * May sleep. Return: 0, also where the kernel has no such events; or -errno.
 */
int dmarig_cputime_init(void);

/* dmarig_cputime_exit() - stop counting; no worker is left */
void dmarig_cputime_exit(void);

#endif
