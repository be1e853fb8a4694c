// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * P and Q, eight bytes at a time: the same as a textbook computes a byte at a time.
 */
#include "common/parity.h"
#include "unit.h"

#define LEN	100
#define SOURCES	254

static u8 source[SOURCES][LEN], want[LEN], have[LEN + 16];
static u64 keys[SOURCES];

/* Multiplication as in school: shift, add, and take the polynomial away. */
static u8 times(unsigned int a, unsigned int b)
{
	unsigned int product = 0;
	int bit;

	for (bit = 0; bit < 8; bit++)
		if (b >> bit & 1)
			product ^= a << bit;
	for (bit = 15; bit >= 8; bit--)
		if (product >> bit & 1)
			product ^= 0x11d << (bit - 8);
	return product;
}

static u8 power(unsigned int n)
{
	u8 x = 1;

	while (n--)
		x = times(x, 2);
	return x;
}

static void fill_sources(u32 nr)
{
	u32 i;

	for (i = 0; i < nr; i++) {
		keys[i] = pattern_key(pattern_worker_key(1, 2, 3), 9, i);
		pattern_fill(source[i], LEN, keys[i]);
	}
}

static void compute(u32 nr, u32 which)
{
	size_t at;
	u32 i;

	memset(want, 0, LEN);
	for (i = 0; i < nr; i++) {
		u8 coefficient = which == PARITY_Q ? power(i) : 1;

		for (at = 0; at < LEN; at++)
			want[at] ^= times(source[i][at], coefficient);
	}
}

static void doubling_is_multiplication_by_two(void **state)
{
	unsigned int x;

	(void)state;
	for (x = 0; x < 256; x++)
		assert_int_equal(parity_double(x * 0x0101010101010101ull),
				 times(x, 2) * 0x0101010101010101ull);
	assert_int_equal(parity_double(0x80017f00ff408002ull), 0x1d02fe00e3801d04ull);
}

static void coefficients_are_powers_and_differ(void **state)
{
	u8 seen[256] = { 0 };
	u32 i;

	(void)state;
	for (i = 0; i < SOURCES; i++) {
		assert_int_equal(parity_coefficient(i), power(i));
		assert_int_equal(seen[parity_coefficient(i)]++, 0);
	}
}

static void check(u32 nr, u32 which, size_t at, size_t len)
{
	fill_sources(nr);
	compute(nr, which);
	memset(have, 0xa5, sizeof(have));
	parity_fill(have + at, len, keys, nr, which);
	assert_memory_equal(have + at, want, len);
	assert_int_equal(have[at + len], 0xa5);
	assert_int_equal(parity_compare(have + at, len, keys, nr, which), len);
}

static void fits_the_reference(void **state)
{
	static const u32 counts[] = { 1, 2, 3, 8, 9, 100, SOURCES };
	size_t i, len;

	(void)state;
	for (i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		check(counts[i], PARITY_P, 0, LEN);
		check(counts[i], PARITY_Q, 0, LEN);
	}
	for (len = 0; len < LEN; len++) {
		check(3, PARITY_P, len % 8, len);
		check(3, PARITY_Q, len % 8, len);
	}
}

static void every_single_bit_is_seen(void **state)
{
	size_t bit;

	(void)state;
	for (bit = 0; bit < 8 * (LEN - 1); bit++) {
		check(5, PARITY_Q, 1, LEN - 1);
		have[1 + bit / 8] ^= 1 << bit % 8;
		assert_int_equal(parity_compare(have + 1, LEN - 1, keys, 5, PARITY_Q), bit / 8);
	}
}

/* Sources in the wrong order: P does not care, Q does. */
static void order_matters_to_q_alone(void **state)
{
	u64 first;

	(void)state;
	check(4, PARITY_P, 0, LEN);
	first = keys[0];
	keys[0] = keys[3];
	keys[3] = first;
	assert_int_equal(parity_compare(have, LEN, keys, 4, PARITY_P), LEN);
	assert_true(parity_compare(want, LEN, keys, 4, PARITY_Q) < LEN);
}

static void wrong_parity_is_explained(void **state)
{
	char text[128];

	(void)state;
	fill_sources(4);
	parity_explain(source[2], LEN, 17, keys, 4, PARITY_P, text, sizeof(text));
	assert_string_equal(text, "byte 17 of 100 holds source 2 alone");
	check(4, PARITY_P, 0, LEN);
	have[99] = ~have[99];
	parity_explain(have, LEN, 99, keys, 4, PARITY_P, text, sizeof(text));
	assert_contains(text, "byte 99 of 100 is 0x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubling_is_multiplication_by_two),
		cmocka_unit_test(coefficients_are_powers_and_differ),
		cmocka_unit_test(fits_the_reference),
		cmocka_unit_test(every_single_bit_is_seen),
		cmocka_unit_test(order_matters_to_q_alone),
		cmocka_unit_test(wrong_parity_is_explained),
	};

	return cmocka_run_group_tests_name("parity", tests, NULL, NULL);
}
