// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A table of tasks with a fixed size. Two tasks with the same place replace each other, and
 * nothing is known of the one that is not there.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "trace/task.h"

#define NR_PLACES	4096u
#define NR_KEPT		16u	/* of each kind of moment */
#define NR_CALLS	4096u	/* a few for each transfer that can be in flight */

/* struct calls - of a task that makes any */
struct calls {
	u32 nr;
	u64 ts[NR_CALLS];
	u8 system[NR_CALLS];
};

struct task {
	s32 pid;
	struct calls *calls;	/* or NULL */
	u32 nr[NR_TASK_MOMENTS];
	u64 ts[NR_TASK_MOMENTS][NR_KEPT];
};

struct tasks {
	struct task task[NR_PLACES];
};

struct tasks *tasks_new(void)
{
	return xcalloc(1, sizeof(struct tasks));
}

static struct task *task_of(struct tasks *tasks, s32 pid)
{
	struct task *task = &tasks->task[(u32)pid % NR_PLACES];

	if (task->pid == pid)
		return task;
	memset(task->nr, 0, sizeof(task->nr));
	if (task->calls)
		task->calls->nr = 0;
	task->pid = pid;
	return task;
}

void tasks_note(struct tasks *tasks, s32 pid, enum task_moment moment, u64 ts)
{
	struct task *task = task_of(tasks, pid);

	task->ts[moment][task->nr[moment]++ % NR_KEPT] = ts;
}

u64 tasks_first(const struct tasks *tasks, s32 pid, enum task_moment moment, u64 from, u64 to)
{
	const struct task *task = &tasks->task[(u32)pid % NR_PLACES];
	u32 i, nr = task->nr[moment];
	u64 ts, first = 0;

	if (task->pid != pid)
		return 0;
	for (i = 1; i <= nr && i <= NR_KEPT; i++) {
		ts = task->ts[moment][(nr - i) % NR_KEPT];
		if (ts < from)
			break;
		if (ts <= to)
			first = ts;
	}
	return first;
}

void tasks_call(struct tasks *tasks, s32 pid, enum trace_system system, u64 ts)
{
	struct task *task = task_of(tasks, pid);
	struct calls *calls;

	if (!task->calls)
		task->calls = xcalloc(1, sizeof(*task->calls));
	calls = task->calls;
	calls->ts[calls->nr % NR_CALLS] = ts;
	calls->system[calls->nr++ % NR_CALLS] = system;
}

/* The number of the first call that is not before @ts; they are in the order of their times. */
static u32 first_call(const struct calls *calls, u64 ts)
{
	u32 low = calls->nr > NR_CALLS ? calls->nr - NR_CALLS : 0, high = calls->nr, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (calls->ts[middle % NR_CALLS] < ts)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool tasks_calls(const struct tasks *tasks, s32 pid, u64 from, u64 to, u32 nr[NR_SYSTEMS])
{
	const struct task *task = &tasks->task[(u32)pid % NR_PLACES];
	const struct calls *calls = task->calls;
	u32 i;

	if (task->pid != pid || !calls)
		return true;
	i = first_call(calls, from);
	/* The oldest that is kept may not be the first. */
	if (calls->nr > NR_CALLS && i == calls->nr - NR_CALLS)
		return false;
	for (; i < calls->nr && calls->ts[i % NR_CALLS] <= to; i++)
		nr[calls->system[i % NR_CALLS]]++;
	return true;
}

void tasks_free(struct tasks *tasks)
{
	u32 i;

	for (i = 0; tasks && i < NR_PLACES; i++)
		free(tasks->task[i].calls);
	free(tasks);
}
