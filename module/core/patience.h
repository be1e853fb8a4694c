/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * How long a worker waits for a channel. A computer that stops for a while, as virtual ones do,
 * must not be taken for a controller that hangs: neither got to do anything. So the time is cut
 * into slices, and one that took longer than it should have counts once all the same.
 */
#ifndef DMARIG_CORE_PATIENCE_H
#define DMARIG_CORE_PATIENCE_H

#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/math.h>
#include <linux/minmax.h>

#define PATIENCE_SLICES	8

struct patience {
	unsigned long slice, until;	/* in jiffies */
	unsigned int left;
};

/* patience_begin() - from now, for at least @ms of time in which this computer ran */
static inline struct patience patience_begin(u64 ms)
{
	unsigned long whole = msecs_to_jiffies(ms) + 1;
	unsigned int slices = min_t(unsigned long, whole, PATIENCE_SLICES);
	unsigned long slice = DIV_ROUND_UP(whole, slices);

	return (struct patience){ .slice = slice, .until = jiffies + slice, .left = slices };
}

/* patience_is_over() - to be asked over and over, at least once a slice */
static inline bool patience_is_over(struct patience *p)
{
	if (p->left && time_after_eq(jiffies, p->until)) {
		p->left--;
		p->until = jiffies + p->slice;
	}
	return !p->left;
}

/* patience_jiffies() - how long to sleep before asking again */
static inline long patience_jiffies(const struct patience *p)
{
	return max_t(long, p->until - jiffies, 1);
}

/* patience_wait() - sleep until @done is completed; false if it was not within @ms */
static inline bool patience_wait(struct completion *done, u64 ms)
{
	struct patience p = patience_begin(ms);

	do {
		if (wait_for_completion_timeout(done, patience_jiffies(&p)))
			return true;
	} while (!patience_is_over(&p));
	return false;
}

#endif
