// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Transfers of explore: preparing, submitting and waiting for them.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "common/pattern.h"
#include "explore/xfer.h"

static void begin(struct xfer *t)
{
	t->key = pattern_mix(t->x->salt + t->gen);
	t->residue = t->len;
	atomic_set(&t->calls, 0);
	reinit_completion(&t->done);
	xfer_fill(t);
}

/*
 * Some drivers know callback alone, and dmaengine makes the other of one that knows both. Transfers
 * with odd numbers have a callback alone.
 */
static void set_callback(struct xfer *t, struct dma_async_tx_descriptor *tx)
{
	struct explore *x = t->x;
	struct xfer_tag *tag = &x->tags[x->nr_tags++ % NR_TAGS];

	tag->t = t;
	tag->gen = t->gen;
	tx->callback = xfer_plain_callback;
	tx->callback_result = t->nr & 1 ? NULL : xfer_callback;
	tx->callback_param = tag;
}

/*
 * A driver may give descriptors back some time after their transfers, and have none left while
 * there are some.
 */
static struct dma_async_tx_descriptor *prepare(struct xfer *t, const struct call *c)
{
	unsigned long flags = DMA_CTRL_ACK | (t->quiet ? 0 : DMA_PREP_INTERRUPT);
	struct stall_timeout timeout = check_timeout(t->x->b);
	struct dma_async_tx_descriptor *tx;

	for (;;) {
		tx = t->kind->prep(t, flags);
		if (tx || !call_may_sleep(c))
			return tx;
		if (dmarig_stall_timeout_is_over(&timeout))
			break;
		usleep_range(100, 500);
	}
	if (!explore_is_busy(t->x))
		explore_fail(t->x, "capability-works", t,
			     "want a descriptor, got NULL for timeout_ms=%llu",
			     t->x->b->p.timeout_ms);
	return NULL;
}

bool explore_is_busy(const struct explore *x)
{
	const struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (READ_ONCE(t->submitted) && !READ_ONCE(t->stopped) && !xfer_is_through(t))
			return true;
	return false;
}

/* A call in a callback may be issuing, or terminating. */
static void note_calls(struct xfer *t)
{
	WRITE_ONCE(t->begun, true);
	/*
	 * Pairs with issue_make() and explore_note_stop(): they see that this one is begun, or it
	 * is seen here that they are there.
	 */
	smp_mb();
	if (atomic_read(&t->x->issuing))
		WRITE_ONCE(t->may_run, true);
	if (atomic_read(&t->x->terminating))
		WRITE_ONCE(t->may_stop, true);
}

/*
 * From prep to submit nothing else is called, as a driver may hold a lock meanwhile. What may
 * happen to it is noted before, see explore.h.
 */
static void submit(struct xfer *t, struct dma_async_tx_descriptor *tx)
{
	dma_cookie_t cookie;

	if (!t->quiet)
		set_callback(t, tx);
	note_calls(t);
	cookie = dmaengine_submit(tx);
	if (dma_submit_error(cookie)) {
		explore_fail(t->x, "capability-works", t,
			     "want a cookie from dmaengine_submit(), got %d", cookie);
		return;
	}
	WRITE_ONCE(t->cookie, cookie);
	WRITE_ONCE(t->submitted, true);
}

static bool keep(struct xfer *t, struct dma_async_tx_descriptor *tx)
{
	int ret = dmaengine_desc_set_reuse(tx);

	if (ret)
		explore_fail(t->x, "reuse-again", t,
			     "want dmaengine_desc_set_reuse() to return 0, got %d", ret);
	else
		t->kept = tx;
	return !ret;
}

void xfer_submit(struct explore *x, const struct call *c)
{
	const struct xfer_kind *kind = xfer_kinds[c->row];
	struct xfer *t = &x->xfers[c->n[0]];
	struct dma_async_tx_descriptor *tx;

	if (kind->dir && !explore_turn(x, kind->dir, c))
		return;
	t->kind = kind;
	t->len = c->n[1];
	t->off = c->n[2];
	t->quiet = c->quiet;
	begin(t);
	tx = prepare(t, c);
	if (!tx)
		return;
	if (kind->kept)
		keep(t, tx);
	submit(t, tx);
}

void xfer_submit_again(struct xfer *t)
{
	xfer_forget(t);
	begin(t);
	submit(t, t->kept);
}

void xfer_forget(struct xfer *t)
{
	WRITE_ONCE(t->gen, t->gen + 1);
	t->begun = false;
	t->submitted = false;
	t->may_run = false;
	t->must_run = false;
	t->may_stop = false;
	t->cut = false;
	t->judged = false;
	t->stopped = false;
	t->cookie = 0;
	t->nr_acts = 0;
	t->was = NULL;
}

/* The callback may come before the provider is through with the descriptor. */
void xfer_free_kept(struct xfer *t)
{
	int ret = 0, tries = 10;

	while (t->kept && tries--) {
		ret = dmaengine_desc_free(t->kept);
		if (!ret)
			t->kept = NULL;
		else
			usleep_range(500, 1000);
	}
	if (t->kept)
		explore_fail(t->x, "reuse-freed-once", t,
			     "want dmaengine_desc_free() to return 0, got %d", ret);
	t->kept = NULL;
}

bool xfer_is_over(const struct xfer *t)
{
	/* Its cookie is of a time before the channel was released. */
	if (atomic_read(&t->calls) || READ_ONCE(t->judged))
		return true;
	return t->quiet && check_says_done(dmaengine_tx_status(t->x->b->chan, t->cookie, NULL));
}

void explore_await_callbacks(struct explore *x)
{
	struct stall_timeout timeout = check_timeout(x->b);

	/* Pairs with xfer_callback(). */
	while (atomic_read_acquire(&x->inside)) {
		if (dmarig_stall_timeout_is_over(&timeout)) {
			explore_fail(x, "callback-lock-free", NULL,
				     "want a callback to return, got one that takes %llu ms",
				     x->b->p.timeout_ms);
			return;
		}
		usleep_range(10, 50);
	}
}

static void fail_wait(struct xfer *t)
{
	enum dma_status status = dmaengine_tx_status(t->x->b->chan, t->cookie, NULL);

	explore_fail(t->x, t->quiet ? "interrupt-flag-optional" :
		     t->kind->rings ? "cyclic-period-callbacks" : "completes", t,
		     "want %s within timeout_ms=%llu, got none; its status is %s",
		     t->quiet ? "its status complete" : "its callback", t->x->b->p.timeout_ms,
		     status == DMA_COMPLETE ? "complete" : status == DMA_ERROR ? "an error" :
		     status == DMA_PAUSED ? "paused" : "in progress");
}

void xfer_wait(struct xfer *t)
{
	struct stall_timeout timeout = check_timeout(t->x->b);

	while (xfer_is_wanted(t) && !t->x->paused && !xfer_is_over(t)) {
		if (dmarig_stall_timeout_is_over(&timeout)) {
			fail_wait(t);
			return;
		}
		if (t->quiet)
			usleep_range(50, 100);
		else
			wait_for_completion_timeout(&t->done,
						    dmarig_stall_timeout_jiffies(&timeout));
	}
}
