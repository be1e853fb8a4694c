/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Text of any length. What asks twice, for the length and then for the text, is given room the
 * second time; what is to be kept grows.
 */
#ifndef DMARIG_CORE_TEXT_H
#define DMARIG_CORE_TEXT_H

#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/slab.h>

#define TEXT_LEAST_ROOM	4096

/* struct text - where text goes; with no room it is only measured, unless it grows */
struct text {
	char *at;
	size_t room, len;
	bool grows;	/* @at is of kvmalloc(), or NULL */
};

static inline bool text_grow(struct text *text, size_t more)
{
	size_t room = max3(2 * text->room, text->len + more + 1, (size_t)TEXT_LEAST_ROOM);
	char *at = text->grows ? kvmalloc(room, GFP_KERNEL) : NULL;

	if (!at)
		return false;
	if (text->len)
		memcpy(at, text->at, text->len);
	kvfree(text->at);
	text->at = at;
	text->room = room;
	return true;
}

static inline __printf(2, 0)
size_t text_print(const struct text *text, const char *fmt, va_list args)
{
	size_t left = text->len < text->room ? text->room - text->len : 0;

	return vsnprintf(left ? text->at + text->len : NULL, left, fmt, args);
}

/**
 * text_add() - append
 * @text: where to; what does not fit, and has no memory to grow, is counted in len and otherwise
 *	lost
 * @fmt: as for printf
 */
static inline __printf(2, 3) void text_add(struct text *text, const char *fmt, ...)
{
	va_list args, again;
	size_t n;

	va_start(args, fmt);
	va_copy(again, args);
	n = text_print(text, fmt, args);
	if (text->len + n >= text->room && text_grow(text, n))
		text_print(text, fmt, again);
	text->len += n;
	va_end(again);
	va_end(args);
}

/* text_put() - append @len bytes, as text_add() does */
static inline void text_put(struct text *text, const char *bytes, size_t len)
{
	if (text->len + len < text->room || text_grow(text, len))
		memcpy(text->at + text->len, bytes, len);
	text->len += len;
}

/*
 * text_number() - append a line of a name in two parts and a number; hundreds of them are quicker
 * made so than by a format
 */
static inline void text_number(struct text *text, const char *name, const char *more, u64 value)
{
	char digits[24], *at = digits + sizeof(digits);
	u64 rest;

	*--at = '\n';
	do {
		value = div64_u64_rem(value, 10, &rest);
		*--at = '0' + rest;
	} while (value);
	text_put(text, name, strlen(name));
	text_put(text, more, strlen(more));
	text_put(text, at, digits + sizeof(digits) - at);
}

#endif
