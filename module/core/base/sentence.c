// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Saying what went wrong, from any context.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include "core/base/sentence.h"

void dmarig_sentence_init(struct sentence *s)
{
	spin_lock_init(&s->lock);
	dmarig_sentence_clear(s);
}

void dmarig_sentence_clear(struct sentence *s)
{
	s->text[0] = '\0';
}

void dmarig_sentence_say(struct sentence *s, const char *fmt, ...)
{
	unsigned long flags;
	va_list args;

	va_start(args, fmt);
	spin_lock_irqsave(&s->lock, flags);
	if (!*s->text)
		vscnprintf(s->text, sizeof(s->text), fmt, args);
	spin_unlock_irqrestore(&s->lock, flags);
	va_end(args);
}

void dmarig_sentence_append(struct sentence *s, const char *fmt, ...)
{
	unsigned long flags;
	va_list args;
	size_t len;

	va_start(args, fmt);
	spin_lock_irqsave(&s->lock, flags);
	len = strlen(s->text);
	vscnprintf(s->text + len, sizeof(s->text) - len, fmt, args);
	spin_unlock_irqrestore(&s->lock, flags);
	va_end(args);
}

void dmarig_sentence_copy(struct sentence *s, char *text)
{
	unsigned long flags;

	spin_lock_irqsave(&s->lock, flags);
	strscpy(text, s->text, SENTENCE_LEN);
	spin_unlock_irqrestore(&s->lock, flags);
}
