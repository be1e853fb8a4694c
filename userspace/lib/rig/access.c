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

/* Write one line back and drop it. What a process may do without the kernel is the architecture's. */
#if defined(__x86_64__) || defined(__i386__)

#define CAN_FLUSH	true
#define LINE		64

static void flush_line(const void *at)
{
	__asm__ __volatile__("clflush %0" : : "m" (*(const char *)at) : "memory");
}

static void flush_end(void)
{
	__asm__ __volatile__("mfence" : : : "memory");
}

#elif defined(__aarch64__)

#define CAN_FLUSH	true
#define LINE		64

static void flush_line(const void *at)
{
	__asm__ __volatile__("dc civac, %0" : : "r" (at) : "memory");
}

static void flush_end(void)
{
	__asm__ __volatile__("dsb sy" : : : "memory");
}

#else

#define CAN_FLUSH	false
#define LINE		64

static void flush_line(const void *at)
{
	(void)at;
}

static void flush_end(void)
{
}

#endif

int cache_check(enum dmarig_cache cache, struct err *err)
{
	if (cache != DMARIG_CACHE_cold || CAN_FLUSH)
		return 0;
	return err_say(err, -ENOSYS,
		       "cache=cold: no process can drop a cache line on this processor");
}

/* Lines are no shorter than 64 bytes, so each is met, some more than once. */
static void flush(const void *buffer, size_t len)
{
	size_t i;

	for (i = 0; i < len; i += LINE)
		flush_line((const char *)buffer + i);
	flush_end();
}

void cache_bring(enum dmarig_cache cache, void *buffer, size_t len)
{
	if (cache == DMARIG_CACHE_cold)
		flush(buffer, len);
	if (cache == DMARIG_CACHE_warm)
		read_words(buffer, len);
}
