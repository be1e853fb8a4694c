/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How long a worker waits for a channel. A computer that stops for a while, as virtual ones do,
 * must not be taken for a controller that hangs: neither got to do anything. So the time is cut
 * into slices, and one that took longer than it should have counts once all the same.
 */
#ifndef DMARIG_CORE_STALL_TIMEOUT_H
#define DMARIG_CORE_STALL_TIMEOUT_H

#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/minmax.h>

#define STALL_SLICES	8

struct stall_timeout {
	unsigned long slice, until;	/* in jiffies */
	unsigned int left;
};

/* dmarig_stall_timeout_begin() - from now, for at least @ms of time in which this computer ran */
static inline struct stall_timeout dmarig_stall_timeout_begin(u64 ms)
{
	unsigned long whole = msecs_to_jiffies(ms) + 1;
	unsigned int slices = min_t(unsigned long, whole, STALL_SLICES);
	unsigned long slice = DIV_ROUND_UP(whole, slices);

	return (struct stall_timeout){ .slice = slice, .until = jiffies + slice, .left = slices };
}

/* dmarig_stall_timeout_is_over() - to be asked over and over, at least once a slice */
static inline bool dmarig_stall_timeout_is_over(struct stall_timeout *t)
{
	if (t->left && time_after_eq(jiffies, t->until)) {
		t->left--;
		t->until = jiffies + t->slice;
	}
	return !t->left;
}

/* dmarig_stall_timeout_jiffies() - how long to sleep before asking again */
static inline long dmarig_stall_timeout_jiffies(const struct stall_timeout *t)
{
	return max_t(long, t->until - jiffies, 1);
}

/* dmarig_stall_timeout_wait() - sleep until @done is completed; false if it was not within @ms */
static inline bool dmarig_stall_timeout_wait(struct completion *done, u64 ms)
{
	struct stall_timeout t = dmarig_stall_timeout_begin(ms);

	do {
		if (wait_for_completion_timeout(done, dmarig_stall_timeout_jiffies(&t)))
			return true;
	} while (!dmarig_stall_timeout_is_over(&t));
	return false;
}

#endif
