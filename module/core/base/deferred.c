// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The list of what is freed later.
 */
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include "core/base/deferred.h"

static DEFINE_MUTEX(deferred_lock);	/* protects deferred_list */
static LIST_HEAD(deferred_list);

static bool has_expired(const struct deferred *d)
{
	return d->expires && time_after_eq(jiffies, d->until);
}

static void free_some(bool all)
{
	struct deferred *d, *next;

	lockdep_assert_held(&deferred_lock);
	list_for_each_entry_safe(d, next, &deferred_list, node) {
		if (!all && !has_expired(d))
			continue;
		list_del(&d->node);
		d->free(d);
	}
}

void dmarig_defer_free(struct deferred *d, void (*free)(struct deferred *d), unsigned int ms)
{
	d->free = free;
	d->expires = ms;
	d->until = jiffies + msecs_to_jiffies(ms);
	mutex_lock(&deferred_lock);
	free_some(false);
	list_add_tail(&d->node, &deferred_list);
	mutex_unlock(&deferred_lock);
}

void dmarig_free_all_deferred(void)
{
	mutex_lock(&deferred_lock);
	free_some(true);
	mutex_unlock(&deferred_lock);
}
