// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of accounts, by task.
 */
#include <linux/hashtable.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "core/observe/task_account.h"

static DEFINE_SPINLOCK(accounts_lock);	/* protects changes to accounts; the probes use RCU */
static DEFINE_HASHTABLE(accounts, 6);

struct task_account *dmarig_task_account_begin(struct task_struct *task, struct device *dev)
{
	struct task_account *a = kzalloc(sizeof(*a), GFP_KERNEL);

	if (!a)
		return NULL;
	a->task = task;
	a->dev = dev;
	spin_lock(&accounts_lock);
	hash_add_rcu(accounts, &a->node, (unsigned long)task);
	spin_unlock(&accounts_lock);
	return a;
}

struct task_account *dmarig_task_account_of(const struct task_struct *task)
{
	struct task_account *a;

	hash_for_each_possible_rcu(accounts, a, node, (unsigned long)task)
		if (a->task == task)
			return a;
	return NULL;
}

void dmarig_task_account_end(struct task_account *a, u64 *maps, u64 *bytes)
{
	if (!a)
		return;
	spin_lock(&accounts_lock);
	hash_del_rcu(&a->node);
	spin_unlock(&accounts_lock);
	*maps += a->bounced_maps;
	*bytes += a->bounced_bytes;
	kfree_rcu(a, rcu);
}
