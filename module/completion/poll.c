// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * completion=poll: the worker asks for the status of its oldest cookie, over and over.
 */
#include <linux/sched.h>
#include "completion/completion.h"
#include "core/base/stall_timeout.h"
#include "core/worker/worker.h"

static struct slot *poll_oldest(struct worker *w)
{
	return list_first_entry(&w->flight, struct slot, node);
}

static bool poll_wait(struct worker *w)
{
	struct stall_timeout timeout = dmarig_stall_timeout_begin(w->spec.p->timeout_ms);

	while (!dmarig_worker_poll_status(w, poll_oldest(w)) && !dmarig_worker_alarmed(w)) {
		if (dmarig_stall_timeout_is_over(&timeout))
			return false;
		cpu_relax();
		cond_resched();
	}
	/* Completions are in order, so the next ones may have ended as well. */
	while (w->nr_flight && dmarig_worker_poll_status(w, poll_oldest(w)))
		;
	return true;
}

const struct completion_ops completion_poll = {
	.flags		= DMA_CTRL_ACK,
	.needs_order	= true,
	.wait		= poll_wait,
};
