/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What swiotlb bounces on behalf of one task: the kernel's event fires in the context that maps.
 */
#ifndef DMARIG_CORE_BOUNCES_H
#define DMARIG_CORE_BOUNCES_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/sched.h>

/*
 * struct bounces - the mappings that a task made for a device and that were bounced. Written by
 * that task alone; read once it makes no more of them. Task and device are compared, never touched.
 */
struct bounces {
	struct hlist_node node;
	struct task_struct *task;
	struct device *dev;
	u64 maps, bytes;
	struct rcu_head rcu;
};

/**
 * bounces_begin() - count what a task has bounced for a device
 * @task: it; at most one count a task
 * @dev: the device
 *
 * May sleep. Return: the counts, to be given to bounces_end(), or NULL when out of memory.
 */
struct bounces *bounces_begin(struct task_struct *task, struct device *dev);

/**
 * bounces_end() - count no more
 * @b: the counts, or NULL; gone afterwards
 * @maps: added to
 * @bytes: added to
 *
 * Called when the task maps no more: by itself, or when it has ended.
 */
void bounces_end(struct bounces *b, u64 *maps, u64 *bytes);

/* bounces_init() - hook into the kernel's swiotlb_bounced event; without swiotlb nothing bounces */
int bounces_init(void);

/* bounces_exit() - unhook */
void bounces_exit(void);

#endif
