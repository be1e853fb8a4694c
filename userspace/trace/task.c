// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Tasks, in a table of fixed size: two tasks that want the same place take turns, and the one that
 * is not there is one of which nothing is known.
 */
#include <stdlib.h>
#include "need.h"
#include "task.h"

#define NR_PLACES	4096u
#define NR_KEPT		16u	/* of each kind of moment */

struct task {
	s32 pid;
	u32 nr[NR_TASK_MOMENTS];
	u64 ts[NR_TASK_MOMENTS][NR_KEPT];
};

struct tasks {
	struct task task[NR_PLACES];
};

struct tasks *tasks_new(void)
{
	return need(calloc(1, sizeof(struct tasks)));
}

void tasks_note(struct tasks *tasks, s32 pid, enum task_moment moment, u64 ts)
{
	struct task *task = &tasks->task[(u32)pid % NR_PLACES];

	if (task->pid != pid) {
		memset(task->nr, 0, sizeof(task->nr));
		task->pid = pid;
	}
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

void tasks_free(struct tasks *tasks)
{
	free(tasks);
}
