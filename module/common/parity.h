/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What xor and pq must make of sources that hold patterns, computed from the patterns' keys alone,
 * eight bytes at a time. P is the sum of the sources; Q the sum of source i times 2^i, in GF(2^8)
 * with the polynomial 0x11d, as for RAID-6. Pure code.
 */
#ifndef DMARIG_COMMON_PARITY_H
#define DMARIG_COMMON_PARITY_H

#include "common/pattern.h"

#define PARITY_P	0u
#define PARITY_Q	1u

/* parity_double() - eight bytes at once, each times 2 in GF(2^8) */
static inline u64 parity_double(u64 x)
{
	u64 high = x & 0x8080808080808080ull;

	/* What leaves a byte at the top comes back as the polynomial, which fits a byte */
	return (x ^ high) << 1 ^ (high >> 7) * 0x1d;
}

/* parity_coefficient() - what source @i is multiplied with for Q: 2 to the power of @i */
u8 parity_coefficient(u32 i);

/**
 * parity_fill() - write P or Q of sources that hold patterns
 * @at: where to; need not be aligned
 * @len: bytes
 * @keys: of the sources, see pattern_key()
 * @nr: how many
 * @which: PARITY_P or PARITY_Q
 */
void parity_fill(void *at, size_t len, const u64 *keys, u32 nr, u32 which);

/**
 * parity_compare() - does memory hold P or Q?
 * @at: where to look; need not be aligned
 * @len: bytes
 * @keys: as for parity_fill()
 * @nr: likewise
 * @which: likewise
 *
 * Return: the offset of the first byte that differs, or @len.
 */
size_t parity_compare(const void *at, size_t len, const u64 *keys, u32 nr, u32 which);

/**
 * parity_explain() - say what a wrong P or Q is
 * @at: the buffer
 * @len: its bytes
 * @bad: offset of the first wrong byte, see parity_compare()
 * @keys: as for parity_fill()
 * @nr: likewise
 * @which: likewise
 * @text: gets a sentence without a full stop
 * @room: for that sentence, in bytes
 *
 * Knows a source that was copied and not added to the others, by whole words.
 */
void parity_explain(const void *at, size_t len, size_t bad, const u64 *keys, u32 nr, u32 which,
		    char *text, size_t room);

#endif
