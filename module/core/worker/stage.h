/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The stage: how far a run is, which is all that its workers share. The run embeds it and
 * moves it on; workers and a cdev look at it, and cut it short where going on is useless.
 */
#ifndef DMARIG_CORE_STAGE_H
#define DMARIG_CORE_STAGE_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/wait.h>
#include "common/words.h"
#include "core/observe/cputime.h"

/* struct stage - see above. What has no note is constant while the run is live. */
struct stage {
	u32 state;			/* enum dmarig_state, set by dmarig_stage_advance() */
	wait_queue_head_t wake;		/* state changed, or a worker is warm or has finished */
	u32 nr_workers;			/* whose first transfer is waited for */
	bool warms_up;			/* by time: the run opens the window, not a worker */
	atomic_t nr_warm;		/* workers whose first transfer has ended */
	bool overtime;			/* the window waits for transfers; by the run */
	bool (*has_enough)(const struct stage *stage);	/* have as many ended as it must have? */

	/* Written on opening and closing the window; read when all workers have finished. */
	u64 window_start, window_end;	/* ktime, ns */
	struct irq_cputime opened, closed;	/* what interrupts had taken when the window did */
};

/* dmarig_stage_init() - of a run that was never started */
void dmarig_stage_init(struct stage *stage, bool (*has_enough)(const struct stage *stage));

/* dmarig_stage_reset() - nothing of the run before counts any more; its state stays */
void dmarig_stage_reset(struct stage *stage);

/* dmarig_stage_state() - where the run is; any context */
static inline enum dmarig_state dmarig_stage_state(const struct stage *stage)
{
	/* Written by other threads without a lock; each reader needs one consistent look. */
	return READ_ONCE(stage->state);
}

/* dmarig_stage_is_over() - is there no point in going on with the load? */
static inline bool dmarig_stage_is_over(const struct stage *stage)
{
	return dmarig_stage_state(stage) >= DMARIG_STATE_draining;
}

/**
 * dmarig_stage_advance() - move the state forward
 * @stage: the stage
 * @from: the state that is left
 * @to: the next one
 *
 * Any context. Return: true for the one caller that did it.
 */
bool dmarig_stage_advance(struct stage *stage, enum dmarig_state from, enum dmarig_state to);

/*
 * dmarig_stage_open_window() - measuring begins; by one caller: the last worker to be warm, or the
 * run
 */
void dmarig_stage_open_window(struct stage *stage);

/* dmarig_stage_close_window() - measuring is over, now; true for the one caller that did it */
bool dmarig_stage_close_window(struct stage *stage);

/* dmarig_stage_abort() - end the load now: something makes going on useless */
void dmarig_stage_abort(struct stage *stage);

/* dmarig_stage_is_warm() - has every worker ended its first transfer? */
static inline bool dmarig_stage_is_warm(const struct stage *stage)
{
	return atomic_read(&stage->nr_warm) >= stage->nr_workers;
}

/* dmarig_stage_warm() - a worker has ended its first transfer */
void dmarig_stage_warm(struct stage *stage);

/* dmarig_stage_may_close() - was the window waiting for the transfer that has ended now? */
static inline bool dmarig_stage_may_close(const struct stage *stage)
{
	/* Seen late by one worker, the next transfer closes the window. */
	return unlikely(READ_ONCE(stage->overtime)) && stage->has_enough(stage);
}

#endif
