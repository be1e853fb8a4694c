// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Who is inside an outlet: on the way in and out, waiting for room, overdue. Its lock and the
 * channel's are never held together.
 */
#include <linux/dmaengine.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include "core/chan.h"
#include "core/sentence.h"
#include "outlet/access.h"
#include "outlet/outlet.h"

bool outlet_enter(struct outlet *o)
{
	bool open;

	spin_lock_irq(&o->lock);
	open = !o->closed;
	o->nr_inside += open;
	spin_unlock_irq(&o->lock);
	return open;
}

void outlet_leave(struct outlet *o)
{
	spin_lock_irq(&o->lock);
	o->nr_inside--;
	wake_up_all(&o->wake);
	spin_unlock_irq(&o->lock);
}

u64 outlet_ended(struct outlet *o)
{
	u64 ended;

	spin_lock_irq(&o->lock);
	ended = o->nr_ended;
	spin_unlock_irq(&o->lock);
	return ended;
}

enum hope { HOPE_WAIT, HOPE_TRY, HOPE_NONE };

static enum hope outlet_hope(struct outlet *o, u64 seen)
{
	enum hope hope = HOPE_WAIT;

	spin_lock_irq(&o->lock);
	if (o->closed)
		hope = HOPE_NONE;
	else if (o->nr_ended != seen)
		hope = HOPE_TRY;
	else if (!o->nr_flight)
		hope = HOPE_NONE;
	spin_unlock_irq(&o->lock);
	return hope;
}

bool outlet_await(struct outlet *o, u64 seen, u64 *tries)
{
	enum hope hope;

	wait_event_idle(o->wake, (hope = outlet_hope(o, seen)) != HOPE_WAIT);
	if (hope == HOPE_NONE)
		return false;
	spin_lock_irq(&o->lock);
	++*tries;
	spin_unlock_irq(&o->lock);
	return true;
}

/*
 * A slice has gone by. The oldest in flight, if its time is over: the list is in the order they
 * began.
 */
static struct access *oldest_overdue(struct outlet *o, u32 *gen)
{
	struct access *a;

	spin_lock_irq(&o->lock);
	o->slices++;
	a = list_first_entry_or_null(&o->busy, struct access, node);
	if (a && o->slices - a->since <= OUTLET_SLICES)
		a = NULL;
	if (a)
		*gen = a->gen;
	spin_unlock_irq(&o->lock);
	return a;
}

u32 outlet_busy(struct outlet *o)
{
	struct list_head *each;
	u32 n = 0;

	lockdep_assert_held(&o->lock);
	list_for_each(each, &o->busy)
		n++;
	return n;
}

/* Did it end while it was being looked at? */
static bool count_overdue(struct outlet *o, struct access *a, u32 gen, bool complete)
{
	bool still;

	spin_lock_irq(&o->lock);
	still = a->gen == gen && a->left;
	if (still && complete)
		o->passage.lost++;
	else if (still)
		o->passage.timeouts += outlet_busy(o);
	spin_unlock_irq(&o->lock);
	return still;
}

bool outlet_is_overdue(struct outlet *o)
{
	struct access *a;
	bool complete;
	u32 gen;

	if (o->gave_up)
		return true;
	a = oldest_overdue(o, &gen);
	if (!a)
		return false;
	/* The channel's locks are not taken inside ours. */
	complete = access_is_complete(a);
	if (!count_overdue(o, a, gen, complete))
		return false;
	o->gave_up = true;
	sentence_say(o->rc->sentence, "%s: a %s of %zu bytes at %lld %s after timeout_ms=%llu",
		     o->rc->name, a->write ? "write" : "read", a->len, a->pos,
		     complete ? "is complete, but was never announced" : "is not complete",
		     o->p->timeout_ms);
	return true;
}
