// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What must be seen at a moment of a sequence. Facts are read before a call where they must hold
 * for what the call returns, and after it where they may.
 */
#include "check/bench/job.h"
#include "explore/expect.h"
#include "explore/xfer.h"

/* struct facts - of a transfer, as they were before a call */
struct facts {
	bool called, wanted;
	u32 residue;
};

static struct facts read_facts(const struct xfer *t)
{
	return (struct facts){
		.called	 = atomic_read(&t->calls),
		.wanted	 = xfer_is_wanted(t),
		.residue = READ_ONCE(t->residue),
	};
}

/* It has called back, or is doing so: there is nothing left of it. */
static void judge_called(struct xfer *t, enum dma_status status, bool in_own)
{
	if (!check_says_done(status))
		explore_fail(t->x, in_own ? "callback-may-ask-status" : "complete-is-announced", t,
			     "want its status complete %s, got %d",
			     in_own ? "in its callback" : "after its callback", status);
}

static void judge_waiting(struct xfer *t, enum dma_status status)
{
	if (status == DMA_COMPLETE)
		explore_fail(t->x, "submit-does-not-start", t,
			     "want its status in progress, as it was not issued, got complete");
	else
		xfer_untouched(t, "before dma_async_issue_pending()");
}

/* A status that says complete speaks for all that was submitted before, too. */
static void judge_complete(struct xfer *t)
{
	const struct xfer *u;

	xfer_right(t, "status-complete-means-data", "when its status says complete");
	for (u = t->x->xfers; u < t->x->xfers + NR_XFERS; u++)
		if (u != t && READ_ONCE(u->submitted) && u->cookie && u->cookie < t->cookie &&
		    xfer_is_wanted(u))
			xfer_right(u, "order-within-channel", "when a later one is complete");
}

/* @last: what it was at a look that was over before this one began */
static void judge_residue(struct xfer *t, enum dma_status status, u32 residue, u32 last)
{
	if (status == DMA_COMPLETE && residue)
		explore_fail(t->x, "residue-zero-at-end", t, "want residue 0 at its end, got %u",
			     residue);
	if (!t->x->b->has_caps)
		return;
	if (residue > t->len)
		explore_fail(t->x, "residue-within-length", t,
			     "want a residue of at most %u, got %u", t->len, residue);
	else if (residue > last)
		explore_fail(t->x, "residue-monotone", t,
			     "want a residue of at most %u, as before, got %u", last, residue);
	WRITE_ONCE(t->residue, residue);
}

void expect_status(struct xfer *t, bool in_own)
{
	struct facts before = read_facts(t);
	struct dma_tx_state state = { };
	enum dma_status status = dmaengine_tx_status(t->x->b->chan, t->cookie, &state);

	if (!t->x->ordered || READ_ONCE(t->may_stop))
		return;
	if (status == DMA_ERROR)
		explore_fail(t->x, "completes", t, "want no error as its status, got one");
	else if (before.called && before.wanted)
		judge_called(t, status, in_own);
	else if (!READ_ONCE(t->may_run))
		judge_waiting(t, status);
	else if (status == DMA_COMPLETE)
		judge_complete(t);
	if (before.wanted && !READ_ONCE(t->may_stop) && !explore_failed(t->x))
		judge_residue(t, status, state.residue, before.residue);
}

void expect_over(struct xfer *t)
{
	expect_status(t, false);
	if (!READ_ONCE(t->may_stop) && !explore_failed(t->x))
		xfer_right(t, t->kind->rule, "at its end");
}

void expect_idle(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && !READ_ONCE(t->may_run) && !READ_ONCE(t->may_stop))
			xfer_untouched(t, "before dma_async_issue_pending()");
}

/* What may have been stopped in the middle has only to leave alone what is beside it. */
static void judge_end(struct xfer *t)
{
	if (!READ_ONCE(t->may_run))
		xfer_untouched(t, "as it was never issued");
	else if (xfer_is_wanted(t))
		xfer_right(t, t->kind->rule, "at its end");
	if (!explore_failed(t->x) && xfer_around(t) && READ_ONCE(t->stopped))
		xfer_still(t, "terminate-memory-still", "after dmaengine_terminate_sync()");
}

void expect_end(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS && !explore_failed(x); t++)
		if (READ_ONCE(t->submitted))
			judge_end(t);
}
