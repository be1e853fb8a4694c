/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The sentence that says what went wrong: the first one counts, since what goes wrong later often
 * only follows from it. Code that may have to complain gets a pointer to one, and need not know
 * the run that it is part of.
 */
#ifndef DMARIG_CORE_SENTENCE_H
#define DMARIG_CORE_SENTENCE_H

#include <linux/spinlock.h>
#include "common/params.h"

/* struct sentence - see above. Owner: the struct it is in. */
struct sentence {
	spinlock_t lock;		/* protects text */
	char text[SENTENCE_LEN];	/* empty: nothing was said */
};

/* dmarig_sentence_init() - nothing was said yet */
void dmarig_sentence_init(struct sentence *s);

/* dmarig_sentence_clear() - forget what was said; nobody else may be saying anything */
void dmarig_sentence_clear(struct sentence *s);

/**
 * dmarig_sentence_say() - say what went wrong, unless something was said before
 * @s: the sentence
 * @fmt: it, without a full stop
 *
 * Any context.
 */
__printf(2, 3) void dmarig_sentence_say(struct sentence *s, const char *fmt, ...);

/**
 * dmarig_sentence_append() - add to what was said
 * @s: the sentence
 * @fmt: how it goes on
 *
 * Any context.
 */
__printf(2, 3) void dmarig_sentence_append(struct sentence *s, const char *fmt, ...);

/**
 * dmarig_sentence_copy() - read what was said, while others may be saying it
 * @s: the sentence
 * @text: gets it, SENTENCE_LEN bytes
 */
void dmarig_sentence_copy(struct sentence *s, char *text);

#endif
