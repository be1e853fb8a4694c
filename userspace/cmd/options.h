/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * One row an option of a command. From the row come what getopt_long() looks for, the place of the
 * value, its default, the range check and the sentence that refuses what is out of it, the usage
 * text, the man page and the completion.
 *
 *   OPT_FLAG(letter, name, struct, member, help)		bool
 *   OPT_NUMBER(letter, name, struct, member, initial, min, max, unit, help)	u64
 *   OPT_PERCENT(letter, name, struct, member, initial, help)	double, 5 % is 0.05
 *   OPT_NAME(letter, name, struct, member, help)		const char *, part of a file name
 *   OPT_TEXT(letter, name, struct, member, value, words, help)	const char *
 *   OPT_TEXTS(letter, name, struct, member, value, words, help)	struct names, one each time
 *   OPT_OWN(letter, name, kind, struct, member, initial, value, words, help)	of a kind of its own
 *
 * The letter is 0 where there is none, the initial value NULL where the member stays as it was.
 */
#ifndef DMARIG_OPTIONS_H
#define DMARIG_OPTIONS_H

#include "cmd/words.h"
#include "lib/base/err.h"
#include "lib/base/names.h"

struct command;
struct option_row;

/* struct option_kind - what the value of an option is */
struct option_kind {
	bool is_flag;		/* there is no value */
	bool has_range;		/* from the row's min to its max */
	/**
	 * @take: check a value and store it
	 * @row: the option
	 * @place: its member
	 * @text: the value as written, which stays where it is
	 * @err: the refusal: option, value and what is wanted
	 *
	 * Return: 0, -EINVAL or -ERANGE.
	 */
	int (*take)(const struct option_row *row, void *place, const char *text, struct err *err);
};

/* struct option_row - a row; the last has no name */
struct option_row {
	char letter;
	const char *name;
	const struct option_kind *kind;
	size_t at;		/* of the member in the command's struct */
	const char *initial;	/* the default, as one would write it, or NULL */
	const char *value;	/* the value's name in usage texts */
	u64 min, max;
	const char *unit;
	enum words words;	/* the set of words that completes it */
	const char *help;
};

/* struct argument - a word of a command that is no option; the last has no name */
struct argument {
	const char *name;
	enum words words;
	const char *help;
};

extern const struct option_kind option_flag, option_number, option_percent, option_name;
extern const struct option_kind option_text, option_texts;

/* The offset of a member, which must be of the type the kind stores. */
#define OPTION_AT(type, member, stored)							\
	(offsetof(type, member) + 0 * sizeof(char[__builtin_types_compatible_p(		\
		__typeof__(((type *)0)->member), stored) ? 1 : -1]))

#define OPT_FLAG(c, called, type, member, text) {						\
	.letter = c, .name = called, .kind = &option_flag,					\
	.at = OPTION_AT(type, member, bool), .help = text }
#define OPT_NUMBER(c, called, type, member, first, least, most, of, text) {			\
	.letter = c, .name = called, .kind = &option_number,					\
	.at = OPTION_AT(type, member, u64), .initial = first, .value = "N", .min = least,	\
	.max = most, .unit = of, .help = text }
#define OPT_PERCENT(c, called, type, member, first, text) {					\
	.letter = c, .name = called, .kind = &option_percent,					\
	.at = OPTION_AT(type, member, double), .initial = first, .value = "N%",			\
	.max = 10000, .unit = "%", .help = text }
#define OPT_NAME(c, called, type, member, text) {						\
	.letter = c, .name = called, .kind = &option_name,					\
	.at = OPTION_AT(type, member, const char *), .value = "NAME", .help = text }
#define OPT_TEXT(c, called, type, member, what, from, text) {					\
	.letter = c, .name = called, .kind = &option_text,					\
	.at = OPTION_AT(type, member, const char *), .value = what, .words = from,		\
	.help = text }
#define OPT_TEXTS(c, called, type, member, what, from, text) {					\
	.letter = c, .name = called, .kind = &option_texts,					\
	.at = OPTION_AT(type, member, struct names), .value = what, .words = from,		\
	.help = text }
#define OPT_OWN(c, called, own, type, member, first, what, from, text) {			\
	.letter = c, .name = called, .kind = own, .at = offsetof(type, member),			\
	.initial = first, .value = what, .words = from, .help = text }

#define OPTIONS_TAKEN	(-1)	/* options_read(): the command goes on */

/**
 * options_read() - read a command line
 * @command: whose options
 * @place: the struct they are members of; NULL when the command has none
 * @argc: words of the command line, the first being the command's name
 * @argv: the words; behind optind will be those that are no options
 *
 * Return: OPTIONS_TAKEN; or the exit status, when help was asked for and printed, or something was
 * wrong and has been refused.
 */
int options_read(const struct command *command, void *place, int argc, char **argv);

/* option_find() - the row of a command's option by its long name, or NULL */
const struct option_row *option_find(const struct command *command, const char *name);

/* option_letter() - the same by its letter */
const struct option_row *option_letter(const struct command *command, int letter);

#endif
