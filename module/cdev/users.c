// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The users of a cdev: entering and leaving, waiting for room, overdue. Its lock and the channel's
 * are never held together.
 */
#include <linux/dmaengine.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include "cdev/access.h"
#include "cdev/cdev.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"

bool dmarig_cdev_enter(struct dmarig_cdev *cdev)
{
	bool open;

	spin_lock_irq(&cdev->lock);
	open = !cdev->closed;
	cdev->nr_users += open;
	spin_unlock_irq(&cdev->lock);
	return open;
}

void dmarig_cdev_leave(struct dmarig_cdev *cdev)
{
	spin_lock_irq(&cdev->lock);
	cdev->nr_users--;
	wake_up_all(&cdev->wake);
	spin_unlock_irq(&cdev->lock);
}

u64 dmarig_cdev_ended(struct dmarig_cdev *cdev)
{
	u64 ended;

	spin_lock_irq(&cdev->lock);
	ended = cdev->nr_ended;
	spin_unlock_irq(&cdev->lock);
	return ended;
}

enum retry { RETRY_LATER, RETRY_NOW, RETRY_NEVER };

static enum retry retry_when(struct dmarig_cdev *cdev, u64 seen)
{
	enum retry retry = RETRY_LATER;

	spin_lock_irq(&cdev->lock);
	if (cdev->closed)
		retry = RETRY_NEVER;
	else if (cdev->nr_ended != seen)
		retry = RETRY_NOW;
	else if (!cdev->nr_flight)
		retry = RETRY_NEVER;
	spin_unlock_irq(&cdev->lock);
	return retry;
}

bool dmarig_cdev_await(struct dmarig_cdev *cdev, u64 seen, u64 *tries)
{
	enum retry retry;

	wait_event_idle(cdev->wake, (retry = retry_when(cdev, seen)) != RETRY_LATER);
	if (retry == RETRY_NEVER)
		return false;
	spin_lock_irq(&cdev->lock);
	++*tries;
	spin_unlock_irq(&cdev->lock);
	return true;
}

/*
 * A slice has gone by. The oldest in flight, if its time is over: the list is in the order they
 * began.
 */
static struct access *oldest_overdue(struct dmarig_cdev *cdev, u32 *gen)
{
	struct access *a;

	spin_lock_irq(&cdev->lock);
	cdev->slices++;
	a = list_first_entry_or_null(&cdev->busy, struct access, node);
	if (a && cdev->slices - a->since <= CDEV_SLICES)
		a = NULL;
	if (a)
		*gen = a->gen;
	spin_unlock_irq(&cdev->lock);
	return a;
}

u32 dmarig_cdev_busy(struct dmarig_cdev *cdev)
{
	struct list_head *each;
	u32 n = 0;

	lockdep_assert_held(&cdev->lock);
	list_for_each(each, &cdev->busy)
		n++;
	return n;
}

/* Did it end while it was being looked at? */
static bool count_overdue(struct dmarig_cdev *cdev, struct access *a, u32 gen, bool complete)
{
	bool still;

	spin_lock_irq(&cdev->lock);
	still = a->gen == gen && a->left;
	if (still && complete)
		cdev->stats.lost++;
	else if (still)
		cdev->stats.timeouts += dmarig_cdev_busy(cdev);
	spin_unlock_irq(&cdev->lock);
	return still;
}

bool dmarig_cdev_is_overdue(struct dmarig_cdev *cdev)
{
	struct access *a;
	bool complete;
	u32 gen;

	if (cdev->gave_up)
		return true;
	a = oldest_overdue(cdev, &gen);
	if (!a)
		return false;
	/* The channel's locks are not taken inside ours. */
	complete = dmarig_access_is_complete(a);
	if (!count_overdue(cdev, a, gen, complete))
		return false;
	cdev->gave_up = true;
	dmarig_sentence_say(cdev->rc->sentence,
			    "%s: a %s of %zu bytes at %lld %s after timeout_ms=%llu",
			    cdev->rc->name, a->write ? "write" : "read", a->len, a->pos,
			    complete ? "is complete, but was never announced" : "is not complete",
			    cdev->p->timeout_ms);
	return true;
}
