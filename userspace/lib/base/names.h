/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A growing list of names, and which of them somebody may have meant.
 */
#ifndef DMARIG_NAMES_H
#define DMARIG_NAMES_H

#include "lib/base/lookup.h"

/* struct names - the list owns its strings; only functions of this file change it */
struct names {
	char **name;
	int nr;
	struct lookup lookup;	/* of a long list, its names */
};

/**
 * names_add() - append a copy of a name
 * @names: the list; all zeroes is an empty one
 * @name: the name
 */
void names_add(struct names *names, const char *name);

/* names_add_once() - append a copy of a name unless it is there */
void names_add_once(struct names *names, const char *name);

/**
 * names_split() - append all parts of a text
 * @names: the list
 * @text: parts with @separator between them; white space around a part is dropped
 * @separator: a character
 */
void names_split(struct names *names, const char *text, char separator);

/* names_sort() - sort the list by a function as for qsort(), which gets pointers to names */
void names_sort(struct names *names, int (*compare)(const void *a, const void *b));

/* names_keep() - drop all names but the one of an index */
void names_keep(struct names *names, int i);

/* names_find() - the index of a name, of the first if there are several, or -1 */
int names_find(const struct names *names, const char *name);

/**
 * names_nearest() - the name somebody may have meant
 * @names: what would have been right
 * @name: what was written
 *
 * Return: the name with the smallest edit distance, or NULL when none is near enough to be meant.
 */
const char *names_nearest(const struct names *names, const char *name);

/**
 * names_join() - all names in one text
 * @names: the list
 * @text: the buffer for it, always terminated
 * @len: the size of the buffer in bytes
 */
void names_join(const struct names *names, char *text, size_t len);

/* names_free() - make the list empty */
void names_free(struct names *names);

#endif
