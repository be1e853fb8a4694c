// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where a call is made. A call in a softirq, a hard interrupt or another thread is waited for, so
 * that a sequence stays one; what is made in a callback is left to it.
 */
#include <linux/completion.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include "core/base/compat.h"
#include "explore/place.h"

/* struct elsewhere - a call that is made in another context */
struct elsewhere {
	struct explore *x;
	const struct call *c;
	struct completion over;
	struct hrtimer timer;
	struct tasklet_struct tasklet;
	struct work_struct work;
};

static void make(struct explore *x, const struct call *c)
{
	explore_calls[c->row]->make(x, c);
}

static void make_there(struct elsewhere *e)
{
	make(e->x, e->c);
	complete(&e->over);
}

static void on_tasklet(struct tasklet_struct *tasklet)
{
	make_there(container_of(tasklet, struct elsewhere, tasklet));
}

static enum hrtimer_restart on_timer(struct hrtimer *timer)
{
	make_there(container_of(timer, struct elsewhere, timer));
	return HRTIMER_NORESTART;
}

static void on_work(struct work_struct *work)
{
	make_there(container_of(work, struct elsewhere, work));
}

static void start(struct elsewhere *e)
{
	switch (e->c->place) {
	case DMARIG_PLACE_softirq:
		tasklet_setup(&e->tasklet, on_tasklet);
		tasklet_schedule(&e->tasklet);
		break;
	case DMARIG_PLACE_hardirq:
		ct_hrtimer_setup(&e->timer, on_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
		hrtimer_start(&e->timer, ns_to_ktime(NSEC_PER_USEC), HRTIMER_MODE_REL);
		break;
	default:
		INIT_WORK(&e->work, on_work);
		queue_work(system_unbound_wq, &e->work);
	}
}

static void settle(struct elsewhere *e)
{
	switch (e->c->place) {
	case DMARIG_PLACE_softirq:
		tasklet_kill(&e->tasklet);
		break;
	case DMARIG_PLACE_hardirq:
		hrtimer_cancel(&e->timer);
		break;
	default:
		flush_work(&e->work);
	}
}

static struct elsewhere *begin(struct explore *x, const struct call *c)
{
	struct elsewhere *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (!e) {
		check_break(x->b, "no memory for a call");
		return NULL;
	}
	e->x = x;
	e->c = c;
	init_completion(&e->over);
	start(e);
	return e;
}

/* A call that never returns keeps what it uses for good. */
static void end(struct elsewhere *e)
{
	struct explore *x = e->x;

	if (!dmarig_stall_timeout_wait(&e->over, 2 * x->b->p.timeout_ms)) {
		x->stuck = true;
		explore_fail(x, "completes", NULL,
			     "want %s to return, got no return within %llu ms",
			     call_row(e->c)->name, 2 * x->b->p.timeout_ms);
		return;
	}
	settle(e);
	kfree(e);
}

static void make_elsewhere(struct explore *x, const struct call *c)
{
	struct elsewhere *e = begin(x, c);

	if (e)
		end(e);
}

void place_settle(struct explore *x)
{
	struct elsewhere *e = x->beside;

	x->beside = NULL;
	if (e)
		end(e);
}

static void make_locked(struct explore *x, const struct call *c)
{
	static DEFINE_SPINLOCK(lock);	/* of nobody; it only makes this atomic */
	unsigned long flags;

	spin_lock_irqsave(&lock, flags);
	make(x, c);
	spin_unlock_irqrestore(&lock, flags);
}

/* It is legal only before the transfer is issued, so that the callback is not reading them. */
static void leave_to_callback(struct explore *x, const struct call *c)
{
	struct xfer *t = &x->xfers[c->of];

	if (READ_ONCE(t->submitted) && t->nr_acts < XFER_ACTS)
		t->acts[t->nr_acts++] = *c;
}

static void make_there_now(struct explore *x, const struct call *c)
{
	if (c->place == DMARIG_PLACE_task)
		make(x, c);
	else if (c->place == DMARIG_PLACE_locked)
		make_locked(x, c);
	else if (c->place == DMARIG_PLACE_callback)
		leave_to_callback(x, c);
	else
		make_elsewhere(x, c);
}

void place_make(struct explore *x, const struct call *c)
{
	if (c->place == DMARIG_PLACE_beside) {
		x->beside = begin(x, c);
		return;
	}
	make_there_now(x, c);
	place_settle(x);
}
