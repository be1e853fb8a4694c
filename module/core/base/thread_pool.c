// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Idle threads, by the number of the worker that had them.
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include "core/base/compat.h"
#include "core/base/thread_pool.h"

struct kthread_worker *dmarig_thread_pool_get(struct thread_pool *pool, const char *name, u32 index,
					      int cpu)
{
	struct kthread_worker *thread = NULL;

	if (cpu < 0 && index < THREAD_POOL_MAX)
		swap(thread, pool->idle[index]);
	return thread ?: ct_run_worker(cpu, "dmarig/%s/%u", name, index);
}

void dmarig_thread_pool_put(struct thread_pool *pool, struct kthread_worker *thread, u32 index,
			    bool keep)
{
	if (keep && index < THREAD_POOL_MAX && !pool->idle[index])
		pool->idle[index] = thread;
	else
		kthread_destroy_worker(thread);
}

void dmarig_thread_pool_free(struct thread_pool *pool)
{
	u32 i;

	for (i = 0; i < THREAD_POOL_MAX; i++) {
		if (pool->idle[i])
			kthread_destroy_worker(pool->idle[i]);
		pool->idle[i] = NULL;
	}
}
