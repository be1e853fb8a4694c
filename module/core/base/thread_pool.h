/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Threads that outlive what they are given to do: making and ending one takes longer than all the
 * rest of setting up a short run. A pool knows nothing of what its threads do.
 */
#ifndef DMARIG_CORE_THREAD_POOL_H
#define DMARIG_CORE_THREAD_POOL_H

#include <linux/types.h>

#define THREAD_POOL_MAX	16	/* threads that are kept; more are ended */

struct kthread_worker;

/* struct thread_pool - idle threads, by number. Owner: the struct it is in; zeroed at first. */
struct thread_pool {
	struct kthread_worker *idle[THREAD_POOL_MAX];
};

/**
 * dmarig_thread_pool_get() - a thread that waits for something to do
 * @pool: where one may be idle
 * @name: of its owner
 * @index: number of the thread there
 * @cpu: where to run, or -1 for anywhere
 *
 * May sleep. Return: the thread, or an ERR_PTR.
 */
struct kthread_worker *dmarig_thread_pool_get(struct thread_pool *pool, const char *name, u32 index,
					      int cpu);

/**
 * dmarig_thread_pool_put() - give a thread back
 * @pool: as in dmarig_thread_pool_get()
 * @thread: whose work, if any, has said that it is over
 * @index: as in dmarig_thread_pool_get()
 * @keep: it may run anywhere, and so may be of use again
 *
 * May sleep.
 */
void dmarig_thread_pool_put(struct thread_pool *pool, struct kthread_worker *thread, u32 index,
			    bool keep);

/* dmarig_thread_pool_free() - end all that rest; may sleep */
void dmarig_thread_pool_free(struct thread_pool *pool);

#endif
