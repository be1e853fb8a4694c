// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 * Patterns: wrong data is seen, wherever it comes from, and explained.
 */
#include "common/pattern.h"
#include "unit.h"

#define LEN 1024

static u8 buffer[LEN + 64];

static u64 key_of(u64 transfer)
{
	return pattern_key(pattern_worker_key(1, 2, 3), transfer, 0);
}

static void fits_at_every_alignment_and_length(void **state)
{
	size_t at, len;

	(void)state;
	for (at = 0; at < 16; at++) {
		for (len = 0; len <= 200; len++) {
			memset(buffer, 0xa5, sizeof(buffer));
			pattern_fill(buffer + at, len, key_of(9));
			assert_int_equal(pattern_compare(buffer + at, len, key_of(9)), len);
			assert_int_equal(buffer[at + len], 0xa5);
			if (at)
				assert_int_equal(buffer[at - 1], 0xa5);
		}
	}
}

static void does_not_depend_on_alignment(void **state)
{
	static u8 again[LEN];

	(void)state;
	pattern_fill(buffer + 3, 200, key_of(1));
	pattern_fill(again, 200, key_of(1));
	assert_memory_equal(buffer + 3, again, 200);
}

static void every_single_byte_is_seen(void **state)
{
	size_t len, i;

	(void)state;
	for (len = 1; len <= 100; len++) {
		for (i = 0; i < len; i++) {
			pattern_fill(buffer + 1, len, key_of(4));
			buffer[1 + i] ^= 0x10;
			assert_int_equal(pattern_compare(buffer + 1, len, key_of(4)), i);
		}
	}
}

/* A displaced transfer: the data at the start of the destination comes from elsewhere. */
static void every_displacement_is_seen(void **state)
{
	static u8 source[2 * LEN];
	size_t shift;

	(void)state;
	pattern_fill(source, sizeof(source), key_of(5));
	for (shift = 1; shift <= LEN; shift++) {
		assert_true(pattern_compare(source + shift, LEN, key_of(5)) < 8);
		if (shift % 8 == 0)
			assert_int_equal(pattern_compare(source + shift, LEN, key_of(5)), 0);
	}
}

static void other_keys_look_wrong_at_once(void **state)
{
	u64 worker = pattern_worker_key(1, 2, 3);
	const u64 others[] = {
		pattern_key(worker, 8, 0), pattern_key(worker, 9, 1), pattern_key(worker, 10, 0),
		pattern_key(worker, 9, PATTERN_KEY_BEFORE(0)),
		pattern_key(worker, 9, PATTERN_KEY_AFTER(0)),
		pattern_key(pattern_worker_key(1, 2, 4), 9, 0),
		pattern_key(pattern_worker_key(1, 3, 3), 9, 0),
		pattern_key(pattern_worker_key(2, 2, 3), 9, 0),
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		pattern_fill(buffer, LEN, others[i]);
		assert_true(pattern_compare(buffer, LEN, pattern_key(worker, 9, 0)) < 8);
	}
}

static void explain(size_t bad, u64 transfer, char *text)
{
	pattern_explain(buffer, LEN, bad, pattern_worker_key(1, 2, 3), transfer, text, 256);
}

static void stale_data_is_explained(void **state)
{
	char text[256];
	u64 back;

	(void)state;
	for (back = 1; back <= 1024; back *= 2) {
		pattern_fill(buffer, LEN, key_of(2000));
		pattern_fill(buffer + 512, 64, key_of(2000 - back) + 64 * PATTERN_STEP);
		assert_int_equal(pattern_compare(buffer, LEN, key_of(2000)), 512);
		explain(512, 2000, text);
		snprintf(text + 200, 56, "transfer %llu, %llu before", 2000 - back, back);
		assert_contains(text, text + 200);
	}
}

static void displaced_data_is_explained(void **state)
{
	char text[256];

	(void)state;
	pattern_fill(buffer, LEN, key_of(7));
	memmove(buffer + 256, buffer + 640, 64);
	assert_int_equal(pattern_compare(buffer, LEN, key_of(7)), 256);
	explain(256, 7, text);
	assert_contains(text, "belongs to byte 640");
}

static void foreign_data_is_shown(void **state)
{
	char text[256];

	(void)state;
	pattern_fill(buffer, LEN, key_of(7));
	memset(buffer + 128, 0, 8);
	explain(128, 7, text);
	assert_contains(text, "0x0000000000000000");
	buffer[LEN - 1] ^= 1;
	pattern_explain(buffer, LEN - 3, LEN - 4, pattern_worker_key(1, 2, 3), 7, text,
			sizeof(text));
	assert_contains(text, "byte 1020 of 1021 is 0x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fits_at_every_alignment_and_length),
		cmocka_unit_test(does_not_depend_on_alignment),
		cmocka_unit_test(every_single_byte_is_seen),
		cmocka_unit_test(every_displacement_is_seen),
		cmocka_unit_test(other_keys_look_wrong_at_once),
		cmocka_unit_test(stale_data_is_explained),
		cmocka_unit_test(displaced_data_is_explained),
		cmocka_unit_test(foreign_data_is_shown),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
