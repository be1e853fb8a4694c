// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Drawing sequences, and whether one is legal. What a call needs and changes is in its block; here
 * is what holds for all of a kind.
 */
#include <linux/prandom.h>
#include "common/pattern.h"
#include "explore/draw.h"

#define TRIES		8	/* for a call that is legal */
#define ODD_ONE_IN	4	/* calls in another place than the task, of those that may be */
#define QUIET_ONE_IN	6	/* transfers without an interrupt */

/*
 * struct course - what the next call must be legal in. A call that is made beside the next one may
 * be over before it, or begin behind it, so that both orders have to be legal.
 */
struct course {
	struct model now;
	const struct call *beside;	/* made beside the next one, or NULL */
	struct model before;		/* that call */
};

/* struct draw - what is being drawn from */
struct draw {
	const struct explore *x;
	struct rnd_state rnd;
	struct course course;
	u32 weights;			/* of all calls that the channel has */
};

static u32 below(struct draw *d, u32 n)
{
	return prandom_u32_state(&d->rnd) % n;
}

static u32 align_of(const struct explore *x, u32 row)
{
	const struct xfer_kind *kind = xfer_kinds[row];

	return kind->align ? 1u << kind->align(x) : 1;
}

/* Transfers that have not been started, and will call back. */
static u32 waits_for_callback(const struct model *m)
{
	return m->made & ~(m->issued | m->stopped | m->quiet);
}

static bool place_is_legal(const struct model *m, const struct call *c)
{
	u32 traits = call_row(c)->traits;

	switch (c->place) {
	case DMARIG_PLACE_task:
	case DMARIG_PLACE_thread:
		return true;
	case DMARIG_PLACE_beside:
		return (traits & (CALL_CALLBACK | CALL_MAKES)) == CALL_CALLBACK;
	case DMARIG_PLACE_callback:
		return traits & CALL_CALLBACK && waits_for_callback(m) & BIT(c->of);
	default:
		return traits & CALL_ATOMIC;
	}
}

/* Nobody would know of an error, or of a period. */
static bool may_be_quiet(const struct explore *x, u32 row)
{
	return x->ordered && !xfer_kinds[row]->fails && !xfer_kinds[row]->rings;
}

static bool transfer_is_legal(const struct explore *x, const struct call *c)
{
	u32 align = align_of(x, c->row);

	if (c->place == DMARIG_PLACE_callback &&
	    !dma_has_cap(DMA_SLAVE, x->b->chan->device->cap_mask))
		return false;
	return c->n[1] && c->n[1] + c->n[2] <= XFER_MOST && !((c->n[1] | c->n[2]) & (align - 1)) &&
	       (may_be_quiet(x, c->row) || !c->quiet);
}

static bool call_is_legal(const struct explore *x, const struct model *m, const struct call *c)
{
	const struct explore_call *ops = explore_calls[c->row];
	u32 traits = call_row(c)->traits;

	if (!x->has[c->row] || !place_is_legal(m, c))
		return false;
	if (traits & CALL_MAKES && !transfer_is_legal(x, c))
		return false;
	if (traits & CALL_ABOUT && !(m->made & ~m->gone & BIT(c->n[0])))
		return false;
	return !ops->legal || ops->legal(m, c);
}

/* Nothing may be called on a channel that is being released, nor while sequences are repeated. */
static bool may_be_met(const struct call *c)
{
	return c->place != DMARIG_PLACE_beside && c->row != DMARIG_CALL_release &&
	       c->row != DMARIG_CALL_repeat && c->row != DMARIG_CALL_config;
}

static bool course_allows(const struct explore *x, const struct course *course,
			  const struct call *c)
{
	struct model other;

	if (!call_is_legal(x, &course->now, c))
		return false;
	if (!course->beside)
		return true;
	if (!may_be_met(c) || !call_is_legal(x, &course->before, c))
		return false;
	other = course->before;
	draw_apply(&other, c);
	return call_is_legal(x, &other, course->beside);
}

static void course_take(struct course *course, const struct call *c)
{
	course->before = course->now;
	course->beside = c->place == DMARIG_PLACE_beside ? c : NULL;
	draw_apply(&course->now, c);
}

void draw_apply(struct model *m, const struct call *c)
{
	const struct explore_call *ops = explore_calls[c->row];

	if (c->place == DMARIG_PLACE_callback)
		m->called |= BIT(c->of);
	if (ops->apply)
		ops->apply(m, c);
}

/* Lengths that fit the alignment; where there is none, odd ones, too. */
static void draw_shape(struct draw *d, struct call *c)
{
	static const u32 lens[] = { 64, 256, 256, 1024, 7, 61, 255, 999 };
	u32 align = align_of(d->x, c->row);

	c->n[1] = roundup(lens[below(d, ARRAY_SIZE(lens))], align);
	c->n[2] = below(d, 4) ? 0 : align * below(d, 4);
	c->quiet = may_be_quiet(d->x, c->row) && !below(d, QUIET_ONE_IN);
}

static void draw_numbers(struct draw *d, struct call *c)
{
	u32 traits = call_row(c)->traits, n = 0;
	const u32 *numbers = explore_calls[c->row]->numbers;

	if (traits & CALL_MAKES) {
		c->n[0] = min_t(u32, hweight32(d->course.now.made), SEQUENCE_XFERS - 1);
		draw_shape(d, c);
	} else if (traits & CALL_ABOUT) {
		c->n[0] = below(d, max(hweight32(d->course.now.made), 1u));
	} else if (traits & CALL_NUMBER) {
		while (numbers[n])
			n++;
		c->n[0] = numbers[below(d, n)];
	}
}

/* Return: one of the transfers whose callback is still to come. */
static u32 draw_waiting(struct draw *d)
{
	u32 mask = waits_for_callback(&d->course.now), skip;

	if (!mask)
		return 0;
	for (skip = below(d, hweight32(mask)); skip; skip--)
		mask &= mask - 1;
	return __ffs(mask);
}

static void draw_place(struct draw *d, struct call *c)
{
	u32 traits = call_row(c)->traits;

	if (below(d, ODD_ONE_IN))
		return;
	/* A callback is the place where most can go wrong. */
	if (traits & CALL_ATOMIC)
		c->place = min_t(u32, below(d, DMARIG_NR_PLACES + 3), DMARIG_PLACE_callback);
	else
		c->place = below(d, 2) ? DMARIG_PLACE_thread : DMARIG_PLACE_task;
	if (c->place != DMARIG_PLACE_callback)
		return;
	c->of = draw_waiting(d);
	if (traits & CALL_ABOUT && below(d, 2))
		c->n[0] = c->of;
}

static u32 draw_row(struct draw *d)
{
	u32 at = below(d, d->weights), row;

	for (row = 0; row < DMARIG_NR_CALLS; row++) {
		if (!d->x->has[row])
			continue;
		if (at < explore_calls[row]->weight)
			break;
		at -= explore_calls[row]->weight;
	}
	return row;
}

static bool draw_call(struct draw *d, struct call *c)
{
	u32 tries;

	for (tries = 0; tries < TRIES; tries++) {
		memset(c, 0, sizeof(*c));
		c->row = draw_row(d);
		draw_numbers(d, c);
		draw_place(d, c);
		if (course_allows(d->x, &d->course, c))
			return true;
	}
	return false;
}

void draw_sequence(const struct explore *x, struct sequence *s, u64 seed, u32 most)
{
	struct draw d = { .x = x };
	u32 row, len;

	prandom_seed_state(&d.rnd, pattern_mix(seed));
	for (row = 0; row < DMARIG_NR_CALLS; row++)
		d.weights += x->has[row] ? explore_calls[row]->weight : 0;
	len = 2 + below(&d, max(most, 3u) - 1);
	for (s->nr = 0; s->nr < len && draw_call(&d, &s->at[s->nr]); s->nr++)
		course_take(&d.course, &s->at[s->nr]);
}

u32 draw_check(const struct explore *x, const struct sequence *s)
{
	struct course course = { };
	u32 i;

	for (i = 0; i < s->nr; i++) {
		if (!course_allows(x, &course, &s->at[i]))
			return i + 1;
		course_take(&course, &s->at[i]);
	}
	return 0;
}
