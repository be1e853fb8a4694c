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

/* Has the oldest transfer in flight ended? Then it moves to w->ended. */
static bool poll_oldest(struct worker *w)
{
	struct slot *slot = list_first_entry(&w->flight, struct slot, node);
	enum dma_status status;
	bool failed;

	status = slot_status(slot);
	if (status != DMA_COMPLETE && status != DMA_ERROR)
		return false;
	failed = status == DMA_ERROR;
	if (slot_announce(slot, failed ? DMA_TRANS_ABORTED : DMA_TRANS_NOERROR,
			  slot->timed ? ktime_get_ns() : 0)) {
		list_move_tail(&slot->node, &w->ended);
		w->nr_flight--;
	}
	return true;
}

static bool poll_wait(struct worker *w)
{
	unsigned long until = jiffies + msecs_to_jiffies(w->p->timeout_ms) + 1;

	while (!poll_oldest(w)) {
		if (time_after(jiffies, until))
			return false;
		cpu_relax();
		cond_resched();
	}
	/* Completions are in order, so the next ones may have ended as well. */
	while (w->nr_flight && poll_oldest(w))
		;
	return true;
}

const struct completion_way completion_poll = {
	.flags		= DMA_CTRL_ACK,
	.needs_order	= true,
	.wait		= poll_wait,
};
