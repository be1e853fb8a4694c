// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The calls that pause and resume: a block and a row each, see calls.c. A pause that meets no
 * transfer tells nothing, and may be refused.
 */
#include <linux/bitmap.h>
#include <linux/delay.h>
#include "explore/expect.h"
#include "explore/pause.h"
#include "explore/stop.h"
#include "explore/xfer.h"

#define SHOWN_US	100	/* what had moved before the pause shows by then */
#define CALLED_US	1000	/* and has called back by then */

static bool has_pause(const struct explore *x)
{
	return x->b->has_caps && x->b->caps.cmd_pause;
}

static bool has_resume(const struct explore *x)
{
	return x->b->has_caps && x->b->caps.cmd_resume;
}

/* pause */
static bool can_pause(const struct explore *x)
{
	return has_pause(x) && (has_resume(x) || x->b->chan->device->device_terminate_all);
}

static bool pause_legal(const struct model *m, const struct call *c)
{
	return !m->paused && !m->stopping && m->issued & ~(m->over | m->stopped);
}

static void pause_apply(struct model *m, const struct call *c)
{
	m->paused = true;
}

static bool some_are_running(const struct explore *x)
{
	const struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && xfer_is_wanted(t) && !xfer_is_through(t))
			return true;
	return false;
}

/* From here on nothing moves, and a while later nothing calls back. */
static void note_paused(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && !READ_ONCE(t->stopped) && t->kind->dests)
			xfer_keep(t);
	usleep_range(CALLED_US, CALLED_US + 100);
	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		t->calls_then = atomic_read(&t->calls);
	x->paused = true;
}

static void find_running(const struct explore *x, unsigned long *running)
{
	const struct xfer *t;

	bitmap_zero(running, NR_XFERS);
	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && xfer_is_wanted(t) && !xfer_is_through(t))
			__set_bit(t - x->xfers, running);
}

/*
 * A channel that has just become idle need not be pausable, and may tell so a moment later; by then
 * a callback may have issued another transfer.
 */
static void pause_make(struct explore *x, const struct call *c)
{
	DECLARE_BITMAP(before, NR_XFERS);
	DECLARE_BITMAP(after, NR_XFERS);
	int ret;

	find_running(x, before);
	ret = dmaengine_pause(x->b->chan);
	usleep_range(SHOWN_US, SHOWN_US + 50);
	find_running(x, after);
	if (!ret)
		note_paused(x);
	else if (bitmap_intersects(before, after, NR_XFERS))
		explore_fail(x, "pause-status", NULL, "want dmaengine_pause() to return 0, got %d",
			     ret);
}

const struct explore_call call_pause = {
	.weight		= 12,
	.has		= can_pause,
	.legal		= pause_legal,
	.apply		= pause_apply,
	.make		= pause_make,
};

/* resume: also of what is not paused, and then it must be refused */
static bool resume_legal(const struct model *m, const struct call *c)
{
	return !m->stopping && (m->paused || (!(m->made & ~(m->over | m->stopped)) && !m->crowd));
}

static void resume_apply(struct model *m, const struct call *c)
{
	m->paused = false;
}

static void resume_idle(struct explore *x)
{
	if (!explore_is_busy(x) && !dmaengine_resume(x->b->chan))
		explore_fail(x, "resume-only-when-paused", NULL,
			     "want an error from dmaengine_resume() of what is not paused, got 0");
}

static void resume_paused(struct explore *x)
{
	bool running;
	int ret;

	expect_paused(x);
	running = some_are_running(x);
	x->paused = false;
	ret = dmaengine_resume(x->b->chan);
	if (ret && running)
		explore_fail(x, "pause-loses-nothing", NULL,
			     "want dmaengine_resume() to return 0, got %d", ret);
}

static void resume_make(struct explore *x, const struct call *c)
{
	if (x->paused)
		resume_paused(x);
	else
		resume_idle(x);
}

const struct explore_call call_resume = {
	.weight		= 12,
	.has		= has_resume,
	.legal		= resume_legal,
	.apply		= resume_apply,
	.make		= resume_make,
};

bool explore_go_on(struct explore *x)
{
	if (!has_resume(x))
		return explore_stop(x);
	resume_paused(x);
	return !explore_failed(x);
}
