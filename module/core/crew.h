/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Threads that outlive what they are given to do: making and ending one takes longer than all the
 * rest of setting up a short run. A crew knows nothing of what its hands do.
 */
#ifndef DMARIG_CORE_CREW_H
#define DMARIG_CORE_CREW_H

#include <linux/types.h>

#define CREW_MAX	16	/* that are kept; more are ended */

struct hand;
struct task_struct;

/* struct crew - the hands at rest, by number. Owner: whoever has the crew; zeroed at first. */
struct crew {
	struct hand *resting[CREW_MAX];
};

/**
 * crew_take() - a thread that waits for something to do
 * @crew: where one may be resting
 * @name: of its owner
 * @index: number of the thread there
 * @cpu: where to run, or -1 for anywhere
 *
 * May sleep. Return: the hand, or an ERR_PTR.
 */
struct hand *crew_take(struct crew *crew, const char *name, u32 index, int cpu);

/* hand_task() - its thread */
struct task_struct *hand_task(const struct hand *hand);

/**
 * hand_give() - have the thread call @work(@arg), once
 * @hand: one that was given nothing, or whose work has said that it is over
 * @work: may sleep; what it says last, it says to whoever waits for it
 * @arg: not NULL
 */
void hand_give(struct hand *hand, void (*work)(void *arg), void *arg);

/**
 * crew_put() - give a thread back
 * @crew: as in crew_take()
 * @hand: whose work, if any, has said that it is over
 * @keep: it runs where crew_take() put it, and so may be of use again
 *
 * May sleep.
 */
void crew_put(struct crew *crew, struct hand *hand, bool keep);

/* crew_dismiss() - end all that rest; may sleep */
void crew_dismiss(struct crew *crew);

#endif
