/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The parts of a manual page, written as roff with the macros of man(7).
 */
#ifndef DMARIG_ROFF_H
#define DMARIG_ROFF_H

#include <stdio.h>
#include "common/words.h"

/* roff_begin() - the head of a page: its name, its section, and what it is about in a line */
void roff_begin(const char *name, int section, const char *about, FILE *file);

/* roff_section() - a heading */
void roff_section(const char *title, FILE *file);

/* roff_text() - paragraphs, with an empty line between two */
void roff_text(const char *text, FILE *file);

/* roff_item() - a tag and its meaning; a newline in @tag begins another tag */
void roff_item(const char *tag, const char *meaning, FILE *file);

/* roff_words() - words one can choose from, below the item before them */
void roff_words(const struct word *word, FILE *file);

/* roff_see_also() - the other pages, by comma: "dmarig(1), ..." */
void roff_see_also(const char *pages, FILE *file);

#endif
