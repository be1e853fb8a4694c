// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * CPU time by trace events. The scheduler's own account of a task is exact only when the task is
 * not running, and some kernels charge interrupts to the task that they interrupt; so it is
 * measured here, at each switch to and from a worker.
 */
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>
#include <linux/u64_stats_sync.h>
#include "core/observe/cputime.h"
#include "core/observe/probes.h"
#include "core/observe/task_account.h"

/* struct irq_account - what interrupts took from one CPU. Owner: the probes on that CPU. */
struct irq_account {
	struct u64_stats_sync sync;	/* for readers of 32 bits; writers are on the CPU */
	u64_stats_t irq, softirq, interrupts;
	u64 irq_since, softirq_since;
	u64 irq_before;			/* irq, when the softirq began */
};

static DEFINE_PER_CPU(struct irq_account, irq_account);

/* Probes run with preemption off, which is all that RCU asks for. */
static struct task_account *account_of(struct task_struct *task)
{
	if (!(task->flags & PF_KTHREAD) || is_idle_task(task))
		return NULL;
	return dmarig_task_account_of(task);
}

/* From the thread that was interrupted. */
static void steal(u64 ns)
{
	struct task_account *account = account_of(current);

	if (account)
		account->stolen += ns;
}

static void probe_irq_entry(void *unused, int irq, struct irqaction *action)
{
	this_cpu_write(irq_account.irq_since, ktime_get_mono_fast_ns());
}

static void probe_irq_exit(void *unused, int irq, struct irqaction *action, int ret)
{
	struct irq_account *t = this_cpu_ptr(&irq_account);
	u64 ns;

	/* It was entered before counting began. */
	if (!t->irq_since)
		return;
	ns = ktime_get_mono_fast_ns() - t->irq_since;
	t->irq_since = 0;
	u64_stats_update_begin(&t->sync);
	u64_stats_add(&t->irq, ns);
	u64_stats_inc(&t->interrupts);
	u64_stats_update_end(&t->sync);
	steal(ns);
}

static void probe_softirq_entry(void *unused, unsigned int vector)
{
	struct irq_account *t = this_cpu_ptr(&irq_account);

	t->softirq_since = ktime_get_mono_fast_ns();
	t->irq_before = u64_stats_read(&t->irq);
}

/* Softirqs do not nest, but interrupts come in between and were counted as such. */
static void probe_softirq_exit(void *unused, unsigned int vector)
{
	struct irq_account *t = this_cpu_ptr(&irq_account);
	unsigned long flags;
	u64 ns;

	if (!t->softirq_since)
		return;
	local_irq_save(flags);
	ns = ktime_get_mono_fast_ns() - t->softirq_since;
	ns -= min(ns, u64_stats_read(&t->irq) - t->irq_before);
	t->softirq_since = 0;
	u64_stats_update_begin(&t->sync);
	u64_stats_add(&t->softirq, ns);
	u64_stats_update_end(&t->sync);
	steal(ns);
	local_irq_restore(flags);
}

static void probe_switch(void *unused, bool preempt, struct task_struct *prev,
			 struct task_struct *next, unsigned int prev_state)
{
	struct task_account *from = account_of(prev), *to = account_of(next);
	u64 now;

	if (!from && !to)
		return;
	now = ktime_get_mono_fast_ns();
	if (from && from->since) {
		from->ran += now - from->since;
		from->switches++;
	}
	if (to)
		to->since = now;
}

/* One row an event. */
static struct probe probes[] = {
	{ "irq_handler_entry",	probe_irq_entry },
	{ "irq_handler_exit",	probe_irq_exit },
	{ "softirq_entry",	probe_softirq_entry },
	{ "softirq_exit",	probe_softirq_exit },
	{ "sched_switch",	probe_switch },
};

static bool counting;

void dmarig_thread_cputime_enter(struct task_account *account)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!account->since)
		account->since = ktime_get_mono_fast_ns();
	local_irq_restore(flags);
}

void dmarig_thread_cputime_now(const struct task_account *account, struct thread_cputime *now)
{
	unsigned long flags;

	local_irq_save(flags);
	now->ran = account->ran - account->stolen;
	if (account->since)
		now->ran += ktime_get_mono_fast_ns() - account->since;
	now->switches = account->switches;
	local_irq_restore(flags);
}

void dmarig_irq_cputime_now(struct irq_cputime *now)
{
	const struct irq_account *t;
	u64 irq, softirq, interrupts;
	unsigned int start;
	int cpu;

	now->irq = 0;
	now->softirq = 0;
	now->interrupts = 0;
	for_each_possible_cpu(cpu) {
		t = per_cpu_ptr(&irq_account, cpu);
		do {
			start = u64_stats_fetch_begin(&t->sync);
			irq = u64_stats_read(&t->irq);
			softirq = u64_stats_read(&t->softirq);
			interrupts = u64_stats_read(&t->interrupts);
		} while (u64_stats_fetch_retry(&t->sync, start));
		now->irq += irq;
		now->softirq += softirq;
		now->interrupts += interrupts;
	}
}

const char *dmarig_cputime_source(void)
{
	return counting ? "tracepoints" : "nothing";
}

int dmarig_cputime_init(void)
{
	int cpu, ret;

	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(&irq_account, cpu)->sync);
	ret = dmarig_probes_attach(probes, ARRAY_SIZE(probes));
	counting = !ret;
	return ret == -ENOENT ? 0 : ret;
}

void dmarig_cputime_exit(void)
{
	if (counting)
		dmarig_probes_detach(probes, ARRAY_SIZE(probes));
}
