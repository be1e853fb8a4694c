// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Options: from their rows to getopt_long() and back.
 */
#define _GNU_SOURCE
#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>
#include "cmd/cmd.h"
#include "cmd/usage.h"
#include "lib/conf/conf_line.h"

#define MOST_OPTIONS	24
#define LONG_OPTION	256	/* numbers of rows begin here, past every letter */
#define HELP		(LONG_OPTION + MOST_OPTIONS)

static int take_flag(const struct option_row *row, void *place, const char *text, struct err *err)
{
	(void)row;
	(void)text;
	(void)err;
	*(bool *)place = true;
	return 0;
}

static int take_number(const struct option_row *row, void *place, const char *text, struct err *err)
{
	u64 n;
	int ret = parse_u64(text, false, &n);

	if (!ret && (n < row->min || n > row->max))
		ret = -ERANGE;
	if (ret)
		return err_say(err, ret, "--%s %s: want a number from %llu to %llu%s%s", row->name,
			       text, row->min, row->max, *row->unit ? " " : "", row->unit);
	*(u64 *)place = n;
	return 0;
}

/* 5% or 5 */
static int take_percent(const struct option_row *row, void *place, const char *text,
			struct err *err)
{
	char *end;
	double percent = strtod(text, &end);

	if (end == text || strcmp(end, *end == '%' ? "%" : "") ||
	    !(percent >= row->min && percent <= row->max))
		return err_say(err, -EINVAL, "--%s %s: want %llu%% to %llu%%", row->name, text,
			       row->min, row->max);
	*(double *)place = percent / 100;
	return 0;
}

static int take_text(const struct option_row *row, void *place, const char *text, struct err *err)
{
	(void)row;
	(void)err;
	*(const char **)place = text;
	return 0;
}

static int take_name(const struct option_row *row, void *place, const char *text, struct err *err)
{
	if (!conf_name_is_good(text))
		return err_say(err, -EINVAL,
			       "--%s %s: want up to 60 letters, digits, and any of . _ -, no . first",
			       row->name, text);
	return take_text(row, place, text, err);
}

static int take_texts(const struct option_row *row, void *place, const char *text, struct err *err)
{
	(void)row;
	(void)err;
	names_add(place, text);
	return 0;
}

const struct option_kind option_flag = { .take = take_flag, .is_flag = true };
const struct option_kind option_number = { .take = take_number, .has_range = true };
const struct option_kind option_percent = { .take = take_percent, .has_range = true };
const struct option_kind option_name = { .take = take_name };
const struct option_kind option_text = { .take = take_text };
const struct option_kind option_texts = { .take = take_texts };

/* struct table - the rows as getopt_long() wants them */
struct table {
	struct option options[MOST_OPTIONS + 2];
	char letters[2 * MOST_OPTIONS + 3];
};

/* @table: zeroed */
static void fill_table(struct table *table, const struct option_row *row)
{
	struct option *option = table->options;
	char *letter = table->letters;

	*letter++ = ':';	/* getopt() tells a missing value from an unknown option */
	*letter++ = 'h';
	for (; row && row->name && option < table->options + MOST_OPTIONS; row++, option++) {
		option->name = row->name;
		option->has_arg = row->kind->is_flag ? no_argument : required_argument;
		option->val = LONG_OPTION + (option - table->options);
		if (!row->letter)
			continue;
		*letter++ = row->letter;
		if (!row->kind->is_flag)
			*letter++ = ':';
	}
	*option = (struct option){ "help", no_argument, NULL, HELP };
}

const struct option_row *option_find(const struct command *command, const char *name)
{
	const struct option_row *row;

	for (row = command->options; row && row->name; row++)
		if (!strcmp(row->name, name))
			return row;
	return NULL;
}

const struct option_row *option_letter(const struct command *command, int letter)
{
	const struct option_row *row;

	for (row = command->options; row && row->name; row++)
		if (row->letter == letter)
			return row;
	return NULL;
}

static int refuse_unknown(const struct command *command, const char *word)
{
	struct names known = { 0 };
	const struct option_row *row;
	const char *nearest;
	int status;

	names_add(&known, "help");
	for (row = command->options; row && row->name; row++)
		names_add(&known, row->name);
	nearest = names_nearest(&known, word + strspn(word, "-"));
	status = bad_usage(command, "bad option %s%s%s", word, nearest ? ", did you mean --" : "",
			   nearest ? nearest : "");
	names_free(&known);
	return status;
}

/*
 * The option that getopt_long() has just refused: optopt is the letter or the number of a row, or
 * 0.
 */
static int refuse(const struct command *command, int c, char **argv)
{
	const struct option_row *row = NULL;
	char word[3] = { '-', optopt, '\0' };

	if (optopt == HELP)
		return bad_usage(command, "--help takes no value");
	if (optopt >= LONG_OPTION)
		row = &command->options[optopt - LONG_OPTION];
	else if (optopt)
		row = option_letter(command, optopt);
	if (row && c == ':')
		return bad_usage(command, "--%s: its value is missing, %s", row->name, row->value);
	if (row)
		return bad_usage(command, "--%s takes no value", row->name);
	return refuse_unknown(command, optopt ? word : argv[optind - 1]);
}

static int take(const struct option_row *row, void *place, const char *text)
{
	struct err err = { "" };
	int ret = row->kind->take(row, (char *)place + row->at, text, &err);

	return ret ? complain(ret, &err) : OPTIONS_TAKEN;
}

static int take_initials(const struct command *command, void *place)
{
	const struct option_row *row;
	int status = OPTIONS_TAKEN;

	for (row = command->options; row && row->name && status == OPTIONS_TAKEN; row++)
		if (row->initial)
			status = take(row, place, row->initial);
	return status;
}

int options_read(const struct command *command, void *place, int argc, char **argv)
{
	const struct option_row *row;
	struct table table = { 0 };
	int c, status = take_initials(command, place);

	fill_table(&table, command->options);
	opterr = 0;
	optind = 1;
	while (status == OPTIONS_TAKEN &&
	       (c = getopt_long(argc, argv, table.letters, table.options, NULL)) != -1) {
		if (c == '?' || c == ':')
			return refuse(command, c, argv);
		if (c == HELP || c == 'h') {
			usage_print(command, stdout);
			return EXIT_GOOD;
		}
		row = c < LONG_OPTION ? option_letter(command, c) :
					&command->options[c - LONG_OPTION];
		status = take(row, place, optarg);
	}
	return status;
}
