// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * completion=poll: the worker asks for the status of its oldest cookie, over and over.
 */
#include <linux/jiffies.h>
#include <linux/sched.h>
#include "completion/completion.h"
#include "core/worker.h"

static struct slot *poll_oldest(struct worker *w)
{
	return list_first_entry(&w->flight, struct slot, node);
}

static bool poll_wait(struct worker *w)
{
	unsigned long until = jiffies + msecs_to_jiffies(w->p->timeout_ms) + 1;

	while (!worker_ask(w, poll_oldest(w)) && !worker_alarmed(w)) {
		if (time_after(jiffies, until))
			return false;
		cpu_relax();
		cond_resched();
	}
	/* Completions are in order, so the next ones may have ended as well. */
	while (w->nr_flight && worker_ask(w, poll_oldest(w)))
		;
	return true;
}

const struct completion_way completion_poll = {
	.flags		= DMA_CTRL_ACK,
	.needs_order	= true,
	.wait		= poll_wait,
};
