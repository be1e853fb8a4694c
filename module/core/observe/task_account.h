/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Accounts of single tasks, for probes that have to find out quickly whether the task that they see
 * is one of ours: what swiotlb bounces for it, see bounces.c, and the CPU time it takes, see
 * cputime.c.
 */
#ifndef DMARIG_CORE_TASK_ACCOUNT_H
#define DMARIG_CORE_TASK_ACCOUNT_H

#include <linux/list.h>
#include <linux/types.h>

struct device;
struct task_struct;

/*
 * struct task_account - what is counted for one task. Task and device are compared, never touched.
 */
struct task_account {
	struct hlist_node node;		/* in the table of all of them, see task_account.c */
	struct rcu_head rcu;
	const struct task_struct *task;

	/* Owner: the task, which maps; read once it makes no more mappings. */
	const struct device *dev;	/* for which mappings are counted */
	u64 bounced_maps, bounced_bytes;

	/* Owner: the probes, on the task's CPU; the task itself reads with interrupts off. */
	u64 since;			/* when it came to a CPU, ns */
	u64 ran;			/* before that, ns */
	u64 stolen;			/* by interrupts while it ran, ns */
	u64 switches;			/* times it left a CPU */
};

/**
 * dmarig_task_account_begin() - count what a task does
 * @task: it; at most one account a task
 * @dev: the device whose mappings are counted
 *
 * May sleep. Return: the account, to be given to dmarig_task_account_end(); or NULL without memory.
 */
struct task_account *dmarig_task_account_begin(struct task_struct *task, struct device *dev);

/**
 * dmarig_task_account_of() - the account of a task
 * @task: any
 *
 * With preemption off, or in an RCU read-side section: it stays as long as that lasts. Any context.
 * Return: the account, or NULL.
 */
struct task_account *dmarig_task_account_of(const struct task_struct *task);

/**
 * dmarig_task_account_end() - count no more
 * @a: by dmarig_task_account_begin(), or NULL
 * @maps: the mappings that were bounced are added to it
 * @bytes: likewise their bytes
 *
 * Called when the task maps no more: by itself, or when it has ended.
 */
void dmarig_task_account_end(struct task_account *a, u64 *maps, u64 *bytes);

#endif
