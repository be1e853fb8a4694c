// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the completions with a callback share: a worker spins or sleeps until a slot is on its
 * done list.
 */
#include <linux/hrtimer.h>
#include <linux/sched.h>
#include "completion/completion.h"
#include "core/base/stall_timeout.h"
#include "core/worker/worker.h"

/* Look for up to spin_us before going to sleep, and let others run meanwhile. */
static bool callback_spin(struct worker *w)
{
	u64 until;

	if (!w->spec.p->spin_us)
		return false;
	until = ktime_get_ns() + w->spec.p->spin_us * NSEC_PER_USEC;
	while (ktime_get_ns() < until) {
		if (!llist_empty(&w->done) || dmarig_worker_alarmed(w))
			return true;
		cpu_relax();
		cond_resched();
	}
	return false;
}

/* Sleep until woken, until the alarm, or else for a slice of the timeout. */
static void callback_doze(const struct worker *w, const struct stall_timeout *timeout)
{
	ktime_t until = ns_to_ktime(w->alarm);

	if (w->alarm)
		schedule_hrtimeout(&until, HRTIMER_MODE_ABS);
	else
		schedule_timeout(dmarig_stall_timeout_jiffies(timeout));
}

static void callback_sleep(struct worker *w)
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(w->spec.p->timeout_ms);

	/*
	 * Pairs with dmarig_worker_complete(): it adds to the list, then looks at sleeping; here
	 * sleeping is set, then the list is looked at. set_current_state() is the barrier on this
	 * side, llist_add()'s cmpxchg on the other, so at least one of the two sees what the other
	 * did.
	 */
	WRITE_ONCE(w->sleeping, 1);
	for (;;) {
		set_current_state(TASK_IDLE);
		if (!llist_empty(&w->done) || dmarig_worker_alarmed(w) ||
		    dmarig_stall_timeout_is_over(&timeout))
			break;
		callback_doze(w, &timeout);
	}
	__set_current_state(TASK_RUNNING);
	WRITE_ONCE(w->sleeping, 0);
}

/* dmarig_callback_wait() - struct completion_ops's wait */
bool dmarig_callback_wait(struct worker *w)
{
	if (llist_empty(&w->done) && !callback_spin(w))
		callback_sleep(w);
	return dmarig_worker_reap_done(w) || dmarig_worker_alarmed(w);
}
