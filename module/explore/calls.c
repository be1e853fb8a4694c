// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The calls that submit, issue, ask and wait: a block and a row each. When a call is legal, what it
 * changes in the model, what it does, and what must be seen then.
 */
#include <linux/delay.h>
#include "check/bench/job.h"
#include "explore/expect.h"
#include "explore/xfer.h"

/* Transfers: one block stands for all kinds, which are in op.c. */
static bool submit_legal(const struct model *m, const struct call *c)
{
	enum dma_transfer_direction dir = xfer_kinds[c->row]->dir;

	/* What is sent changes what is received. */
	if (dir && m->dir && m->dir != dir)
		return false;
	return !(m->made & BIT(c->n[0])) && model_is_open(m);
}

static void submit_apply(struct model *m, const struct call *c)
{
	m->made |= BIT(c->n[0]);
	if (xfer_kinds[c->row]->dir)
		m->dir = xfer_kinds[c->row]->dir;
	if (c->quiet)
		m->quiet |= BIT(c->n[0]);
}

#define SUBMIT(name, often)					\
const struct explore_call call_##name = {			\
	.weight		= often,				\
	.legal		= submit_legal,				\
	.apply		= submit_apply,				\
	.make		= xfer_submit,				\
}

SUBMIT(memcpy, 48);
SUBMIT(receive, 24);
SUBMIT(send, 9);
SUBMIT(receive_list, 9);
SUBMIT(memset, 9);
SUBMIT(memset_list, 6);
SUBMIT(interleaved, 6);
SUBMIT(xor, 6);
SUBMIT(xor_val, 6);
SUBMIT(pq, 6);
SUBMIT(pq_val, 6);
SUBMIT(interrupt, 3);
SUBMIT(bad, 2);

/* issue */
static bool issue_legal(const struct model *m, const struct call *c)
{
	return !m->paused;
}

static void issue_apply(struct model *m, const struct call *c)
{
	m->issued |= m->made;
}

/* A callback may submit behind a ring, where nothing begins before the ring is terminated. */
static bool is_behind_ring(const struct xfer *t)
{
	const struct xfer *u;

	for (u = t->x->xfers; u < t->x->xfers + NR_XFERS; u++)
		if (READ_ONCE(u->submitted) && u->kind->rings && !READ_ONCE(u->stopped) &&
		    READ_ONCE(u->cookie) < READ_ONCE(t->cookie))
			return true;
	return false;
}

static void issue_make(struct explore *x, const struct call *c)
{
	bool submitted[NR_XFERS];
	u32 i;

	atomic_inc(&x->issuing);
	/* Pairs with note_calls(): it sees that we are here, or we see what it has begun. */
	smp_mb__after_atomic();
	for (i = 0; i < NR_XFERS; i++) {
		submitted[i] = READ_ONCE(x->xfers[i].submitted);
		if (READ_ONCE(x->xfers[i].begun))
			WRITE_ONCE(x->xfers[i].may_run, true);
	}
	dma_async_issue_pending(x->b->chan);
	atomic_dec(&x->issuing);
	for (i = 0; i < NR_XFERS; i++)
		if (submitted[i] && !is_behind_ring(&x->xfers[i]))
			WRITE_ONCE(x->xfers[i].must_run, true);
}

const struct explore_call call_issue = {
	.weight		= 48,
	.legal		= issue_legal,
	.apply		= issue_apply,
	.make		= issue_make,
};

/* status */
static bool about_legal(const struct model *m, const struct call *c)
{
	return m->made & BIT(c->n[0]);
}

static bool is_own(const struct call *c)
{
	return c->place == DMARIG_PLACE_callback && c->of == c->n[0];
}

static void status_make(struct explore *x, const struct call *c)
{
	struct xfer *t = &x->xfers[c->n[0]];

	if (READ_ONCE(t->submitted))
		expect_status(t, true, is_own(c));
}

const struct explore_call call_status = {
	.weight		= 24,
	.legal		= about_legal,
	.make		= status_make,
};

/* ask */
static void ask_make(struct explore *x, const struct call *c)
{
	struct xfer *t = &x->xfers[c->n[0]];

	if (READ_ONCE(t->submitted))
		expect_status(t, false, is_own(c));
}

const struct explore_call call_ask = {
	.weight		= 9,
	.legal		= about_legal,
	.make		= ask_make,
};

/* wait */
static bool wait_legal(const struct model *m, const struct call *c)
{
	return m->issued & ~(m->over | m->stopped) & BIT(c->n[0]) && !m->paused;
}

static void wait_apply(struct model *m, const struct call *c)
{
	m->over |= BIT(c->n[0]) & ~m->ring;
	m->rung |= BIT(c->n[0]) & m->ring;
}

static void wait_make(struct explore *x, const struct call *c)
{
	struct xfer *t = &x->xfers[c->n[0]];

	if (!READ_ONCE(t->submitted))
		return;
	xfer_wait(t);
	if (t->nr_acts)
		explore_await_callbacks(x);
	if (!explore_failed(x) && xfer_is_wanted(t) && xfer_is_through(t))
		expect_over(t);
}

const struct explore_call call_wait = {
	.weight		= 24,
	.legal		= wait_legal,
	.apply		= wait_apply,
	.make		= wait_make,
};

/* poll: at the very moment when the status says so, the data must be there */
static bool poll_has(const struct explore *x)
{
	return x->ordered;
}

static bool poll_legal(const struct model *m, const struct call *c)
{
	return wait_legal(m, c) && !(m->ring & BIT(c->n[0]));
}

static void poll_make(struct explore *x, const struct call *c)
{
	struct xfer *t = &x->xfers[c->n[0]];
	struct stall_timeout timeout = check_timeout(x->b);
	enum dma_status status;

	while (READ_ONCE(t->submitted) && xfer_is_wanted(t) && !x->paused && !explore_failed(x) &&
	       !dmarig_stall_timeout_is_over(&timeout)) {
		status = expect_status(t, true, false);
		if (check_says_done(status) || status == DMA_ERROR)
			break;
		usleep_range(3, 8);
	}
	wait_make(x, c);
}

const struct explore_call call_poll = {
	.weight		= 12,
	.has		= poll_has,
	.legal		= poll_legal,
	.apply		= wait_apply,
	.make		= poll_make,
};

/* sleep */
static const u32 naps[] = { 20, 100, 1000, 6000, 0 };

static void sleep_make(struct explore *x, const struct call *c)
{
	usleep_range(c->n[0], c->n[0] + 50);
	expect_idle(x);
}

const struct explore_call call_sleep = {
	.weight		= 9,
	.make		= sleep_make,
	.numbers	= naps,
};
