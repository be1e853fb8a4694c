/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Threads that outlive what they are given to do: making and ending one takes longer than all the
 * rest of setting up a short run. A crew knows nothing of what its threads do.
 */
#ifndef DMARIG_CORE_CREW_H
#define DMARIG_CORE_CREW_H

#include <linux/types.h>

#define CREW_MAX	16	/* threads that are kept; more are ended */

struct kthread_worker;

/* struct crew - the threads at rest, by number. Owner: whoever has the crew; zeroed at first. */
struct crew {
	struct kthread_worker *resting[CREW_MAX];
};

/**
 * crew_take() - a thread that waits for something to do
 * @crew: where one may be resting
 * @name: of its owner
 * @index: number of the thread there
 * @cpu: where to run, or -1 for anywhere
 *
 * May sleep. Return: the thread, or an ERR_PTR.
 */
struct kthread_worker *crew_take(struct crew *crew, const char *name, u32 index, int cpu);

/**
 * crew_put() - give a thread back
 * @crew: as in crew_take()
 * @thread: whose work, if any, has said that it is over
 * @index: as in crew_take()
 * @keep: it may run anywhere, and so may be of use again
 *
 * May sleep.
 */
void crew_put(struct crew *crew, struct kthread_worker *thread, u32 index, bool keep);

/* crew_dismiss() - end all that rest; may sleep */
void crew_dismiss(struct crew *crew);

#endif
