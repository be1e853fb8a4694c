// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Prints usage texts: names in one column, their meanings in a second.
 */
#include "cmd/usage.h"

#define INDENT		4
#define MEANING		24	/* the column of what it means */
#define WIDTH		100

/* Words of @text from column @at on; every further line begins at column @left. */
static void wrap(const char *text, int at, int left, FILE *file)
{
	int len;

	for (; *text; text += len) {
		len = strcspn(text, "\n ");
		if (at > left && at + 1 + len > WIDTH) {
			fprintf(file, "\n%*s", left, "");
			at = left;
		}
		at += fprintf(file, "%s%.*s", at > left ? " " : "", len, text);
		len += strspn(text + len, "\n ");
	}
	putc('\n', file);
}

static void print_row(const char *name, const char *help, FILE *file)
{
	int at = fprintf(file, "%*s%s", INDENT, "", name);

	if (at >= MEANING) {
		putc('\n', file);
		at = 0;
	}
	fprintf(file, "%*s", MEANING - at, "");
	wrap(help, MEANING, MEANING, file);
}

void usage_option(const struct option_row *row, char *text, size_t len)
{
	char letter[8] = "";

	if (row->letter)
		snprintf(letter, sizeof(letter), "-%c, ", row->letter);
	snprintf(text, len, "%s--%s%s%s", letter, row->name, row->value ? " " : "",
		 row->value ? row->value : "");
}

/* A range without an upper bound is not shown. */
static bool has_bounds(const struct option_row *row)
{
	return row->kind->has_range && row->max < ~0ull - 1;
}

void usage_range(const struct option_row *row, char *text, size_t len)
{
	const char *between = has_bounds(row) && row->initial ? "; " : "";
	const char *space = row->unit && *row->unit && *row->unit != '%' ? " " : "";
	char range[96] = "";

	*text = '\0';
	if (has_bounds(row))
		snprintf(range, sizeof(range), "%llu to %llu%s%s", row->min, row->max, space,
			 row->unit);
	if (*range || row->initial)
		snprintf(text, len, " (%s%s%s%s)", range, between, row->initial ? "default " : "",
			 row->initial ? row->initial : "");
}

static void print_option(const struct option_row *row, FILE *file)
{
	char name[64], range[128], help[1024];

	usage_option(row, name, sizeof(name));
	usage_range(row, range, sizeof(range));
	snprintf(help, sizeof(help), "%s%s", row->help, range);
	print_row(name, help, file);
}

/* Paragraphs, with an empty line before each */
static void print_notes(const char *notes, FILE *file)
{
	const char *end;
	char paragraph[1024];

	for (; notes && *notes; notes = end + strspn(end, "\n")) {
		end = strstr(notes, "\n\n");
		if (!end)
			end = notes + strlen(notes);
		snprintf(paragraph, sizeof(paragraph), "%.*s", (int)(end - notes), notes);
		putc('\n', file);
		wrap(paragraph, 0, 0, file);
	}
}

void usage_line(const struct command *command, FILE *file)
{
	fprintf(file, "usage: dmarig %s%s%s%s\n", command->name, *command->synopsis ? " " : "",
		command->synopsis, command->options ? " [OPTION]..." : "");
}

void usage_body(const struct command *command, FILE *file)
{
	const struct argument *argument;
	const struct option_row *row;

	for (argument = command->arguments; argument && argument->name; argument++)
		print_row(argument->name, argument->help, file);
	for (row = command->options; row && row->name; row++)
		print_option(row, file);
	print_notes(command->notes, file);
}

void usage_print(const struct command *command, FILE *file)
{
	fprintf(file, "%s: %s\n\n", command->name, command->summary);
	usage_line(command, file);
	usage_body(command, file);
}
