// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * When the next transfer of a worker is due.
 */
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include "core/worker/pace.h"

/* A worker that sleeps looks this often whether the run is still on. */
#define LOOK_NS	(10 * NSEC_PER_MSEC)

bool dmarig_pace_is_due(struct worker *w)
{
	u64 now;

	if (!w->spec.p->rate)
		return true;
	now = ktime_get_ns();
	if (!w->due)
		w->due = now;
	return now >= w->due;
}

/* A second is no multiple of every rate: what is left over is carried along. */
void dmarig_pace_next(struct worker *w)
{
	u32 rate = w->spec.p->rate;

	if (!rate)
		return;
	w->due += NSEC_PER_SEC / rate;
	w->due_rest += NSEC_PER_SEC % rate;
	if (w->due_rest < rate)
		return;
	w->due_rest -= rate;
	w->due++;
}

void dmarig_pace_set_alarm(struct worker *w)
{
	w->alarm = 0;
	if (w->spec.p->rate && !list_empty(&w->idle))
		w->alarm = min_t(u64, w->due, ktime_get_ns() + LOOK_NS);
}

void dmarig_pace_sleep(struct worker *w)
{
	ktime_t until = ns_to_ktime(w->alarm);

	if (!w->alarm)
		return;
	set_current_state(TASK_IDLE);
	schedule_hrtimeout(&until, HRTIMER_MODE_ABS);
}
