// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What must be seen at a moment of a sequence. Facts are read before a call where they must hold
 * for what the call returns, and after it where they may.
 */
#include "check/bench/job.h"
#include "core/chan/chan.h"
#include "explore/expect.h"
#include "explore/xfer.h"
#include "peer/peer.h"

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
		    xfer_is_wanted(u) && !u->judged)
			xfer_right(u, "order-within-channel", "when a later one is complete");
}

/* How fine it may be: whole descriptors, pieces of a list, or bursts. */
static void judge_grain(struct xfer *t, u32 residue)
{
	enum dma_residue_granularity grain = t->x->b->caps.residue_granularity;
	u32 left[] = { 0, t->len, t->len - t->len / 4, t->len - t->len / 2 };
	u32 i, nr = grain == DMA_RESIDUE_GRANULARITY_SEGMENT && t->kind->gap ? 4 : 2;

	for (i = 0; i < nr; i++)
		if (residue == left[i])
			return;
	if (grain != DMA_RESIDUE_GRANULARITY_BURST && !t->kind->rings)
		explore_fail(t->x, "residue-granularity", t,
			     "want a residue no finer than residue_granularity=%d, got %u", grain,
			     residue);
}

/* Of what has not been issued all is left. */
static void judge_waiting_residue(struct xfer *t, u32 residue)
{
	enum dma_residue_granularity grain = t->x->b->caps.residue_granularity;

	if (!READ_ONCE(t->may_run) && grain != DMA_RESIDUE_GRANULARITY_DESCRIPTOR &&
	    residue != t->len)
		explore_fail(t->x, "status-of-cookie-asked", t,
			     "want residue %u, as it was not issued, got %u", t->len, residue);
}

static void judge_residue(struct xfer *t, const struct facts *before, enum dma_status status,
			  u32 residue)
{
	if (status == DMA_COMPLETE && residue)
		explore_fail(t->x, "residue-zero-at-end", t, "want residue 0 at its end, got %u",
			     residue);
	if (!t->x->b->has_caps)
		return;
	if (residue > t->len)
		explore_fail(t->x, "residue-within-length", t,
			     "want a residue of at most %u, got %u", t->len, residue);
	else if (residue > before->residue && !t->kind->rings)
		explore_fail(t->x, "residue-monotone", t,
			     "want a residue of at most %u, as before, got %u", before->residue,
			     residue);
	judge_grain(t, residue);
	judge_waiting_residue(t, residue);
	WRITE_ONCE(t->residue, residue);
}

/* A cookie is complete by what is said of the last that is; and all that were given are counted. */
static void judge_state(struct xfer *t, enum dma_status status, const struct dma_tx_state *state)
{
	if (state->used < t->cookie)
		explore_fail(t->x, "status-last-and-used", t,
			     "want state.used of at least %d, got %d", t->cookie, state->used);
	else if (status == DMA_COMPLETE && state->last < t->cookie)
		explore_fail(t->x, "status-last-and-used", t,
			     "want state.last of at least %d, got %d", t->cookie, state->last);
}

/* A channel that completes out of order can say no more than that. */
static void judge_unordered(struct xfer *t, const struct facts *before, enum dma_status status)
{
	if (before->called && before->wanted && status != DMA_OUT_OF_ORDER)
		explore_fail(t->x, "no-order-says-out-of-order", t,
			     "want its status DMA_OUT_OF_ORDER, got %d", status);
}

/* It goes on until it is terminated. */
static void judge_ring(struct xfer *t, enum dma_status status)
{
	if (status == DMA_ERROR || status == DMA_COMPLETE)
		explore_fail(t->x, "cyclic-residue-in-buffer", t,
			     "want the status of a ring in progress, got %d", status);
	else if (!READ_ONCE(t->may_run))
		xfer_untouched(t, "before dma_async_issue_pending()");
}

static void judge_status(struct xfer *t, const struct facts *before, enum dma_status status,
			 bool stateful, bool in_own)
{
	if (t->kind->fails) {
		if (before->called && before->wanted && status != DMA_ERROR)
			explore_fail(t->x, "error-is-told", t,
				     "want its status DMA_ERROR after an error, got %d", status);
		return;
	}
	if (status == DMA_ERROR)
		explore_fail(t->x, stateful ? "completes" : "status-null-state", t,
			     "want no error as its status, got one");
	else if (before->called && before->wanted)
		judge_called(t, status, in_own);
	else if (!READ_ONCE(t->may_run))
		judge_waiting(t, status);
	else if (status == DMA_COMPLETE)
		judge_complete(t);
}

enum dma_status expect_status(struct xfer *t, bool stateful, bool in_own)
{
	struct facts before = read_facts(t);
	struct dma_tx_state state = { };
	enum dma_status status;

	status = dmaengine_tx_status(t->x->b->chan, t->cookie, stateful ? &state : NULL);
	if (READ_ONCE(t->may_stop))
		return status;
	if (t->kind->rings)
		judge_ring(t, status);
	else if (t->x->ordered)
		judge_status(t, &before, status, stateful, in_own);
	else
		judge_unordered(t, &before, status);
	if (t->x->ordered && stateful && !t->kind->fails && before.wanted &&
	    !READ_ONCE(t->may_stop) && !explore_failed(t->x)) {
		judge_state(t, status, &state);
		judge_residue(t, &before, status, state.residue);
	}
	return status;
}

static void judge_paused(struct xfer *t)
{
	if (atomic_read(&t->calls) != t->calls_then)
		explore_fail(t->x, "pause-freezes-callbacks", t,
			     "want no callback while paused, got one");
	else
		xfer_still(t, "pause-freezes-data", "while paused");
}

/* The one that the pause has met is paused; those behind it may be. */
static void judge_first_paused(struct explore *x)
{
	struct xfer *t, *first = NULL;
	enum dma_status status;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && xfer_is_wanted(t) && !xfer_is_through(t) &&
		    (!first || t->cookie < first->cookie))
			first = t;
	if (!first || !x->ordered)
		return;
	status = dmaengine_tx_status(x->b->chan, first->cookie, NULL);
	if (status != DMA_PAUSED && status != DMA_COMPLETE)
		explore_fail(x, "pause-status", first, "want its status DMA_PAUSED, got %d",
			     status);
}

void expect_paused(struct explore *x)
{
	struct xfer *t;

	if (!x->paused)
		return;
	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && !READ_ONCE(t->stopped))
			judge_paused(t);
	judge_first_paused(x);
}

void expect_over(struct xfer *t)
{
	expect_status(t, true, false);
	if (!READ_ONCE(t->may_stop) && !explore_failed(t->x))
		xfer_right(t, t->kind->rule, "at its end");
}

void expect_idle(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && !READ_ONCE(t->may_run) && !READ_ONCE(t->may_stop))
			xfer_untouched(t, "before dma_async_issue_pending()");
	expect_paused(x);
}

/* What may have been stopped in the middle has only to leave alone what is beside it. */
static void judge_end(struct xfer *t)
{
	if (!READ_ONCE(t->may_run))
		xfer_untouched(t, "as it was never issued");
	else if (xfer_is_wanted(t) && !t->judged)
		xfer_right(t, t->kind->rule, "at its end");
	if (!explore_failed(t->x) && xfer_around(t) && READ_ONCE(t->stopped))
		xfer_still(t, "terminate-memory-still", "after dmaengine_terminate_sync()");
}

/* What is beside the register is nobody's, and what is in it is as the next sequence wants it. */
static void judge_peer(struct explore *x)
{
	const struct rchan *rc = x->b->rc;
	long at;

	if (x->sent && rc->peer.ops && rc->peer.ops->damage && rc->peer.ops->damage(rc, &at))
		explore_fail(x, "slave-fixed-address", NULL,
			     "want memory beside the register as it was, got byte %ld written", at);
	if (x->sent)
		rc->peer.ops->put(rc);
	x->sent = false;
}

void expect_end(struct explore *x)
{
	struct xfer *t;

	judge_peer(x);

	for (t = x->xfers; t < x->xfers + NR_XFERS && !explore_failed(x); t++)
		if (READ_ONCE(t->submitted))
			judge_end(t);
}
