// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writing, comparing and explaining P and Q. Pure code.
 */
#include "common/parity.h"

u8 parity_coefficient(u32 i)
{
	u64 x = 1;

	while (i--)
		x = parity_double(x);
	return x;
}

/* Horner's scheme, from the last source to the first; @offset is what its place adds to a word. */
static u64 parity_word(const u64 *keys, u32 nr, u32 which, u64 offset)
{
	u64 sum = 0;

	while (nr--) {
		if (which == PARITY_Q)
			sum = parity_double(sum);
		sum ^= keys[nr] + offset;
	}
	return sum;
}

void parity_fill(void *at, size_t len, const u64 *keys, u32 nr, u32 which)
{
	u64 offset = 0, word;
	u8 *to = at;

	for (; len >= 8; len -= 8, to += 8, offset += PATTERN_STEP) {
		word = parity_word(keys, nr, which, offset);
		__builtin_memcpy(to, &word, sizeof(word));
	}
	word = parity_word(keys, nr, which, offset);
	memcpy(to, &word, len);
}

size_t parity_compare(const void *at, size_t len, const u64 *keys, u32 nr, u32 which)
{
	size_t done, i, n;
	u64 offset = 0;

	for (done = 0; done < len; done += n, offset += PATTERN_STEP) {
		u64 word = parity_word(keys, nr, which, offset);
		const u8 *want = (const u8 *)&word, *have = (const u8 *)at + done;

		n = len - done < 8 ? len - done : 8;
		for (i = 0; i < n; i++)
			if (have[i] != want[i])
				return done + i;
	}
	return len;
}

/* Which source holds @word at this place? @nr if none. */
static u32 source_of(u64 word, const u64 *keys, u32 nr, u64 offset)
{
	u32 i;

	for (i = 0; i < nr && keys[i] + offset != word; i++)
		;
	return i;
}

void parity_explain(const void *at, size_t len, size_t bad, const u64 *keys, u32 nr, u32 which,
		    char *text, size_t room)
{
	u64 offset = bad / 8 * PATTERN_STEP, word, want;
	size_t start = bad & ~(size_t)7;
	u32 source = nr;

	if (start + 8 <= len) {
		__builtin_memcpy(&word, (const u8 *)at + start, sizeof(word));
		source = source_of(word, keys, nr, offset);
	}
	want = parity_word(keys, nr, which, offset);
	if (source < nr)
		snprintf(text, room, "byte %zu of %zu holds source %u alone", bad, len, source);
	else
		snprintf(text, room, "byte %zu of %zu is 0x%02x, not 0x%02x", bad, len,
			 ((const u8 *)at)[bad], ((const u8 *)&want)[bad - start]);
}
