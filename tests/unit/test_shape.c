// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Shapes: every cut uses up the size, no piece is empty or shares memory, and streams survive them.
 */
#include "common/shape.h"
#include "unit.h"

#define PAGE	4096u
#define MOST	1024

static struct piece pieces[MOST];

static size_t largest_piece(const struct shape *s)
{
	size_t most = s->len;
	u32 i;

	for (i = 0; s->pieces && i < s->nr; i++)
		if (s->pieces[i].len > most)
			most = s->pieces[i].len;
	return most;
}

static struct params knobs(u64 size, u64 entries, u64 cut, u64 place, u64 alignment)
{
	struct params p;

	params_init(&p);
	p.size = size;
	p.sg_entries = entries;
	p.sg_cut = cut;
	p.sg_place = place;
	p.alignment = alignment;
	return p;
}

static struct shape cut(const struct params *p)
{
	struct shape s = { .pieces = pieces };

	shape_cut(&s, p, PAGE, 0);
	return s;
}

static size_t page_of(size_t at)
{
	return at & ~(size_t)(PAGE - 1);
}

/* Memory of an entry: from a page before the one it starts in, to that of the next one. */
static void entries_are_apart(const struct shape *s)
{
	size_t end;
	u32 i;

	for (i = 0; i < s->nr; i++) {
		assert_true(pieces[i].len > 0);
		end = pieces[i].at + pieces[i].len + PATTERN_GUARD;
		assert_true(end <= (i + 1 < s->nr ? page_of(pieces[i + 1].at) - PAGE : s->room));
	}
}

static void check_cut(const struct params *p)
{
	struct shape s = cut(p);
	size_t sum = 0;
	u32 i;

	assert_int_equal(s.nr, p->sg_entries);
	entries_are_apart(&s);
	for (i = 0; i < s.nr; i++) {
		sum += pieces[i].len;
		assert_int_equal(pieces[i].len % p->alignment, 0);
		assert_int_equal(pieces[i].at % p->alignment, 0);
		if (p->sg_cut == DMARIG_SG_CUT_odd && i + 1 < s.nr)
			assert_int_equal(pieces[i].len % 2, 1);
		if (p->sg_place == DMARIG_SG_PLACE_start)
			assert_int_equal(pieces[i].at % PAGE, 0);
		if (p->sg_place == DMARIG_SG_PLACE_crossing)
			assert_true(page_of(pieces[i].at) !=
				    page_of(pieces[i].at + pieces[i].len - 1));
	}
	assert_int_equal(sum, p->size);
	assert_int_equal(shape_count(&s, p->size), s.nr);
}

/* 1 if the rules accept it */
static int cut_if_legal(u64 steps, u64 entries, u64 how, u64 place, u64 alignment)
{
	struct params p = knobs(steps * alignment, entries, how, place, alignment);
	char err[SENTENCE_LEN];

	p.op = DMARIG_OP_cpu;
	p.mapping = DMARIG_MAPPING_sg;
	if (params_check(&p, err, sizeof(err)))
		return 0;
	check_cut(&p);
	return 1;
}

/* Near the smallest that is accepted. */
static int cut_all(u64 how, u64 place, u64 alignment)
{
	u64 entries, steps;
	int legal = 0;

	for (entries = 2; entries < 40; entries++)
		for (steps = 1; steps < 200; steps++)
			legal += cut_if_legal(steps, entries, how, place, alignment);
	return legal;
}

static void cuts_use_up_the_size(void **state)
{
	static const u64 alignments[] = { 1, 2, 64, 2048, 4096 };
	u64 how, place;
	int legal = 0;
	size_t i;

	(void)state;
	for (how = 0; how < 3; how++)
		for (place = 0; place < 3; place++)
			for (i = 0; i < ARRAY_SIZE(alignments); i++)
				legal += cut_all(how, place, alignments[i]);
	assert_true(legal > 100000);
}

static void the_largest_fits(void **state)
{
	struct params p = knobs(4194304, MOST, DMARIG_SG_CUT_random, DMARIG_SG_PLACE_random, 1);

	(void)state;
	check_cut(&p);
}

static void even_and_random_differ(void **state)
{
	struct params p = knobs(1000, 10, DMARIG_SG_CUT_even, DMARIG_SG_PLACE_start, 1);
	struct shape s = cut(&p);

	(void)state;
	assert_int_equal(largest_piece(&s), 100);
	p.sg_cut = DMARIG_SG_CUT_random;
	s = cut(&p);
	assert_true(largest_piece(&s) > 100);
}

static void a_smaller_transfer_uses_the_first(void **state)
{
	struct params p = knobs(1000, 10, DMARIG_SG_CUT_even, DMARIG_SG_PLACE_start, 1);
	struct shape s = cut(&p);
	struct walk w = { 0 };
	u32 n = 0;

	(void)state;
	assert_int_equal(shape_count(&s, 1), 1);
	assert_int_equal(shape_count(&s, 100), 1);
	assert_int_equal(shape_count(&s, 101), 2);
	assert_int_equal(shape_span(&s, 150), pieces[1].at + 50);
	while (shape_next(&s, 250, &w)) {
		assert_int_equal(w.done, n * 100);
		assert_int_equal(w.len, n == 2 ? 50 : 100);
		n++;
	}
	assert_int_equal(n, 3);
}

static void chunks_are_alike(void **state)
{
	struct shape s = { 0 };
	struct params p = knobs(60, 1, 0, 0, 1);

	(void)state;
	p.chunk = 10;
	shape_spread(&s, &p, 3);
	assert_int_equal(s.nr, 6);
	assert_int_equal(shape_piece(&s, 2).at, 26);
	assert_int_equal(shape_span(&s, 60), 75);
	assert_int_equal(shape_span(&s, 20), 23);
	assert_int_equal(s.room, 75 + PATTERN_GUARD);
	assert_int_equal(largest_piece(&s), 10);
}

static void streams_survive(void **state)
{
	static unsigned char memory[64 * PAGE], other[64 * PAGE], stream[5000], back[5000];
	struct params p = knobs(5000, 7, DMARIG_SG_CUT_odd, DMARIG_SG_PLACE_crossing, 1);
	struct shape s = cut(&p), chunks = { 0 };
	size_t len;

	(void)state;
	assert_true(s.room <= sizeof(memory));
	p.chunk = 10;
	shape_spread(&chunks, &p, 17);
	for (len = 1; len <= 5000; len += 83) {
		pattern_fill(stream, len, len);
		shape_scatter(&s, memory, stream, len);
		shape_copy(&chunks, other, &s, memory, len);
		shape_gather(&chunks, other, back, len);
		assert_memory_equal(stream, back, len);
		shape_fill(&s, memory, len, len + 1);
		shape_gather(&s, memory, back, len);
		assert_int_equal(pattern_compare(back, len, len + 1), len);
	}
}

/* Every byte beside a piece and near it is in exactly one guard, and none in a piece is. */
static void look_at_guards(const struct shape *s, size_t len)
{
	static unsigned char near[66 * PAGE];
	struct guards g = { 0 };
	struct walk w = { 0 };
	size_t i, j;

	memset(near, 0, sizeof(near));
	while (shape_next(s, len, &w))
		for (i = 0; i < w.len + 2 * PATTERN_GUARD; i++)
			near[w.at + i] |= i < PATTERN_GUARD || i >= PATTERN_GUARD + w.len ? 1 : 2;
	while (guards_next(s, len, &g)) {
		for (j = 0; j < g.len; j++) {
			unsigned char *at = &near[g.at + (s64)(PATTERN_GUARD + j)];

			assert_int_equal(*at, 1);
			*at = 0;
		}
	}
	for (i = 0; i < sizeof(near); i++)
		assert_int_not_equal(near[i], 1);
}

static void guards_are_beside_pieces(void **state)
{
	struct params p = knobs(3000, 5, DMARIG_SG_CUT_random, DMARIG_SG_PLACE_random, 1);
	struct shape s = cut(&p), chunks = { 0 };
	size_t gap, len;

	(void)state;
	for (len = 1; len <= 3000; len += 97)
		look_at_guards(&s, len);
	p.chunk = 100;
	for (gap = 0; gap < 300; gap++) {
		shape_spread(&chunks, &p, gap);
		look_at_guards(&chunks, 3000);
		look_at_guards(&chunks, 250);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_use_up_the_size),
		cmocka_unit_test(the_largest_fits),
		cmocka_unit_test(even_and_random_differ),
		cmocka_unit_test(a_smaller_transfer_uses_the_first),
		cmocka_unit_test(chunks_are_alike),
		cmocka_unit_test(streams_survive),
		cmocka_unit_test(guards_are_beside_pieces),
	};

	return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
