/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory that is freed later. A channel that had to be terminated may call back all the same, and
 * must then find what it was given; so what is behind its callbacks is kept for a while, or until
 * no provider can know of this module any more.
 */
#ifndef DMARIG_CORE_DEFERRED_H
#define DMARIG_CORE_DEFERRED_H

#include <linux/list.h>

/* struct deferred - in what is freed later. Owner: the list of all of them, once it is on it. */
struct deferred {
	struct list_head node;
	void (*free)(struct deferred *d);
	unsigned long until;		/* jiffies; only where expires is set */
	bool expires;			/* may be freed when others come; else at unload only */
};

/**
 * dmarig_defer_free() - have memory freed later
 * @d: in the memory
 * @free: frees it; may sleep
 * @ms: no callback comes later than that; 0: not known, so that it stays until the module goes
 *
 * Frees what has expired by now. May sleep.
 */
void dmarig_defer_free(struct deferred *d, void (*free)(struct deferred *d), unsigned int ms);

/* dmarig_free_all_deferred() - at unload, when no channel can call back any more; may sleep */
void dmarig_free_all_deferred(void);

#endif
