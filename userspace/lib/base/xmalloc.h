/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory for a short-lived tool. Without memory there is nothing sensible left to do, so these
 * functions take the arguments of their namesakes without the x, never return NULL, and end the
 * tool instead.
 */
#ifndef DMARIG_XMALLOC_H
#define DMARIG_XMALLOC_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

void *xmalloc(size_t size);
void *xcalloc(size_t nr, size_t size);
void *xrealloc(void *memory, size_t size);
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t len);

/**
 * xgrow() - make room in an array for one element more
 * @array: the array, NULL at first; it grows by this function alone
 * @nr: the number of its elements
 * @size: of an element in bytes
 *
 * It doubles whenever it is full, so that each element is moved only a few times.
 * Return: the array, which may have moved.
 */
void *xgrow(void *array, size_t nr, size_t size);

/* xasprintf() - format into new memory, which the caller frees; xvasprintf() - the same */
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *xvasprintf(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

/* xmemstream() - open_memstream(); xmemstream_end() - close it, and return its text */
FILE *xmemstream(char **text, size_t *len);
char *xmemstream_end(FILE *file, char **text);

/* out_of_memory() - end the tool, for callers of a library's own allocator */
__attribute__((noreturn)) void out_of_memory(void);

#endif
