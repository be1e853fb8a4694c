/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Manual pages, as roff with the macros of man(7), from the rows that help is made of.
 */
#ifndef DMARIG_MAN_H
#define DMARIG_MAN_H

#include <stdio.h>
#include "common/words.h"

/**
 * man_print() - print a page
 * @topic: dmarig, a command, conf or csv
 * @file: where to
 *
 * Return: the exit status.
 */
int man_print(const char *topic, FILE *file);

/* man_begin() - the head of a page: its name, its section, and what it is about in a line */
void man_begin(const char *name, int section, const char *about, FILE *file);

/* man_section() - a heading */
void man_section(const char *title, FILE *file);

/* man_text() - paragraphs, with an empty line between two */
void man_text(const char *text, FILE *file);

/* man_item() - what one types, and what it means; a newline in @tag begins another tag */
void man_item(const char *tag, const char *meaning, FILE *file);

/* man_words() - words one can choose from, below the item before them */
void man_words(const struct word *word, FILE *file);

/* man_see_also() - the other pages, by comma: "dmarig(1), ..." */
void man_see_also(const char *pages, FILE *file);

/* man_conf() - the page of conf files; man_csv() - the page of columns */
void man_conf(FILE *file);
void man_csv(FILE *file);

#endif
