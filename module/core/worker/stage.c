// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The states of a run, of which each is left by exactly one caller, and the measuring window.
 */
#include <linux/ktime.h>
#include <linux/sched.h>
#include "core/worker/stage.h"

void dmarig_stage_init(struct stage *stage, bool (*has_enough)(const struct stage *stage))
{
	init_waitqueue_head(&stage->wake);
	stage->has_enough = has_enough;
}

void dmarig_stage_reset(struct stage *stage)
{
	stage->overtime = false;
	stage->window_start = 0;
	stage->window_end = 0;
	atomic_set(&stage->nr_warm, 0);
}

bool dmarig_stage_advance(struct stage *stage, enum dmarig_state from, enum dmarig_state to)
{
	if (cmpxchg(&stage->state, from, to) != from)
		return false;
	wake_up_all(&stage->wake);
	return true;
}

void dmarig_stage_open_window(struct stage *stage)
{
	dmarig_irq_cputime_now(&stage->opened);
	WRITE_ONCE(stage->window_start, ktime_get_ns());
	dmarig_stage_advance(stage, DMARIG_STATE_warming, DMARIG_STATE_measuring);
}

bool dmarig_stage_close_window(struct stage *stage)
{
	u64 now = ktime_get_ns();

	if (!dmarig_stage_advance(stage, DMARIG_STATE_measuring, DMARIG_STATE_draining))
		return false;
	dmarig_irq_cputime_now(&stage->closed);
	/* One caller gets here; it is read when the workers were joined. */
	WRITE_ONCE(stage->window_end, now);
	return true;
}

void dmarig_stage_abort(struct stage *stage)
{
	if (!dmarig_stage_close_window(stage))
		dmarig_stage_advance(stage, DMARIG_STATE_warming, DMARIG_STATE_draining);
}

void dmarig_stage_warm(struct stage *stage)
{
	if (atomic_inc_return(&stage->nr_warm) == stage->nr_workers && !stage->warms_up)
		dmarig_stage_open_window(stage);
	else
		wake_up_all(&stage->wake);
}
