// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Histograms, against sorted arrays.
 */
#include "common/hist.h"
#include "common/pattern.h"
#include "unit.h"

#define NR 20000

static struct hist h, other;

static void make_empty(struct hist *hist)
{
	memset(hist, 0, sizeof(*hist));
	hist_begin(hist);
}

static void buckets_meet_without_gap_or_overlap(void **state)
{
	u32 i;

	(void)state;
	assert_int_equal(hist_lower(0), 0);
	for (i = 0; i + 1 < HIST_BUCKETS; i++) {
		assert_int_equal(hist_upper(i) + 1, hist_lower(i + 1));
		assert_int_equal(hist_index(hist_lower(i)), i);
		assert_int_equal(hist_index(hist_upper(i)), i);
	}
}

static void buckets_are_narrow(void **state)
{
	u32 i;

	(void)state;
	for (i = 0; i + 1 < HIST_BUCKETS; i++)
		assert_true((hist_upper(i) - hist_lower(i)) * 64 <= hist_lower(i));
}

static void what_is_beyond_shares_the_last_bucket(void **state)
{
	(void)state;
	assert_int_equal(hist_index(1ull << HIST_MAX_BITS), HIST_BUCKETS - 1);
	assert_int_equal(hist_index(~0ull), HIST_BUCKETS - 1);
	make_empty(&h);
	hist_add(&h, ~0ull);
	assert_true(hist_quantile(&h, 500000) == ~0ull);
}

static int by_value(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return (x > y) - (x < y);
}

/* Numbers from 1 to 2^40, as many of each magnitude. */
static void make_values(u64 *values, int nr, u64 seed)
{
	int i;

	for (i = 0; i < nr; i++)
		values[i] = (pattern_mix(seed + i * PATTERN_STEP) >> 24) >>
			    pattern_mix(seed + i * PATTERN_STEP + 1) % 40;
}

static void check_quantiles(const u64 *sorted, int nr)
{
	static const u32 shares[] = { 1, 10000, 500000, 900000, 990000, 999000, 999900, 1000000 };
	const size_t nr_shares = sizeof(shares) / sizeof(*shares);
	u64 rank, want, got, all[sizeof(shares) / sizeof(*shares)];
	size_t i;

	hist_quantiles(&h, shares, all, nr_shares);
	for (i = 0; i < nr_shares; i++) {
		rank = ((u64)nr * shares[i] + 999999) / 1000000;
		want = sorted[rank ? rank - 1 : 0];
		got = hist_quantile(&h, shares[i]);
		assert_true(all[i] == got);
		if (got < want || (got - want) * 64 > want)
			fail_msg("quantile %u of %d: %llu, not %llu", shares[i], nr, got, want);
	}
	assert_true(hist_quantile(&h, 1000000) == sorted[nr - 1]);
}

static void quantiles_are_those_of_the_values(void **state)
{
	static u64 values[NR];
	static const int counts[] = { 1, 2, 3, 10, 99, 100, 101, 1000, NR };
	size_t c;
	int i;

	(void)state;
	for (c = 0; c < sizeof(counts) / sizeof(*counts); c++) {
		make_values(values, counts[c], c);
		make_empty(&h);
		for (i = 0; i < counts[c]; i++)
			hist_add(&h, values[i]);
		qsort(values, counts[c], sizeof(*values), by_value);
		check_quantiles(values, counts[c]);
		assert_true(h.min == values[0]);
		assert_true(h.max == values[counts[c] - 1]);
	}
}

static void mean_is_exact(void **state)
{
	(void)state;
	make_empty(&h);
	assert_int_equal(hist_mean(&h), 0);
	assert_int_equal(hist_quantile(&h, 500000), 0);
	hist_add(&h, 1000001);
	hist_add(&h, 1000003);
	assert_int_equal(hist_mean(&h), 1000002);
}

static void merged_is_as_if_added_to_one(void **state)
{
	static struct hist one;
	static u64 values[1000];
	int i;

	(void)state;
	make_values(values, 1000, 7);
	make_empty(&h);
	make_empty(&other);
	make_empty(&one);
	for (i = 0; i < 1000; i++) {
		hist_add(i % 3 ? &h : &other, values[i]);
		hist_add(&one, values[i]);
	}
	hist_merge(&h, &other);
	assert_memory_equal(&h, &one, sizeof(h));
}

static void cleared_is_as_if_never_used(void **state)
{
	static const u64 values[] = { 0, 63, 64, 1000001, 1ull << 43, ~0ull };
	size_t i;

	(void)state;
	make_empty(&other);
	make_empty(&h);
	hist_clear(&h);
	assert_memory_equal(&h, &other, sizeof(h));
	for (i = 0; i < sizeof(values) / sizeof(*values); i++) {
		hist_add(&h, values[i]);
		hist_add(&h, values[i] / 3);
		hist_clear(&h);
		assert_memory_equal(&h, &other, sizeof(h));
	}
}

static void merging_an_empty_one_changes_nothing(void **state)
{
	static struct hist before;

	(void)state;
	make_empty(&h);
	make_empty(&other);
	hist_add(&h, 5);
	before = h;
	hist_merge(&h, &other);
	assert_memory_equal(&h, &before, sizeof(h));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buckets_meet_without_gap_or_overlap),
		cmocka_unit_test(buckets_are_narrow),
		cmocka_unit_test(what_is_beyond_shares_the_last_bucket),
		cmocka_unit_test(quantiles_are_those_of_the_values),
		cmocka_unit_test(mean_is_exact),
		cmocka_unit_test(merged_is_as_if_added_to_one),
		cmocka_unit_test(cleared_is_as_if_never_used),
		cmocka_unit_test(merging_an_empty_one_changes_nothing),
	};

	return cmocka_run_group_tests_name("hist", tests, NULL, NULL);
}
