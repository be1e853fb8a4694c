// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Cutting transfers into pieces, and moving streams of bytes to and from them. Pure code.
 */
#include "common/shape.h"

u32 shape_count(const struct shape *s, size_t len)
{
	struct walk w = { 0 };

	while (shape_next(s, len, &w))
		;
	return w.i;
}

size_t shape_span(const struct shape *s, size_t len)
{
	struct walk w = { 0 };
	size_t end = 0;
	u32 before;

	if (!s->pieces) {
		before = (u32)(len - 1) / (u32)s->len;
		return before * (s->stride - s->len) + len;
	}
	while (shape_next(s, len, &w))
		end = w.at + w.len;
	return end;
}

static bool guard_before(struct guards *g)
{
	g->at = (s64)g->w.at - PATTERN_GUARD;
	g->len = PATTERN_GUARD;
	g->piece = g->w.i - 1;
	g->behind = false;
	g->wide = false;
	return true;
}

bool guards_next(const struct shape *s, size_t len, struct guards *g)
{
	u32 before = g->w.i;
	size_t gap;

	if (g->ended)
		return false;
	g->i++;
	if (g->wide)
		return guard_before(g);
	g->at = g->w.at + g->w.len;
	g->ended = !shape_next(s, len, &g->w);
	if (!before)
		return guard_before(g);
	gap = g->ended ? PATTERN_GUARD : g->w.at - (size_t)g->at;
	g->wide = gap > 2 * PATTERN_GUARD;
	g->len = g->wide ? PATTERN_GUARD : gap;
	g->piece = before - 1;
	g->behind = true;
	return true;
}

void shape_scatter(const struct shape *s, void *to, const void *stream, size_t len)
{
	struct walk w = { 0 };

	while (shape_next(s, len, &w))
		memcpy((u8 *)to + w.at, (const u8 *)stream + w.done, w.len);
}

void shape_gather(const struct shape *s, const void *from, void *stream, size_t len)
{
	struct walk w = { 0 };

	while (shape_next(s, len, &w))
		memcpy((u8 *)stream + w.done, (const u8 *)from + w.at, w.len);
}

void shape_copy(const struct shape *to_shape, void *to, const struct shape *from_shape,
		const void *from, size_t len)
{
	struct walk t = { 0 }, f = { 0 };
	size_t done, end;

	for (done = 0; done < len; done = end) {
		if (done == t.done + t.len)
			shape_next(to_shape, len, &t);
		if (done == f.done + f.len)
			shape_next(from_shape, len, &f);
		end = t.done + t.len < f.done + f.len ? t.done + t.len : f.done + f.len;
		memcpy((u8 *)to + t.at + (done - t.done), (const u8 *)from + f.at + (done - f.done),
		       end - done);
	}
}

/* A piece may begin within a word of the pattern, and then has the rest of it first. */
void shape_fill(const struct shape *s, void *to, size_t len, u64 key)
{
	struct walk w = { 0 };

	while (shape_next(s, len, &w))
		pattern_fill_from((u8 *)to + w.at, w.len, key, w.done);
}

/*
 * Where entry @i begins in the stream, in steps of alignment, if all are as alike as can be:
 * the last ones have a step more where they have to.
 */
static u32 even_start(u32 steps, u32 nr, u32 i)
{
	u32 longer = steps % nr;

	return i * (steps / nr) + (i > nr - longer ? i - (nr - longer) : 0);
}

/* Likewise, but all before the last are of an odd length. */
static u32 odd_start(u32 steps, u32 nr, u32 i)
{
	u32 start = even_start(steps, nr, i);

	return i < nr ? start + ((start ^ i) & 1) : start;
}

/* struct cutter - what entries are made from; all but the salt counts steps of alignment */
struct cutter {
	const struct params *p;
	u32 nr;			/* entries */
	u32 steps, left;	/* in all, and not yet used up */
	u32 page;
	u64 salt;
};

static u32 draw(const struct cutter *c, u32 which, u32 range)
{
	return (pattern_mix(c->salt + which) & 0xffffffff) * range >> 32;
}

u32 shape_least_steps(const struct params *p)
{
	if (p->sg_place != DMARIG_SG_PLACE_crossing)
		return 1;
	return p->sg_cut == DMARIG_SG_CUT_odd ? 3 : 2;
}

static u32 cut_even(const struct cutter *c, u32 i)
{
	return even_start(c->steps, c->nr, i + 1) - even_start(c->steps, c->nr, i);
}

static u32 cut_odd(const struct cutter *c, u32 i)
{
	return odd_start(c->steps, c->nr, i + 1) - odd_start(c->steps, c->nr, i);
}

/* From the least an entry may have to what is as far above the mean of what is left. */
static u32 cut_random(const struct cutter *c, u32 i)
{
	u32 nr = c->nr - i, least = shape_least_steps(c->p);
	u32 range = 2 * (c->left / nr - least) + 1;

	return nr == 1 ? c->left : least + draw(c, 2 * i, range);
}

static u32 (*const cuts[])(const struct cutter *c, u32 i) = {
	[DMARIG_SG_CUT_even]	= cut_even,
	[DMARIG_SG_CUT_odd]	= cut_odd,
	[DMARIG_SG_CUT_random]	= cut_random,
};

static u32 place_start(const struct cutter *c, u32 i, u32 steps)
{
	(void)c;
	(void)i;
	(void)steps;
	return 0;
}

/* Half of the entry, but no more than half a page, is before the boundary. */
static u32 place_crossing(const struct cutter *c, u32 i, u32 steps)
{
	u32 before = steps < c->page ? steps / 2 : c->page / 2;

	(void)i;
	return c->page - before;
}

static u32 place_random(const struct cutter *c, u32 i, u32 steps)
{
	(void)steps;
	return draw(c, 2 * i + 1, c->page);
}

static u32 (*const places[])(const struct cutter *c, u32 i, u32 steps) = {
	[DMARIG_SG_PLACE_start]		= place_start,
	[DMARIG_SG_PLACE_crossing]	= place_crossing,
	[DMARIG_SG_PLACE_random]	= place_random,
};

void shape_cut(struct shape *s, const struct params *p, size_t page, u64 salt)
{
	u32 i, steps, unit = p->alignment;
	struct cutter c = { .p = p, .nr = p->sg_entries, .steps = (u32)p->size / unit };
	size_t memory = 0;

	c.left = c.steps;
	c.page = (u32)page / unit;
	c.salt = pattern_mix(p->seed) + salt;
	for (i = 0; i < c.nr; i++, c.left -= steps) {
		steps = cuts[p->sg_cut](&c, i);
		s->pieces[i].at = memory + (size_t)places[p->sg_place](&c, i, steps) * unit;
		s->pieces[i].len = (size_t)steps * unit;
		memory = s->pieces[i].at + s->pieces[i].len + PATTERN_GUARD;
		/* And the room before the next one, in pages of its own. */
		memory = (memory + 2 * page - 1) & ~(page - 1);
	}
	s->nr = c.nr;
	s->room = memory - page;
}

void shape_spread(struct shape *s, const struct params *p, size_t gap)
{
	s->spread = true;
	s->nr = (u32)p->size / (u32)p->chunk;
	s->len = p->chunk;
	s->stride = p->chunk + gap;
	s->room = (s->nr - 1) * s->stride + s->len + PATTERN_GUARD;
}
