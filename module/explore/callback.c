// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The callback of a transfer: whether it may come, in which context and order, and what it says;
 * and the calls it makes.
 */
#include "check/bench/job.h"
#include "explore/xfer.h"

/* Return: false when it is that of a transfer that is over and forgotten. */
static bool is_current(const struct xfer_tag *tag)
{
	struct xfer *t = tag->t;

	if (READ_ONCE(t->gen) == tag->gen && READ_ONCE(t->begun) && !READ_ONCE(t->stopped))
		return true;
	if (READ_ONCE(t->gen) != tag->gen)
		WRITE_ONCE(t->x->came_late, true);
	explore_fail(t->x, "terminate-no-late-callback", t,
		     "want no callback after it was terminated, or after all was over, got one");
	return false;
}

static void judge_context(struct xfer *t, u32 context)
{
	if (context & JOB_HARDIRQ)
		explore_fail(t->x, "callback-in-tasklet", t,
			     "want its callback outside hard-irq, got it there");
	else if (context & JOB_IRQS_OFF)
		explore_fail(t->x, "callback-lock-free", t,
			     "want its callback with interrupts on, got them off");
	else if (context & JOB_LOCKED)
		explore_fail(t->x, "callback-lock-free", t,
			     "want its callback with no lock held, got one held");
}

/* What was submitted earlier has a lower cookie, and was issued with it at the latest. */
static void judge_order(const struct xfer *t)
{
	dma_cookie_t cookie = READ_ONCE(t->cookie), other;
	const struct xfer *u;

	for (u = t->x->xfers; cookie && u < t->x->xfers + NR_XFERS; u++) {
		other = READ_ONCE(u->cookie);
		if (!READ_ONCE(u->submitted) || u->quiet || !other || other >= cookie ||
		    !xfer_is_wanted(u) || atomic_read(&u->calls))
			continue;
		explore_fail(t->x, "cookies-in-order", t,
			     "want its callback after that of transfer %u, got it before", u->nr);
	}
}

static void judge_result(const struct xfer *t, const struct dmaengine_result *result)
{
	if (t->kind->fails) {
		if (result->result == DMA_TRANS_NOERROR)
			explore_fail(t->x, "error-is-told", t,
				     "want an error of a bad address as its result, got none");
		return;
	}
	if (result->result != DMA_TRANS_NOERROR)
		explore_fail(t->x, "callback-result-good", t,
			     "want result DMA_TRANS_NOERROR, got %d", result->result);
	else if (result->residue && !t->kind->rings)
		explore_fail(t->x, "callback-result-good", t,
			     "want residue 0 in its result, got %u", result->residue);
}

/* What calls back has ended, with its data, even where it was being terminated. */
static void judge(struct xfer *t, const struct dmaengine_result *result, u32 context)
{
	bool may_stop = READ_ONCE(t->may_stop);

	judge_context(t, context);
	if (READ_ONCE(t->cut))
		explore_fail(t->x, t->kind->rings ? "cyclic-callback-may-terminate" :
			     "callback-may-terminate", t,
			     "want no callback after one before it terminated, got one");
	if (!READ_ONCE(t->may_run))
		explore_fail(t->x, "submit-does-not-start", t,
			     "want no callback before dma_async_issue_pending(), got one");
	if (result && !may_stop)
		judge_result(t, result);
	if (t->x->ordered)
		judge_order(t);
	xfer_right(t, may_stop ? "terminate-no-late-callback" : t->kind->rule,
		   may_stop ? "before it calls back" : "when it calls back");
}

static void make_calls(struct xfer *t)
{
	u32 i;

	for (i = 0; i < t->nr_acts && !explore_failed(t->x); i++)
		explore_calls[t->acts[i].row]->make(t->x, &t->acts[i]);
}

void xfer_callback(void *param, const struct dmaengine_result *result)
{
	const struct xfer_tag *tag = param;
	u32 context = check_see_context();
	struct xfer *t = tag->t;
	struct explore *x = t->x;
	int nr;

	atomic_inc(&x->inside);
	if (is_current(tag)) {
		nr = atomic_inc_return(&t->calls);
		if (nr == 1 || t->kind->rings)
			judge(t, result, context);
		else
			explore_fail(x, "callback-once", t, "want one callback, got another");
		if (!context && nr == 1)
			make_calls(t);
		complete(&t->done);
	}
	/* What was noted is seen by who sees that nobody is inside. */
	atomic_dec_return_release(&x->inside);
}

void xfer_plain_callback(void *param)
{
	xfer_callback(param, NULL);
}
