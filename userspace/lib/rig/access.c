// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Accesses word by word, as a program makes that looks at data; and copies by the C library. Memory
 * that is not cached takes each of them as it is written here, so the compiler must not widen them.
 */
#include "lib/rig/access.h"

typedef u64 word;

static u64 read_words(const void *buffer, size_t len)
{
	const volatile word *at = buffer;
	const volatile u8 *rest = buffer;
	u64 sum = 0;
	size_t i;

	for (i = 0; i < len / sizeof(*at); i++)
		sum += at[i];
	for (i *= sizeof(*at); i < len; i++)
		sum += rest[i];
	return sum;
}

static void write_words(void *buffer, size_t len)
{
	volatile word *at = buffer;
	volatile u8 *rest = buffer;
	size_t i;

	for (i = 0; i < len / sizeof(*at); i++)
		at[i] = i;
	for (i *= sizeof(*at); i < len; i++)
		rest[i] = i;
}

static void change_words(void *buffer, size_t len)
{
	volatile word *at = buffer;
	volatile u8 *rest = buffer;
	size_t i;

	for (i = 0; i < len / sizeof(*at); i++)
		at[i] = ~at[i];
	for (i *= sizeof(*at); i < len; i++)
		rest[i] = ~rest[i];
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
