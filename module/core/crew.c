// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Threads at rest, by the number of the worker that had them.
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include "core/compat.h"
#include "core/crew.h"

struct kthread_worker *crew_take(struct crew *crew, const char *name, u32 index, int cpu)
{
	struct kthread_worker *thread = NULL;

	if (cpu < 0 && index < CREW_MAX)
		swap(thread, crew->resting[index]);
	return thread ?: ct_run_worker(cpu, "dmarig/%s/%u", name, index);
}

void crew_put(struct crew *crew, struct kthread_worker *thread, u32 index, bool keep)
{
	if (keep && index < CREW_MAX && !crew->resting[index])
		crew->resting[index] = thread;
	else
		kthread_destroy_worker(thread);
}

void crew_dismiss(struct crew *crew)
{
	u32 i;

	for (i = 0; i < CREW_MAX; i++) {
		if (crew->resting[i])
			kthread_destroy_worker(crew->resting[i]);
		crew->resting[i] = NULL;
	}
}
