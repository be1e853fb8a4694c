// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The memory of transfers: it is coherent, so that the CPU may look at any time; and what is
 * in it, before and after. Destinations are poisoned with all that is around them.
 */
#include <linux/dma-mapping.h>
#include <linux/slab.h>
#include "common/pattern.h"
#include "explore/op.h"

#define ALL_ROOM	(XFER_REGIONS * XFER_ROOM)
#define DESTS_ROOM	(XFER_DESTS * XFER_ROOM)

static int alloc(struct explore *x, u32 from, u32 to)
{
	struct xfer *t;

	for (t = x->xfers + from; t < x->xfers + to; t++) {
		if (t->memory)
			continue;
		t->x = x;
		t->nr = t - x->xfers;
		init_completion(&t->done);
		t->memory = dma_alloc_coherent(x->b->dev, ALL_ROOM, &t->dma,
					       GFP_KERNEL | __GFP_NOWARN);
		t->room = kvmalloc(DESTS_ROOM, GFP_KERNEL);
		t->frame = kzalloc(struct_size(t->frame, sgl, 2), GFP_KERNEL);
		if (!t->memory || !t->room || !t->frame)
			return -ENOMEM;
	}
	return 0;
}

int xfer_alloc(struct explore *x)
{
	return alloc(x, 0, SEQUENCE_XFERS) ?: alloc(x, XFER_SPARE, XFER_SPARE + 1);
}

int xfer_alloc_crowd(struct explore *x)
{
	return alloc(x, SEQUENCE_XFERS, NR_XFERS);
}

void xfer_free(struct explore *x)
{
	struct xfer *t;

	for (t = x->xfers; t <= x->xfers + XFER_SPARE; t++) {
		if (t->memory)
			dma_free_coherent(x->b->dev, ALL_ROOM, t->memory, t->dma);
		kvfree(t->room);
		kfree(t->frame);
		t->memory = NULL;
		t->room = NULL;
		t->frame = NULL;
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

void xfer_fill(struct xfer *t)
{
	u32 i;

	for (i = 0; i < t->kind->sources; i++)
		pattern_fill(xfer_src(t, i), t->len, xfer_src_key(t, i));
	for (i = 0; i < t->kind->dests; i++)
		pattern_fill(dest_region(t, i), XFER_ROOM, poison_key(t, i));
	for (i = 0; i < XFER_SOURCES; i++)
		t->addrs[i] = xfer_src_dma(t, i);
	for (i = 0; i < XFER_DESTS; i++)
		t->dst_addrs[i] = xfer_dst_dma(t, i);
	if (t->kind->fill)
		t->kind->fill(t);
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

/* Where the data ends, gaps included. */
static size_t data_end(const struct xfer *t)
{
	return data_at(t) + t->len + t->kind->gap;
}

size_t xfer_gap_bad(const struct xfer *t)
{
	size_t at = data_at(t) + t->len / 2, end = at + t->kind->gap;

	return first_written(t, 0, at, end) == end ? t->len : t->len / 2;
}

static void set_piece(struct scatterlist *sg, dma_addr_t addr, size_t len)
{
	sg_dma_address(sg) = addr;
	sg_dma_len(sg) = len;
}

struct scatterlist *xfer_list(struct xfer *t)
{
	dma_addr_t dst = xfer_dst_dma(t, 0);
	size_t half = t->len / 2, quarter = t->len / 4;

	sg_init_table(t->sgl, XFER_PIECES);
	set_piece(&t->sgl[0], dst, quarter);
	set_piece(&t->sgl[1], dst + quarter, half - quarter);
	set_piece(&t->sgl[2], dst + half + t->kind->gap, t->len - half);
	return t->sgl;
}

bool xfer_untouched(const struct xfer *t, const char *when)
{
	size_t end = data_end(t), bad;
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
	size_t at = data_at(t), end = data_end(t), bad;

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
