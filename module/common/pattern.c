// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writing, comparing and explaining patterns. Pure code.
 */
#include "common/pattern.h"

#define STEP		PATTERN_STEP
#define STEP_INVERSE	0xf1de83e19937733dull	/* STEP * STEP_INVERSE == 1 mod 2^64 */
#define LOOK_BACK	1024			/* transfers that stale data is looked for in */

/* Copies of constant size become one load or store, whatever the alignment. */
static inline u64 load(const u8 *at)
{
	u64 word;

	__builtin_memcpy(&word, at, sizeof(word));
	return word;
}

static inline void store(u8 *at, u64 word)
{
	__builtin_memcpy(at, &word, sizeof(word));
}

void pattern_fill(void *at, size_t len, u64 key)
{
	u8 *to = at;

	for (; len >= 32; len -= 32, to += 32, key += 4 * STEP) {
		store(to, key);
		store(to + 8, key + STEP);
		store(to + 16, key + 2 * STEP);
		store(to + 24, key + 3 * STEP);
	}
	for (; len >= 8; len -= 8, to += 8, key += STEP)
		store(to, key);
	memcpy(to, &key, len);
}

void pattern_fill_from(void *at, size_t len, u64 key, size_t from)
{
	size_t into = from % 8, head = into ? 8 - into : 0;
	u64 first = key + from / 8 * STEP;

	head = head < len ? head : len;
	memcpy(at, (const u8 *)&first + into, head);
	pattern_fill((u8 *)at + head, len - head, into ? first + STEP : first);
}

/* Which of the 1 to 8 bytes at @at differs from @word first? @len if none. */
static size_t first_difference(const u8 *at, u64 word, size_t len)
{
	const u8 *want = (const u8 *)&word;
	size_t i;

	for (i = 0; i < len && at[i] == want[i]; i++)
		;
	return i;
}

size_t pattern_compare(const void *at, size_t len, u64 key)
{
	const u8 *from = at;
	size_t rest, n, i;

	for (rest = len; rest >= 32; rest -= 32, from += 32, key += 4 * STEP) {
		u64 differs = (load(from) ^ key) | (load(from + 8) ^ (key + STEP)) |
			      (load(from + 16) ^ (key + 2 * STEP)) |
			      (load(from + 24) ^ (key + 3 * STEP));

		if (differs)
			break;
	}
	for (; rest; rest -= n, from += n, key += STEP) {
		n = rest < 8 ? rest : 8;
		i = first_difference(from, key, n);
		if (i < n)
			return from + i - (const u8 *)at;
	}
	return len;
}

/* The place of @word in the pattern of @key, or -1 when it is not within @words. */
static s64 place_of(u64 word, u64 key, u64 words)
{
	u64 place = (word - key) * STEP_INVERSE;

	return place < words ? (s64)place : -1;
}

static void explain_place(char *text, size_t room, size_t bad, s64 place, u64 transfer,
			  u64 back)
{
	if (back)
		snprintf(text, room, "byte %zu holds byte %lld of transfer %llu, %llu before", bad,
			 place, transfer - back, back);
	else
		snprintf(text, room, "byte %zu holds what belongs to byte %lld", bad, place);
}

void pattern_explain(const void *at, size_t len, size_t bad, u64 worker_key, u64 transfer,
		     char *text, size_t room)
{
	u64 word, want, words = len / 8 + 1, back;
	size_t start = bad & ~(size_t)7;
	s64 place;

	if (start + 8 > len) {
		snprintf(text, room, "byte %zu of %zu is 0x%02x", bad, len,
			 ((const u8 *)at)[bad]);
		return;
	}
	word = load((const u8 *)at + start);
	for (back = 0; back <= transfer && back <= LOOK_BACK; back++) {
		want = pattern_key(worker_key, transfer - back, 0);
		place = place_of(word, want, words);
		if (place < 0)
			continue;
		explain_place(text, room, bad, place * 8, transfer, back);
		return;
	}
	snprintf(text, room, "byte %zu of %zu is in a word 0x%016llx, not 0x%016llx", bad, len,
		 word, pattern_key(worker_key, transfer, 0) + start / 8 * STEP);
}
