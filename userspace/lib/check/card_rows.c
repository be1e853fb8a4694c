// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads the rows of a card. Texts are not copied; they stay in the CSV's memory.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/check/card_rows.h"
#include "lib/conf/setting.h"

#define NO_ANSWER "the kernel was gone before there was an answer"

static int find(const struct card *card, const char *rule)
{
	int i;

	for (i = 0; i < card->nr; i++)
		if (!strcmp(card->marks[i].rule, rule))
			return i;
	return -1;
}

static struct mark *mark_of(struct card *card, const char *rule)
{
	int i = find(card, rule);

	if (i >= 0)
		return &card->marks[i];
	card->marks = xrealloc(card->marks, (card->nr + 1) * sizeof(*card->marks));
	card->marks[card->nr] = (struct mark){
		.rule	= rule, .section = "", .says = "", .oracle = "",
	};
	return &card->marks[card->nr++];
}

static int take_row(struct card_rows *rows, int row, struct err *err)
{
	const struct csv *csv = &rows->csv;
	const char *word = csv_get(csv, row, "verdict");
	const char *rule = csv_get(csv, row, "rule");
	bool begun = !strcmp(word, CARD_BEGUN);
	const char *found = csv_get(csv, row, "found");
	/*
	 * Verdicts of known failures are judged anew, because the file of known failures may have
	 * changed.
	 */
	int verdict = begun ? CARD_crash : card_verdict(*found ? found : word);
	struct mark *mark;

	if (verdict < 0 || !*rule)
		return err_say(err, -EINVAL, "row %d is none of a card: rule=%s verdict=%s",
			       row + 1, rule, word);
	mark = mark_of(&rows->card, rule);
	mark->section = csv_get(csv, row, "section");
	mark->says = csv_get(csv, row, "says");
	mark->verdict = verdict;
	mark->oracle = csv_get(csv, row, "dma_debug");
	mark->ms = atoi(csv_get(csv, row, "ms"));
	snprintf(mark->text, sizeof(mark->text), "%s",
		 begun ? NO_ANSWER : csv_get(csv, row, "text"));
	return 0;
}

/*
 * The knobs are those of the command that repeats a check; knobs that this tool does not have are
 * left out.
 */
static void take_knobs(struct params *p, const char *repeat)
{
	struct names words = { 0 };
	struct err err;
	int i;

	params_init(p);
	names_split(&words, repeat, ' ');
	for (i = 0; i < words.nr; i++)
		if (strchr(words.name[i], '='))
			setting_apply(p, words.name[i], &err);
	names_free(&words);
}

static void take(const struct csv *csv, const char *column, char *text, size_t len)
{
	snprintf(text, len, "%s", csv_get(csv, 0, column));
}

static void take_channel(struct channel *channel, const struct csv *csv)
{
	take(csv, "channel", channel->name, sizeof(channel->name));
	take(csv, "driver", channel->driver, sizeof(channel->driver));
	take(csv, "device", channel->device, sizeof(channel->device));
	take(csv, "capabilities", channel->capabilities, sizeof(channel->capabilities));
	take(csv, "limits", channel->limits, sizeof(channel->limits));
}

int card_rows_read(struct card_rows *rows, const char *path, struct err *err)
{
	int row, ret;

	memset(rows, 0, sizeof(*rows));
	ret = card_is_json(path) ? card_json_read(&rows->csv, path, err) :
				   csv_read(&rows->csv, path, err);
	if (ret)
		return ret;
	if (!rows->csv.nr_rows)
		ret = err_say(err, -EINVAL, "%s: there is no row: no rule was asked", path);
	for (row = 0; row < rows->csv.nr_rows && !ret; row++)
		ret = take_row(rows, row, err);
	if (ret) {
		card_rows_free(rows);
		return ret;
	}
	take_channel(&rows->channel, &rows->csv);
	take_knobs(&rows->p, csv_get(&rows->csv, 0, "repeat"));
	rows->card.channel = &rows->channel;
	rows->card.kernel = csv_get(&rows->csv, 0, "kernel");
	rows->card.machine = csv_get(&rows->csv, 0, "machine");
	rows->card.p = &rows->p;
	return 0;
}

int card_rows_crash(struct card_rows *rows, const char *text, struct err *err)
{
	const char *words = strchr(text, '=');
	char rule[64];
	struct mark *mark;

	if (!words || words == text || words - text >= (int)sizeof(rule))
		return err_say(err, -EINVAL, "'%s': want RULE=WORDS", text);
	snprintf(rule, sizeof(rule), "%.*s", (int)(words - text), text);
	if (find(&rows->card, rule) < 0)
		names_add(&rows->crashed, rule);
	mark = mark_of(&rows->card, find(&rows->card, rule) < 0 ?
		       rows->crashed.name[rows->crashed.nr - 1] : rule);
	mark->verdict = CARD_crash;
	snprintf(mark->text, sizeof(mark->text), "%s", *++words ? words : NO_ANSWER);
	return 0;
}

void card_rows_free(struct card_rows *rows)
{
	free(rows->card.marks);
	csv_free(&rows->csv);
	names_free(&rows->crashed);
	memset(rows, 0, sizeof(*rows));
}
