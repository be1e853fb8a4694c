/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Completions: how a worker notices that a transfer has ended.
 */
#ifndef DMARIG_COMPLETION_COMPLETION_H
#define DMARIG_COMPLETION_COMPLETION_H

#include <linux/dmaengine.h>
#include "common/words.h"

struct slot;
struct worker;

/**
 * struct completion_ops - a member of the completion vector
 * @flags: for device_prep_*
 * @wakes: there is a wake phase between the callback and the worker
 * @needs_order: works only on channels that complete in order, without DMA_COMPLETION_NO_ORDER
 * @missing: what to say of this kernel where nothing below is there; else NULL
 * @init: make a new worker ready, with its slots allocated; may be NULL
 * @arm: make a slot ready before its descriptors are submitted; may be NULL
 * @callback: what every descriptor calls, with a struct callback_tag; may be NULL
 * @disarm: give up a transfer that was armed and may not have completed, and whose callback can
 *	not come any more; may be NULL
 * @wait: wait until at least one slot is on w->ended, or the worker's alarm goes off; false when
 *	no callback came for timeout_ms
 */
struct completion_ops {
	unsigned long flags;
	bool wakes;
	bool needs_order;
	const char *missing;
	void (*init)(struct worker *w);
	void (*arm)(struct slot *slot);
	dma_async_tx_callback_result callback;
	void (*disarm)(struct slot *slot);
	bool (*wait)(struct worker *w);
};

/* Each member, in the file of its name. */
#define MEMBER(name, traits, help)	extern const struct completion_ops completion_##name;
DMARIG_COMPLETIONS(MEMBER)
#undef MEMBER

/* In the order of the words; see completion.c. */
extern const struct completion_ops *const completion_table[DMARIG_NR_COMPLETIONS];

/* What several completions share; see callback.c. */
bool dmarig_callback_wait(struct worker *w);

#endif
