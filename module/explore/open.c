// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Opening and closing an explorer. A channel that had to be terminated may call back all the same,
 * so that all a callback touches is freed later.
 */
#include <linux/slab.h>
#include "check/bench/kind.h"
#include "check/bench/open.h"
#include "core/base/deferred.h"
#include "core/chan/chan.h"
#include "core/run/run.h"
#include "explore/open.h"
#include "explore/stop.h"
#include "explore/xfer.h"
#include "peer/peer.h"

#define DEFER_MS	10000	/* no callback comes later than that after a termination */

#define ROW(name, traits, words, code)	[DMARIG_CALL_##name] = &call_##name,
const struct explore_call *const explore_calls[DMARIG_NR_CALLS] = { DMARIG_CALLS(ROW) };
#undef ROW

__printf(4, 5) void explore_fail(struct explore *x, const char *rule, const struct xfer *t,
				 const char *fmt, ...)
{
	char text[SENTENCE_LEN];
	va_list args;
	size_t n;

	if (cmpxchg(&x->rule, NULL, rule))
		return;
	va_start(args, fmt);
	n = vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (t)
		scnprintf(text + n, sizeof(text) - n, "; transfer %u of %u bytes", t->nr, t->len);
	check_fail(x->b, NULL, "%s", text);
}

bool explore_turn(struct explore *x, enum dma_transfer_direction dir, const struct call *c)
{
	struct rchan *rc = x->b->rc;
	int ret;

	if (rc->config.direction == dir)
		return true;
	if (!call_may_sleep(c))
		return false;
	ret = dmarig_chan_turn(rc, dir);
	if (ret)
		explore_fail(x, "slave-directions", NULL,
			     "want dmaengine_slave_config() to return 0, got %d", ret);
	return !ret;
}

/* A channel that can copy memory may be a slave channel as well, if there is a peer. */
static void set_up_slave(struct explore *x)
{
	struct check_bench *b = x->b;
	const struct check_kind *kind = b->kind;
	enum dmarig_peer peer = params_peer(&b->p);

	if (!dma_has_cap(DMA_SLAVE, b->chan->device->cap_mask) ||
	    !b->chan->device->device_prep_slave_sg || peer == DMARIG_PEER_none ||
	    peer == DMARIG_PEER_channel)
		return;
	x->slave = true;
	if (kind->cap == DMA_SLAVE)
		return;
	b->kind = &check_kind_receive;
	if (check_kind_set_up(b)) {
		dmarig_peer_release(b->rc);
		x->slave = false;
	}
	b->kind = kind;
}

static bool chan_has(const struct explore *x, u32 row)
{
	const struct xfer_kind *kind = xfer_kinds[row];
	const struct explore_call *ops = explore_calls[row];

	if (kind && !dma_has_cap(kind->cap, x->b->chan->device->cap_mask))
		return false;
	if (kind && kind->align && 1u << kind->align(x) > XFER_LEAD)
		return false;
	return (!kind || !kind->has || kind->has(x)) && (!ops->has || ops->has(x));
}

static void find_calls(struct explore *x)
{
	u32 row;

	x->ordered = !dma_has_cap(DMA_COMPLETION_NO_ORDER, x->b->chan->device->cap_mask);
	for (row = 0; row < DMARIG_NR_CALLS; row++)
		x->has[row] = chan_has(x, row);
}

/* Return: a bench, of a channel with transfers that end; or an ERR_PTR after run_explain(). */
static struct check_bench *open_bench(struct run *run)
{
	struct check_bench *b = check_open(run, NULL, 0);

	if (IS_ERR(b) || !b->rings_only)
		return b;
	run_explain(run, "%s: it has rings alone, and sequences are of transfers that end",
		    b->rc->name);
	check_close(b);
	return ERR_PTR(-EOPNOTSUPP);
}

struct explore *explore_open(struct run *run)
{
	struct explore *x = kvzalloc(sizeof(*x), GFP_KERNEL);
	int ret;

	if (!x)
		return ERR_PTR(-ENOMEM);
	x->run = run;
	x->b = open_bench(run);
	if (IS_ERR(x->b)) {
		ret = PTR_ERR(x->b);
		kvfree(x);
		return ERR_PTR(ret);
	}
	x->held = rule_held_count(x->b);
	set_up_slave(x);
	find_calls(x);
	ret = xfer_alloc(x);
	if (!ret)
		return x;
	run_explain(run, "no coherent memory for %u transfers", NR_XFERS);
	explore_close(x);
	return ERR_PTR(ret);
}

static void free_later(struct deferred *d)
{
	kvfree(container_of(d, struct explore, deferred));
}

void explore_restart(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++) {
		if (t->submitted && xfer_is_wanted(t) && !t->judged)
			t->judged = xfer_right(t, t->kind->rule, "before a release");
		if (t->submitted && t->kind->dests)
			xfer_keep(t);
		xfer_free_kept(t);
		WRITE_ONCE(t->stopped, t->submitted);
	}
	if (explore_failed(x))
		return;
	x->other = false;
	check_lend(x->b);
	if (!check_reclaim(x->b)) {
		WRITE_ONCE(x->rule, "release-request-again");
		return;
	}
	rule_held_check(x->b, &x->held, "a release and a request");
	if (check_failed(x->b))
		WRITE_ONCE(x->rule, "release-leaks-nothing");
	else
		set_up_slave(x);
}

static bool is_in_flight(const struct explore *x)
{
	const struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++)
		if (t->begun && !t->stopped)
			return true;
	return false;
}

/* Leaked is what a channel may still own, or a call or callback that does not return still uses. */
void explore_close(struct explore *x)
{
	bool ours = !x->b->rc || !x->b->rc->quarantined, stopped;

	if (ours && x->b->rc && is_in_flight(x))
		ours = explore_stop(x);
	explore_await_callbacks(x);
	x->b->unsettled = x->unsettled;
	check_outlast(x->b);
	ours = ours && !atomic_read_acquire(&x->inside) && !x->stuck;
	stopped = x->b->stopped;
	if (ours)
		xfer_free(x);
	check_close(x->b);
	if (ours && stopped)
		dmarig_defer_free(&x->deferred, free_later, DEFER_MS);
	else if (ours)
		kvfree(x);
}
