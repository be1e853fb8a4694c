// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * completion=irq: the channel calls back, and a worker that sleeps is woken.
 */
#include "completion/completion.h"
#include "core/worker/worker.h"

static void irq_callback(void *param, const struct dmaengine_result *result)
{
	struct callback_tag *tag = param;
	struct slot *slot = tag->owner;
	u64 now = slot->timed ? ktime_get_ns() : 0;

	if (dmarig_worker_accept_callback(tag, result, now))
		dmarig_worker_complete(slot);
}

const struct completion_ops completion_irq = {
	.flags	= DMA_PREP_INTERRUPT | DMA_CTRL_ACK,
	.wakes	= true,
	.callback = irq_callback,
	.wait	= dmarig_callback_wait,
};
