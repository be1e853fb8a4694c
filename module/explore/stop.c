// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The calls that terminate: a block and a row each, see calls.c.
 */
#include <linux/delay.h>
#include "core/chan/chan.h"
#include "explore/expect.h"
#include "explore/stop.h"
#include "explore/xfer.h"

static bool can_terminate(const struct explore *x)
{
	return x->b->chan->device->device_terminate_all;
}

void explore_note_stop(struct explore *x)
{
	struct xfer *t;

	atomic_inc(&x->terminating);
	/* Pairs with note_calls(), as in issue_make(). */
	smp_mb__after_atomic();
	for (t = x->xfers; t < x->xfers + NR_XFERS; t++) {
		if (!READ_ONCE(t->begun) || xfer_is_through(t))
			continue;
		WRITE_ONCE(t->may_stop, true);
		x->unsettled = true;
		check_note_stopped(x->b);
	}
}

/* What was terminated is the client's again, and so is what was over before. */
static void note_stopped(struct explore *x, bool all)
{
	struct xfer *t;

	if (atomic_read_acquire(&x->inside))
		explore_fail(x, "synchronize-waits", NULL,
			     "want no callback running after dmaengine_synchronize(), got one");
	for (t = x->xfers; t < x->xfers + NR_XFERS; t++) {
		if (!READ_ONCE(t->submitted) || READ_ONCE(t->stopped) ||
		    !(all || READ_ONCE(t->may_stop)))
			continue;
		WRITE_ONCE(t->stopped, true);
		t->was = NULL;
		if (READ_ONCE(t->may_stop) && t->kind->dests)
			xfer_keep(t);
	}
	x->paused = false;
}

bool explore_stop(struct explore *x)
{
	bool idle;
	int ret;

	expect_paused(x);
	explore_note_stop(x);
	idle = !x->unsettled;
	ret = dmarig_chan_terminate(x->b->rc);
	atomic_dec(&x->terminating);
	if (ret)
		explore_fail(x, idle ? "terminate-idle-harmless" : "terminate-then-works", NULL,
			     "want dmaengine_terminate_sync() to return 0, got %d", ret);
	else
		note_stopped(x, true);
	return !ret;
}

/* terminate */
static bool terminate_legal(const struct model *m, const struct call *c)
{
	return !m->stopping;
}

static void terminate_apply(struct model *m, const struct call *c)
{
	m->stopped |= m->made & ~m->over;
	m->paused = false;
	m->ring = 0;
}

static void terminate_make(struct explore *x, const struct call *c)
{
	explore_stop(x);
}

const struct explore_call call_terminate = {
	.weight		= 9,
	.has		= can_terminate,
	.legal		= terminate_legal,
	.apply		= terminate_apply,
	.make		= terminate_make,
};

/* terminate_async */
static void terminate_async_apply(struct model *m, const struct call *c)
{
	bool later = c->place == DMARIG_PLACE_callback;

	m->stopped |= m->made & ~(m->over | (later ? BIT(c->of) : 0));
	m->stopping = true;
	m->paused &= later;
}

/* Behind the callback that terminates none comes any more, where there is an order. */
static void note_cut(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS && x->ordered; t++)
		if (READ_ONCE(t->submitted) && (t->kind->rings || !atomic_read(&t->calls)))
			WRITE_ONCE(t->cut, true);
}

static void terminate_async_make(struct explore *x, const struct call *c)
{
	int ret;

	explore_note_stop(x);
	ret = dmaengine_terminate_async(x->b->chan);
	atomic_dec(&x->terminating);
	if (ret)
		explore_fail(x, c->place == DMARIG_PLACE_callback ? "callback-may-terminate" :
			     "terminate-then-works", NULL,
			     "want dmaengine_terminate_async() to return 0, got %d", ret);
	else if (c->place == DMARIG_PLACE_callback)
		note_cut(x);
}

const struct explore_call call_terminate_async = {
	.weight		= 6,
	.has		= can_terminate,
	.legal		= terminate_legal,
	.apply		= terminate_async_apply,
	.make		= terminate_async_make,
};

/* synchronize: only once the callbacks that terminate have come */
static bool synchronize_legal(const struct model *m, const struct call *c)
{
	return m->stopping && !(m->called & ~(m->over | m->stopped | m->rung));
}

static void synchronize_apply(struct model *m, const struct call *c)
{
	m->stopping = false;
	m->stopped |= m->ring;
	m->ring = 0;
}

static void synchronize_make(struct explore *x, const struct call *c)
{
	dmaengine_synchronize(x->b->chan);
	note_stopped(x, false);
}

const struct explore_call call_synchronize = {
	.weight		= 12,
	.has		= can_terminate,
	.legal		= synchronize_legal,
	.apply		= synchronize_apply,
	.make		= synchronize_make,
};
