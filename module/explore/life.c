// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The calls about the lives of descriptors and channels: a block and a row each, see calls.c.
 */
#include "check/bench/open.h"
#include "explore/expect.h"
#include "explore/open.h"
#include "explore/xfer.h"

#define MANY_BYTES	64

/* reusable: a memcpy whose descriptor is kept */
static bool make_legal(const struct model *m, const struct call *c)
{
	return !(m->made & BIT(c->n[0])) && model_is_open(m);
}

static void reusable_apply(struct model *m, const struct call *c)
{
	m->made |= BIT(c->n[0]);
	m->kept |= BIT(c->n[0]);
	if (c->quiet)
		m->quiet |= BIT(c->n[0]);
}

const struct explore_call call_reusable = {
	.weight		= 12,
	.legal		= make_legal,
	.apply		= reusable_apply,
	.make		= xfer_submit,
};

/* again */
static bool again_legal(const struct model *m, const struct call *c)
{
	return m->kept & m->over & BIT(c->n[0]) && model_is_open(m);
}

static void again_apply(struct model *m, const struct call *c)
{
	m->over &= ~BIT(c->n[0]);
	m->issued &= ~BIT(c->n[0]);
}

static void again_make(struct explore *x, const struct call *c)
{
	struct xfer *t = &x->xfers[c->n[0]];

	if (t->kept && READ_ONCE(t->submitted) && !READ_ONCE(t->may_stop) && xfer_is_over(t) &&
	    !atomic_read_acquire(&x->inside))
		xfer_submit_again(t);
}

static bool again_has(const struct explore *x)
{
	return x->has[DMARIG_CALL_reusable];
}

const struct explore_call call_again = {
	.weight		= 12,
	.has		= again_has,
	.legal		= again_legal,
	.apply		= again_apply,
	.make		= again_make,
};

/* many: transfers without numbers, of the simplest kind the channel has */
static const u32 crowds[] = { 3, 17, 31, 0 };

static bool many_has(const struct explore *x)
{
	return x->has[DMARIG_CALL_memcpy] || x->has[DMARIG_CALL_receive];
}

static bool many_legal(const struct model *m, const struct call *c)
{
	return !m->crowd && model_is_open(m) &&
	       c->n[0] <= NR_XFERS - SEQUENCE_XFERS;
}

static void many_apply(struct model *m, const struct call *c)
{
	m->crowd = true;
}

/* The length is a multiple of all alignments that explore accepts. */
static void many_make(struct explore *x, const struct call *c)
{
	struct call one = {
		.row = x->has[DMARIG_CALL_memcpy] ? DMARIG_CALL_memcpy : DMARIG_CALL_receive,
		.place = c->place,
	};
	const struct xfer_kind *kind = xfer_kinds[one.row];
	u32 i;

	one.n[1] = max_t(u32, MANY_BYTES, 1u << kind->align(x));
	for (i = 0; i < c->n[0] && !explore_failed(x); i++) {
		one.n[0] = SEQUENCE_XFERS + i;
		xfer_submit(x, &one);
		if (!READ_ONCE(x->xfers[one.n[0]].submitted))
			break;
	}
}

const struct explore_call call_many = {
	.weight		= 1,
	.has		= many_has,
	.legal		= many_legal,
	.apply		= many_apply,
	.make		= many_make,
	.numbers	= crowds,
};

/* release, and request again */
static bool release_legal(const struct model *m, const struct call *c)
{
	return !(m->made & ~(m->over | m->stopped)) && !m->crowd && !m->stopping && !m->paused;
}

static void release_apply(struct model *m, const struct call *c)
{
	m->gone |= m->made;
}

static void release_make(struct explore *x, const struct call *c)
{
	if (!explore_is_busy(x) && !explore_failed(x))
		explore_restart(x);
}

const struct explore_call call_release = {
	.weight		= 1,
	.legal		= release_legal,
	.apply		= release_apply,
	.make		= release_make,
};

/* repeat: see run.c */
static const u32 rounds[] = { 3, 35, 0 };

static bool repeat_legal(const struct model *m, const struct call *c)
{
	return m->made && !m->repeated && c->place == DMARIG_PLACE_task;
}

static void repeat_apply(struct model *m, const struct call *c)
{
	m->repeated = true;
}

const struct explore_call call_repeat = {
	.weight		= 1,
	.legal		= repeat_legal,
	.apply		= repeat_apply,
	.numbers	= rounds,
	.repeats	= true,
};
