// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Transfers of explore: memory that is coherent, so that the CPU may look at any time; and what is
 * in it, before and after. Destinations are poisoned with all that is around them.
 */
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/slab.h>
#include "check/bench/job.h"
#include "common/pattern.h"
#include "explore/xfer.h"

#define ALL_ROOM	(XFER_REGIONS * XFER_ROOM)
#define DESTS_ROOM	(XFER_DESTS * XFER_ROOM)

int xfer_alloc(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++) {
		t->x = x;
		t->nr = t - x->xfers;
		init_completion(&t->done);
		t->memory = dma_alloc_coherent(x->b->dev, ALL_ROOM, &t->dma,
					       GFP_KERNEL | __GFP_NOWARN);
		t->room = kvmalloc(DESTS_ROOM, GFP_KERNEL);
		if (!t->memory || !t->room)
			return -ENOMEM;
	}
	return 0;
}

void xfer_free(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t < x->xfers + NR_XFERS; t++) {
		if (t->memory)
			dma_free_coherent(x->b->dev, ALL_ROOM, t->memory, t->dma);
		kvfree(t->room);
		t->memory = NULL;
		t->room = NULL;
	}
}

u64 xfer_src_key(const struct xfer *t, u32 i)
{
	return pattern_key(t->key, t->nr, i);
}

static u64 poison_key(const struct xfer *t, u32 i)
{
	return pattern_key(t->key, t->nr, PATTERN_KEY_POISON(i));
}

static u8 *dest_region(const struct xfer *t, u32 i)
{
	return t->memory + (XFER_SOURCES + i) * XFER_ROOM;
}

static void fill(struct xfer *t)
{
	u32 i;

	for (i = 0; i < t->kind->sources; i++) {
		pattern_fill(xfer_src(t, i), t->len, xfer_src_key(t, i));
		t->addrs[i] = xfer_src_dma(t, i);
	}
	for (i = 0; i < t->kind->dests; i++)
		pattern_fill(dest_region(t, i), XFER_ROOM, poison_key(t, i));
}

/* Return: the first byte of [@from, @to) of a region that is not poison any more, or @to. */
static size_t first_written(const struct xfer *t, u32 i, size_t from, size_t to)
{
	const u8 *region = dest_region(t, i);
	u8 want[XFER_GUARD];
	size_t n, k;

	for (; from < to; from += n) {
		n = min_t(size_t, to - from, sizeof(want));
		pattern_fill_from(want, n, poison_key(t, i), from);
		if (!memcmp(region + from, want, n))
			continue;
		for (k = 0; region[from + k] == want[k]; k++)
			;
		return from + k;
	}
	return to;
}

static size_t data_at(const struct xfer *t)
{
	return XFER_LEAD + t->off;
}

bool xfer_untouched(const struct xfer *t, const char *when)
{
	size_t end = data_at(t) + t->len, bad;
	u32 i;

	for (i = 0; i < t->kind->dests; i++) {
		bad = first_written(t, i, data_at(t), end);
		if (bad == end)
			continue;
		explore_fail(t->x, "submit-does-not-start", t,
			     "want memory as it was %s, got byte %zu written", when,
			     bad - data_at(t));
		return false;
	}
	return true;
}

bool xfer_right(const struct xfer *t, const char *rule, const char *when)
{
	size_t bad;
	u32 i;

	for (i = 0; t->kind->bad && i < max(t->kind->dests, 1u); i++) {
		bad = t->kind->bad(t, i);
		if (bad == t->len)
			continue;
		explore_fail(t->x, rule, t, "want what it makes of memory %s, got byte %zu wrong",
			     when, bad);
		return false;
	}
	return true;
}

static bool guards_are_whole(const struct xfer *t, u32 i)
{
	size_t at = data_at(t), end = at + t->len, bad;

	bad = first_written(t, i, at - XFER_GUARD, at);
	if (bad != at) {
		explore_fail(t->x, "data-neighbours", t,
			     "want memory before its destination as it was, got byte -%zu written",
			     at - bad);
		return false;
	}
	bad = first_written(t, i, end, end + XFER_GUARD);
	if (bad == end + XFER_GUARD)
		return true;
	explore_fail(t->x, "data-neighbours", t,
		     "want memory behind its destination as it was, got byte %zu written",
		     bad - at);
	return false;
}

bool xfer_around(const struct xfer *t)
{
	size_t bad;
	u32 i;

	for (i = 0; i < t->kind->dests; i++)
		if (!guards_are_whole(t, i))
			return false;
	for (i = 0; i < t->kind->sources; i++) {
		bad = pattern_compare(xfer_src(t, i), t->len, xfer_src_key(t, i));
		if (bad == t->len)
			continue;
		explore_fail(t->x, "data-neighbours", t,
			     "want its source as it was, got byte %zu written", bad);
		return false;
	}
	return true;
}

void xfer_keep(struct xfer *t)
{
	memcpy(t->room, dest_region(t, 0), DESTS_ROOM);
	t->was = t->room;
}

bool xfer_still(const struct xfer *t, const char *rule, const char *when)
{
	const u8 *now = dest_region(t, 0);
	size_t i;

	if (!t->was || !memcmp(now, t->was, DESTS_ROOM))
		return true;
	for (i = 0; now[i] == t->was[i]; i++)
		;
	explore_fail(t->x, rule, t, "want memory still %s, got byte %zd written", when,
		     (ssize_t)i - (ssize_t)data_at(t));
	return false;
}

static void begin(struct xfer *t, const struct call *c)
{
	struct explore *x = t->x;

	t->kind = xfer_kinds[c->row];
	t->len = c->n[1];
	t->off = c->n[2];
	t->quiet = c->quiet;
	t->key = pattern_mix(x->salt + t->gen);
	t->residue = t->len;
	atomic_set(&t->calls, 0);
	reinit_completion(&t->done);
	fill(t);
}

/* Some drivers know callback alone, and dmaengine makes the other of one that knows both. */
static void set_callback(struct xfer *t, struct dma_async_tx_descriptor *tx)
{
	struct explore *x = t->x;
	struct xfer_tag *tag = &x->tags[x->nr_tags++ % NR_TAGS];

	tag->t = t;
	tag->gen = t->gen;
	tx->callback = xfer_plain_callback;
	tx->callback_result = xfer_callback;
	tx->callback_param = tag;
}

/* A driver may give descriptors back some time after their transfers. */
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
	explore_fail(t->x, "capability-works", t, "want a descriptor, got NULL for timeout_ms=%llu",
		     t->x->b->p.timeout_ms);
	return NULL;
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
void xfer_submit(struct explore *x, const struct call *c)
{
	struct xfer *t = &x->xfers[c->n[0]];
	struct dma_async_tx_descriptor *tx;
	dma_cookie_t cookie;

	if (xfer_kinds[c->row]->dir && !explore_turn(x, xfer_kinds[c->row]->dir, c))
		return;
	begin(t, c);
	tx = prepare(t, c);
	if (!tx)
		return;
	if (!t->quiet)
		set_callback(t, tx);
	note_calls(t);
	cookie = dmaengine_submit(tx);
	if (dma_submit_error(cookie)) {
		explore_fail(x, "capability-works", t,
			     "want a cookie from dmaengine_submit(), got %d", cookie);
		return;
	}
	WRITE_ONCE(t->cookie, cookie);
	WRITE_ONCE(t->submitted, true);
}

bool xfer_is_over(const struct xfer *t)
{
	if (atomic_read(&t->calls))
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

	explore_fail(t->x, t->quiet ? "interrupt-flag-optional" : "completes", t,
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
