// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Quotes text for other languages: first the functions they share, then a block a language.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "common/port.h"
#include "lib/base/quote.h"
#include "lib/base/xmalloc.h"

/* Characters that have no shape of their own, or change how others are read */
static const struct {
	u32 first, last;
} unseen[] = {
	{ 0x00, 0x1f }, { 0x7f, 0x9f }, { 0x200b, 0x200f }, { 0x2028, 0x202e },
	{ 0x2066, 0x2069 }, { 0xd800, 0xdfff }, { 0xfeff, 0xfeff }, { 0xfffe, 0xffff },
};

static bool is_seen(u32 c)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unseen); i++)
		if (c >= unseen[i].first && c <= unseen[i].last)
			return false;
	return true;
}

/* The bytes of the character that @text begins with; 0: it is none in UTF-8, or cannot be shown. */
static int char_len(const char *text)
{
	static const u32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = *text;
	int len = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4, i;
	u32 c = len == 1 ? first : first & (0x7f >> len);

	for (i = 1; i < len; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (text[i] & 0x3f);
	}
	return len && first < 0xf8 && c >= least[len] && c <= 0x10ffff && is_seen(c) ? len : 0;
}

/* @spell returns the spelling of the character at a place, or NULL to write it as it is. */
static void put(FILE *file, const char *text, const char *(*spell)(const char *at))
{
	const char *spelled;
	int len;

	for (; *text; text += len ? len : 1) {
		len = char_len(text);
		spelled = spell(text);
		if (spelled)
			fputs(spelled, file);
		else if (len)
			fwrite(text, 1, len, file);
		else
			fprintf(file, "\\x%02x", (unsigned char)*text);
	}
}

static const char *spell_line(const char *at)
{
	return *at == '\n' ? "\\n" : *at == '\t' ? "\\t" : NULL;
}

void quote_line(FILE *file, const char *text)
{
	put(file, text, spell_line);
}

/* Parsers differ in whether \# is a way out, so it is not used. */
static const char *spell_ktap(const char *at)
{
	return *at == '#' ? "\\x23" : spell_line(at);
}

void quote_ktap(FILE *file, const char *text)
{
	put(file, text, spell_ktap);
}

/* Written as it is, white space in an attribute would come back as a blank. */
static const char *spell_markup(const char *at)
{
	switch (*at) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\n':
		return "&#10;";
	case '\t':
		return "&#9;";
	}
	return NULL;
}

void quote_markup(FILE *file, const char *text)
{
	put(file, text, spell_markup);
}

static const char *spell_gnuplot(const char *at)
{
	if (!strncmp(at, "]]>", 3))
		return "\\x5d";
	return *at == '\'' ? "''" : spell_line(at);
}

/* %% would be one, but what is formatted is cut off, and be it within a character. */
static const char *spell_gnuplot_tic(const char *at)
{
	return *at == '%' ? "\\x25" : spell_gnuplot(at);
}

void quote_gnuplot(FILE *file, const char *text)
{
	putc('\'', file);
	put(file, text, spell_gnuplot);
	putc('\'', file);
}

void quote_gnuplot_tic(FILE *file, const char *text)
{
	putc('\'', file);
	put(file, text, spell_gnuplot_tic);
	putc('\'', file);
}

static const char *spell_json(const char *at)
{
	unsigned char c = *at;
	static char text[8];

	if (c == '"' || c == '\\')
		snprintf(text, sizeof(text), "\\%c", c);
	else if (c < 0x20 || c == 0x7f)
		snprintf(text, sizeof(text), "\\u00%02x", c);
	else if (!char_len(at))
		snprintf(text, sizeof(text), "\\\\x%02x", c);
	else
		return NULL;
	return text;
}

void quote_json(FILE *file, const char *text)
{
	putc('"', file);
	put(file, text, spell_json);
	putc('"', file);
}

void quote_csv(FILE *file, const char *text)
{
	size_t plain = strcspn(text, ",\"\r\n");

	if (!text[plain]) {
		fwrite_unlocked(text, 1, plain, file);
		return;
	}
	putc('"', file);
	for (; *text; text++) {
		if (*text == '"')
			putc('"', file);
		putc(*text, file);
	}
	putc('"', file);
}

/*
 * A . or a ' at the beginning of a line is a command. A - is what one types, not a hyphen.
 * What cannot be shown is a ?, since a \ would command as well.
 */
static const char *spell_roff(const char *at)
{
	switch (*at) {
	case '\n':
		return "\\en";
	case '\t':
		return "\\et";
	case '\\':
		return "\\e";
	case '-':
		return "\\-";
	case '.':
		return "\\&.";
	case '\'':
		return "\\(aq";
	case '^':
		return "\\(ha";
	case '~':
		return "\\(ti";
	case '`':
		return "\\(ga";
	case '"':
		return "\\(dq";
	}
	return char_len(at) ? NULL : "?";
}

void quote_roff(FILE *file, const char *text)
{
	put(file, text, spell_roff);
}

void quote_shell(FILE *file, const char *text)
{
	const char *c;

	for (c = text; isalnum((unsigned char)*c) || (*c && strchr("_@%+=:,./-", *c)); c++)
		;
	if (*text && !*c) {
		fputs(text, file);
		return;
	}
	putc('\'', file);
	for (; *text; text++)
		if (*text == '\'')
			fputs("'\\''", file);
		else
			putc(*text, file);
	putc('\'', file);
}

void quote_file_name(char *text)
{
	char *c;

	for (c = text; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("+-_.", *c))
			*c = *c == ' ' ? '-' : '_';
	if (*text == '.' || *text == '-')
		*text = '_';
}

char *quoted(void (*quote)(FILE *file, const char *text), const char *text)
{
	char *result = NULL;
	size_t len;
	FILE *file = xmemstream(&result, &len);

	quote(file, text);
	return xmemstream_end(file, &result);
}
