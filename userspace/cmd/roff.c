// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes roff with the macros of man(7). It does not know what a page is about.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>
#include "cmd/roff.h"
#include "common/version.h"
#include "lib/base/quote.h"

void roff_begin(const char *name, int section, const char *about, FILE *file)
{
	const char *c;

	fputs(".TH ", file);
	for (c = name; *c; c++)
		putc(toupper((unsigned char)*c), file);
	fprintf(file, " %d \"\" \"dmarig %s\" \"dmarig\"\n.SH NAME\n", section,
		DMARIG_VERSION);
	quote_roff(file, name);
	fputs(" \\- ", file);
	quote_roff(file, about);
	putc('\n', file);
}

void roff_section(const char *title, FILE *file)
{
	fprintf(file, ".SH %s\n", title);
}

/* Up to @end; white space is one blank. */
static void put_text(const char *text, const char *end, FILE *file)
{
	char line[2048];
	size_t at = 0;

	for (; text < end && at < sizeof(line) - 1; text++)
		line[at++] = *text == '\n' ? ' ' : *text;
	line[at] = '\0';
	quote_roff(file, line);
	putc('\n', file);
}

void roff_text(const char *text, FILE *file)
{
	const char *end;

	for (; *text; text = end + strspn(end, "\n")) {
		end = strstr(text, "\n\n");
		if (!end)
			end = text + strlen(text);
		fputs(".PP\n", file);
		put_text(text, end, file);
	}
}

void roff_item(const char *tag, const char *meaning, FILE *file)
{
	const char *end;

	for (; *tag; tag = end + strspn(end, "\n")) {
		end = strchrnul(tag, '\n');
		fputs(".TP\n.B ", file);
		put_text(tag, end, file);
		if (*end)
			fputs(".PD 0\n", file);
	}
	fputs(".PD\n", file);
	put_text(meaning, meaning + strlen(meaning), file);
}

void roff_words(const struct word *word, FILE *file)
{
	fputs(".RS\n", file);
	for (; word->name; word++)
		roff_item(word->name, word->help, file);
	fputs(".RE\n", file);
}

void roff_see_also(const char *pages, FILE *file)
{
	roff_section("SEE ALSO", file);
	roff_text(pages, file);
}
