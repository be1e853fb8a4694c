// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Counting bounced mappings by the task that made them, so that runs on one device do not count
 * each other's.
 */
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include "core/observe/bounces.h"
#include "core/observe/probes.h"
#include "core/observe/task_account.h"

/*
 * The probe of swiotlb:swiotlb_bounced; any context. What an interrupt maps is not the task's that
 * it happens to find running.
 */
static void count_bounce(void *unused, struct device *dev, dma_addr_t addr, size_t size)
{
	struct task_account *a;

	if (!in_task())
		return;
	rcu_read_lock();
	a = dmarig_task_account_of(current);
	if (a && a->dev == dev) {
		a->bounced_maps++;
		a->bounced_bytes += size;
	}
	rcu_read_unlock();
}

static struct probe bounce_probe = { "swiotlb_bounced", count_bounce };
static bool counting;

int dmarig_bounces_init(void)
{
	int ret = dmarig_probes_attach(&bounce_probe, 1);

	counting = !ret;
	return ret == -ENOENT ? 0 : ret;
}

void dmarig_bounces_exit(void)
{
	if (counting)
		dmarig_probes_detach(&bounce_probe, 1);
}
