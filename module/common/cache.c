// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Bringing caches into a state. Pure code, but for one instruction an architecture.
 */
#include "common/cache.h"

#define LINE	64	/* none here is shorter; a longer one is met more than once */

/* Write one line back and drop it. */
#if defined(__x86_64__)

#define CAN_DROP	true

static void drop_line(const void *at)
{
	__asm__ __volatile__("clflush %0" : : "m" (*(const char *)at) : "memory");
}

static void drop_end(void)
{
	__asm__ __volatile__("mfence" : : : "memory");
}

#elif defined(__aarch64__)

#define CAN_DROP	true

static void drop_line(const void *at)
{
	__asm__ __volatile__("dc civac, %0" : : "r" (at) : "memory");
}

static void drop_end(void)
{
	__asm__ __volatile__("dsb sy" : : : "memory");
}

#else

#define CAN_DROP	false

static void drop_line(const void *at)
{
}

static void drop_end(void)
{
}

#endif

bool cache_can(enum dmarig_cache cache)
{
	return cache != DMARIG_CACHE_cold || CAN_DROP;
}

static void drop(const char *at, size_t len)
{
	size_t i;

	for (i = 0; i < len; i += LINE)
		drop_line(at + i);
	if (len)
		drop_line(at + len - 1);
	drop_end();
}

/* The value is used, as far as the compiler knows. */
static u8 read_byte(const u8 *at)
{
	u8 byte = *at;

	__asm__ __volatile__("" : "+r" (byte));
	return byte;
}

static void read_bytes(const u8 *at, size_t len)
{
	size_t i;

	for (i = 0; i < len; i += LINE)
		read_byte(at + i);
	if (len)
		read_byte(at + len - 1);
}

/* A byte of each line is enough, and it stays what it is. */
static void write_bytes(u8 *at, size_t len)
{
	size_t i;

	for (i = 0; i < len; i += LINE)
		at[i] = read_byte(at + i);
	if (len)
		at[len - 1] = read_byte(at + len - 1);
}

void cache_bring(enum dmarig_cache cache, void *at, size_t len)
{
	switch (cache) {
	case DMARIG_CACHE_any:
		break;
	case DMARIG_CACHE_cold:
		drop(at, len);
		break;
	case DMARIG_CACHE_warm:
		read_bytes(at, len);
		break;
	case DMARIG_CACHE_dirty:
		write_bytes(at, len);
		break;
	}
}
