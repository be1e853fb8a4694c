// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * This is the only library file that ends the tool: without memory there is no way to hand a
 * sentence up to the command, either.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include "lib/base/err.h"
#include "lib/base/xmalloc.h"

void out_of_memory(void)
{
	fputs("dmarig: out of memory\n", stderr);
	exit(EXIT_SYSTEM);
}

static void *insist(void *memory)
{
	if (!memory)
		out_of_memory();
	return memory;
}

void *xmalloc(size_t size)
{
	return insist(malloc(size));
}

void *xcalloc(size_t nr, size_t size)
{
	return insist(calloc(nr, size));
}

void *xrealloc(void *memory, size_t size)
{
	return insist(realloc(memory, size));
}

/* The room is not stored: it is the power of two that the number has last passed. */
void *xgrow(void *array, size_t nr, size_t size)
{
	return nr & (nr - 1) ? array : xrealloc(array, (nr ? 2 * nr : 1) * size);
}

char *xstrdup(const char *text)
{
	return insist(strdup(text));
}

char *xstrndup(const char *text, size_t len)
{
	return insist(strndup(text, len));
}

char *xvasprintf(const char *format, va_list args)
{
	char *text;

	if (vasprintf(&text, format, args) < 0)
		out_of_memory();
	return text;
}

char *xasprintf(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = xvasprintf(format, args);
	va_end(args);
	return text;
}

FILE *xmemstream(char **text, size_t *len)
{
	return insist(open_memstream(text, len));
}

char *xmemstream_end(FILE *file, char **text)
{
	fclose(file);
	return insist(*text);
}
