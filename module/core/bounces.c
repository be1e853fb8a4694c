// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Counting bounced mappings by who made them, so that runs on one device do not count each other's.
 */
#include <linux/hash.h>
#include <linux/preempt.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "core/bounces.h"
#include "core/probes.h"

#define BUCKET_BITS	6

static DEFINE_SPINLOCK(buckets_lock);	/* protects changes to buckets; the event uses RCU */
static struct hlist_head buckets[1 << BUCKET_BITS];

static struct hlist_head *bucket_of(struct task_struct *task)
{
	return &buckets[hash_ptr(task, BUCKET_BITS)];
}

struct bounces *bounces_begin(struct task_struct *task, struct device *dev)
{
	struct bounces *b = kzalloc(sizeof(*b), GFP_KERNEL);

	if (!b)
		return NULL;
	b->task = task;
	b->dev = dev;
	spin_lock(&buckets_lock);
	hlist_add_head_rcu(&b->node, bucket_of(task));
	spin_unlock(&buckets_lock);
	return b;
}

void bounces_end(struct bounces *b, u64 *maps, u64 *bytes)
{
	if (!b)
		return;
	spin_lock(&buckets_lock);
	hlist_del_rcu(&b->node);
	spin_unlock(&buckets_lock);
	*maps += b->maps;
	*bytes += b->bytes;
	kfree_rcu(b, rcu);
}

/*
 * The probe of swiotlb:swiotlb_bounced; any context. What an interrupt maps is not the task's that
 * it happens to find running.
 */
static void count_bounce(void *unused, struct device *dev, dma_addr_t addr, size_t size)
{
	struct bounces *b;

	if (!in_task())
		return;
	rcu_read_lock();
	hlist_for_each_entry_rcu(b, bucket_of(current), node) {
		if (b->task != current || b->dev != dev)
			continue;
		b->maps++;
		b->bytes += size;
	}
	rcu_read_unlock();
}

static struct probe bounce_probe = { "swiotlb_bounced", count_bounce };
static bool counting;

int bounces_init(void)
{
	int ret = probes_attach(&bounce_probe, 1);

	counting = !ret;
	return ret == -ENOENT ? 0 : ret;
}

void bounces_exit(void)
{
	if (counting)
		probes_detach(&bounce_probe, 1);
}
