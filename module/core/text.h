/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Text of any length for a reader who asks twice: once for the length, once for the text.
 */
#ifndef DMARIG_CORE_TEXT_H
#define DMARIG_CORE_TEXT_H

#include <linux/kernel.h>

/* struct text - where text goes; with no room it is only measured */
struct text {
	char *at;
	size_t room, len;
};

/**
 * text_add() - append
 * @text: where to; what does not fit is counted in len and otherwise lost
 * @fmt: as for printf
 */
static inline __printf(2, 3) void text_add(struct text *text, const char *fmt, ...)
{
	size_t left = text->len < text->room ? text->room - text->len : 0;
	va_list args;

	va_start(args, fmt);
	text->len += vsnprintf(left ? text->at + text->len : NULL, left, fmt, args);
	va_end(args);
}

#endif
