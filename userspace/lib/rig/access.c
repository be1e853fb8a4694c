// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Accesses word by word, as a program makes that looks at data; and copies by the C library. Memory
 * that is not cached takes each of them as it is written here, so the compiler must not widen them.
 */
#include "lib/rig/access.h"

typedef u64 word;

/* The compiler must have the value now, and may not join what it is asked for with the next one. */
#define ONE_BY_ONE(value)	__asm__ __volatile__("" : "+r" (value) : : "memory")

static u64 read_words(const void *buffer, size_t len)
{
	const word *at = buffer;
	const u8 *rest = buffer;
	u64 sum = 0;
	size_t i;

	for (i = 0; i < len / sizeof(*at); i++) {
		sum += at[i];
		ONE_BY_ONE(sum);
	}
	for (i *= sizeof(*at); i < len; i++) {
		sum += rest[i];
		ONE_BY_ONE(sum);
	}
	return sum;
}

static void write_words(void *buffer, size_t len)
{
	word *at = buffer;
	u8 *rest = buffer;
	size_t i;

	for (i = 0; i < len / sizeof(*at); i++) {
		at[i] = i;
		ONE_BY_ONE(i);
	}
	for (i *= sizeof(*at); i < len; i++) {
		rest[i] = i;
		ONE_BY_ONE(i);
	}
}

static void change_words(void *buffer, size_t len)
{
	word *at = buffer;
	u8 *rest = buffer;
	size_t i;

	for (i = 0; i < len / sizeof(*at); i++) {
		at[i] = ~at[i];
		ONE_BY_ONE(i);
	}
	for (i *= sizeof(*at); i < len; i++) {
		rest[i] = ~rest[i];
		ONE_BY_ONE(i);
	}
}

/* Nobody looks at what was copied; it must be copied all the same. */
static void copy(void *to, const void *from, size_t len)
{
	memcpy(to, from, len);
	__asm__ __volatile__("" : : "r" (to) : "memory");
}

void access_do(enum dmarig_access access, void *buffer, void *own, size_t len)
{
	switch (access) {
	case DMARIG_ACCESS_read:
		read_words(buffer, len);
		break;
	case DMARIG_ACCESS_write:
		write_words(buffer, len);
		break;
	case DMARIG_ACCESS_copy_out:
		copy(own, buffer, len);
		break;
	case DMARIG_ACCESS_copy_in:
		copy(buffer, own, len);
		break;
	case DMARIG_ACCESS_in_place:
		change_words(buffer, len);
		break;
	}
}
