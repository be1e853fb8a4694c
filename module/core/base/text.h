/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Text of any length, which grows as it is made, or has a buffer of its maker.
 */
#ifndef DMARIG_CORE_TEXT_H
#define DMARIG_CORE_TEXT_H

#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/slab.h>

#define TEXT_LEAST_ROOM	4096

/* struct text - where text goes; kvfree() @at of one that grows */
struct text {
	char *at;		/* NULL before the first, where it grows */
	size_t room, len;
	bool grows;
};

static inline bool dmarig_text_grow(struct text *text, size_t more)
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
size_t dmarig_text_print(const struct text *text, const char *fmt, va_list args)
{
	size_t left = text->len < text->room ? text->room - text->len : 0;

	return vsnprintf(left ? text->at + text->len : NULL, left, fmt, args);
}

/**
 * dmarig_text_add() - append
 * @text: where to; what has no room is counted in len, and otherwise lost
 * @fmt: as for printf
 */
static inline __printf(2, 3) void dmarig_text_add(struct text *text, const char *fmt, ...)
{
	va_list args, again;
	size_t n;

	va_start(args, fmt);
	va_copy(again, args);
	n = dmarig_text_print(text, fmt, args);
	if (text->len + n >= text->room && dmarig_text_grow(text, n))
		dmarig_text_print(text, fmt, again);
	text->len += n;
	va_end(again);
	va_end(args);
}

/* dmarig_text_put() - append @len bytes, as dmarig_text_add() does */
static inline void dmarig_text_put(struct text *text, const char *bytes, size_t len)
{
	if (text->len + len < text->room || dmarig_text_grow(text, len))
		memcpy(text->at + text->len, bytes, len);
	text->len += len;
}

/*
 * dmarig_text_number() - append a line of a name in two parts and a number; hundreds of them are
 * quicker made so than by a format
 */
static inline void dmarig_text_number(struct text *text, const char *name, const char *more,
				      u64 value)
{
	char digits[24], *at = digits + sizeof(digits);
	u64 rest;

	*--at = '\n';
	do {
		value = div64_u64_rem(value, 10, &rest);
		*--at = '0' + rest;
	} while (value);
	dmarig_text_put(text, name, strlen(name));
	dmarig_text_put(text, more, strlen(more));
	dmarig_text_put(text, at, digits + sizeof(digits) - at);
}

/* dmarig_text_is_whole() - was there room, or memory, for all of it? */
static inline bool dmarig_text_is_whole(const struct text *text)
{
	return !text->len || text->len < text->room;
}

/**
 * dmarig_text_give() - give the reader of a binary attribute of configfs what it asks for
 * @text: what it reads
 * @buffer: NULL when it only wants the length
 * @room: of the buffer, in bytes; where the text has got shorter since, the rest is empty lines
 *
 * Return: the length, or -ENOMEM when the text is not whole.
 */
static inline ssize_t dmarig_text_give(const struct text *text, void *buffer, size_t room)
{
	size_t n = min(room, text->len);

	if (!dmarig_text_is_whole(text))
		return -ENOMEM;
	if (!buffer)
		return text->len;
	memcpy(buffer, text->at, n);
	memset(buffer + n, '\n', room - n);
	return room;
}

/* dmarig_text_read() - dmarig_text_give() what @add makes of @data */
static inline ssize_t dmarig_text_read(void (*add)(struct text *text, void *data), void *data,
				       void *buffer, size_t room)
{
	struct text text = { .grows = true };
	ssize_t ret;

	add(&text, data);
	ret = dmarig_text_give(&text, buffer, room);
	kvfree(text.at);
	return ret;
}

#endif
