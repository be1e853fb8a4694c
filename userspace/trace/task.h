/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The recent history of tasks: when each was woken, when it got a CPU, and its calls.
 */
#ifndef DMARIG_TASK_H
#define DMARIG_TASK_H

#include "trace/event.h"

enum task_moment { TASK_WOKEN, TASK_SWITCHED, NR_TASK_MOMENTS };

struct tasks;

/* tasks_new() - make an empty table */
struct tasks *tasks_new(void);

/* tasks_note() - note that something happened to task @pid at @ts */
void tasks_note(struct tasks *tasks, s32 pid, enum task_moment moment, u64 ts);

/* tasks_first() - the first such moment of task @pid in @from to @to, or 0 */
u64 tasks_first(const struct tasks *tasks, s32 pid, enum task_moment moment, u64 from, u64 to);

/* tasks_call() - note that task @pid made an event of a system at @ts */
void tasks_call(struct tasks *tasks, s32 pid, enum trace_system system, u64 ts);

/**
 * tasks_calls() - count the events that a task made
 * @tasks: the table
 * @pid: the task
 * @from: the first time, in ns
 * @to: the last time, in ns
 * @nr: gets the counts added, by system
 *
 * Return: false when it is so long ago that they were forgotten.
 */
bool tasks_calls(const struct tasks *tasks, s32 pid, u64 from, u64 to, u32 nr[NR_SYSTEMS]);

/* tasks_free() - free the table */
void tasks_free(struct tasks *tasks);

#endif
