// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig card: a report card from rows that were kept, on any computer.
 */
#include <getopt.h>
#include <sys/stat.h>
#include "cmd/cmd.h"
#include "lib/check/card_rows.h"
#include "lib/check/known.h"

/* struct making - what the command line says */
struct making {
	const char *output, *known_file, *junit;
	bool ktap, json;
	struct names crashes;	/* RULE=WORDS */
};

static void print_ktap(const struct card *card, FILE *file)
{
	int i;

	card_ktap_begin(card, file);
	for (i = 0; i < card->nr; i++)
		card_ktap_mark(card, i, file);
	card_ktap_end(card, file);
}

static void print_csv(const struct card *card, FILE *file)
{
	int i;

	card_csv_begin(file);
	for (i = 0; i < card->nr; i++)
		card_csv_mark(card, i, file);
}

static int write_file(const struct card *card, const char *dir, const char *name,
		      void (*print)(const struct card *card, FILE *file), struct err *err)
{
	char path[1024];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "we");
	if (file)
		print(card, file);
	if (!file || fclose(file))
		return err_say(err, -errno, "%s: %s", path, strerror(errno));
	return 0;
}

/* The directory may have other things in it, such as the rows this is made of. */
static int write_files(const struct card *card, const char *dir, struct err *err)
{
	int ret;

	mkdir(dir, 0755);
	ret = write_file(card, dir, "card.csv", print_csv, err);
	return ret ? ret : write_file(card, dir, "card.txt", card_print, err);
}

static int make(struct card_rows *rows, const char *path, const struct names *crashes,
		struct err *err)
{
	int i, ret = card_rows_read(rows, path, err);

	for (i = 0; i < crashes->nr && !ret; i++)
		ret = card_rows_crash(rows, crashes->name[i], err);
	return ret;
}

static void judge_known(const struct known *known, struct card *card)
{
	int i;

	for (i = 0; i < card->nr; i++)
		if (known_judge(known, card, &card->marks[i]))
			known_warn(card, &card->marks[i]);
}

static int card_of(const char *path, const struct making *making)
{
	struct err err = { "" };
	struct card_rows rows = { 0 };
	struct known known;
	int ret, status;

	ret = known_read(&known, making->known_file, &err);
	if (!ret)
		ret = make(&rows, path, &making->crashes, &err);
	if (!ret)
		judge_known(&known, &rows.card);
	if (!ret && making->output)
		ret = write_files(&rows.card, making->output, &err);
	if (!ret && making->junit)
		ret = card_junit(&rows.card, making->junit, &err);
	if (ret) {
		card_rows_free(&rows);
		known_free(&known);
		return complain(ret, &err);
	}
	if (making->json)
		card_json(&rows.card, stdout);
	else if (making->ktap)
		print_ktap(&rows.card, stdout);
	else
		card_print(&rows.card, stdout);
	status = card_status(&rows.card);
	card_rows_free(&rows);
	known_free(&known);
	return status;
}

static int card(int argc, char **argv)
{
	struct making making = { 0 };
	int status = options_read(&cmd_card, &making, argc, argv);

	if (status == OPTIONS_TAKEN && argc != optind + 1)
		status = bad_usage(&cmd_card, "want one file of rows");
	if (status == OPTIONS_TAKEN && making.ktap && making.json)
		status = bad_usage(&cmd_card, "--ktap or --json, not both");
	if (status == OPTIONS_TAKEN)
		status = card_of(argv[optind], &making);
	names_free(&making.crashes);
	return status;
}

static const struct option_row options[] = {
	OPT_TEXT('o', "output", struct making, output, "DIR", WORDS_DIRECTORIES,
		 "also write card.csv and card.txt there"),
	OPT_TEXTS(0, "crash", struct making, crashes, "RULE=WORDS", WORDS_RULES,
		  "the kernel did not survive this rule; its own words; may be given again"),
	OPT_TEXT(0, "known", struct making, known_file, "FILE", WORDS_FILES, KNOWN_HELP),
	OPT_FLAG(0, "ktap", struct making, ktap,
		 "print KTAP instead of the card as a person reads it"),
	OPT_FLAG(0, "json", struct making, json, "print JSON instead"),
	OPT_TEXT(0, "junit", struct making, junit, "FILE", WORDS_FILES, "JUnit XML as well"),
	{ 0 }
};

static const struct argument arguments[] = {
	{ "FILE", WORDS_FILES,
	  "a card.csv, what dmarig check -o - has printed, or a card's JSON, NAME.json" },
	{ 0 }
};

const struct command cmd_card = {
	.name		= "card",
	.summary	= "print a report card from its rows",
	.fn		= card,
	.synopsis	= "FILE",
	.arguments	= arguments,
	.options	= options,
	.notes		= "A rule that was begun and has no answer has crashed the kernel.",
};
