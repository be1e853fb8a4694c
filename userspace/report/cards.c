// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reports report cards side by side: a rule a row and a controller a column.
 */
#include <math.h>
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "lib/check/card.h"
#include "report/kinds.h"
#include "report/rows.h"

#define NAME_LEN 256

/* The short name of a verdict for a cell, and how good or bad it is */
static const struct {
	const char *word, *legend;
	enum cell_mood mood;
} verdicts[CARD_VERDICTS] = {
	[CARD_crash]	= { "CRASH",	"crashed",		MOOD_BAD },
	[CARD_fail]	= { "FAIL",	"failed",		MOOD_BAD },
	[CARD_broken]	= { "BROKEN",	"could not be answered", MOOD_BAD },
	[CARD_known]	= { "known",	"known to fail",	MOOD_PLAIN },
	[CARD_pass]	= { "pass",	"passed",		MOOD_GOOD },
	[CARD_skip]	= { "skip",	"skipped",		MOOD_ABSENT },
};

/*
 * struct deck - cards side by side; a column's head is the shortest part of its key that is unique
 */
struct deck {
	struct rows rows;
	struct names keys;	/* the key of a card: driver, channel and directory */
	struct names cards;	/* as they are called */
	struct names rules;
	int *cells;		/* the row of a rule on a card, or -1 */
};

static void make_key(const struct rows *rows, int row, char key[NAME_LEN])
{
	snprintf(key, NAME_LEN, "%.60s %.60s %.100s", rows_get(rows, row, "driver"),
		 rows_get(rows, row, "channel"), rows->dirs->name[rows->at[row].file]);
}

/* Keeps only the first words of each key, if these are unique. */
static bool name_cards(struct deck *deck, int words)
{
	char name[NAME_LEN], *end;
	int i, word;

	names_free(&deck->cards);
	for (i = 0; i < deck->keys.nr; i++) {
		snprintf(name, sizeof(name), "%s", deck->keys.name[i]);
		end = name;
		for (word = 0; word < words && end; word++)
			end = strchr(end + !!word, ' ');
		if (end && words < 3)
			*end = '\0';
		if (names_find(&deck->cards, name) >= 0)
			return false;
		names_add(&deck->cards, name);
	}
	return true;
}

/* If a rule was checked again, its last answer counts. */
static void place_cells(struct deck *deck)
{
	int nr = deck->rules.nr * deck->keys.nr, row, rule, card;
	char key[NAME_LEN];

	deck->cells = xmalloc(nr * sizeof(*deck->cells));
	memset(deck->cells, 0xff, nr * sizeof(*deck->cells));
	for (row = 0; row < deck->rows.nr; row++) {
		make_key(&deck->rows, row, key);
		rule = names_find(&deck->rules, rows_get(&deck->rows, row, "rule"));
		card = names_find(&deck->keys, key);
		deck->cells[rule * deck->keys.nr + card] = row;
	}
}

static int read_deck(struct deck *deck, const struct names *dirs, struct err *err)
{
	const char *verdict;
	char key[NAME_LEN];
	int row, words, ret;

	memset(deck, 0, sizeof(*deck));
	ret = rows_read(&deck->rows, dirs, "card.csv", "channel,driver,rule,verdict", err);
	for (row = 0; row < deck->rows.nr; row++) {
		verdict = rows_get(&deck->rows, row, "verdict");
		if (card_verdict(verdict) < 0)
			return err_say(err, -EINVAL,
				       "%s/card.csv: verdict=%s: want crash, fail, broken, known, pass or skip",
				       dirs->name[deck->rows.at[row].file], verdict);
		make_key(&deck->rows, row, key);
		names_add_once(&deck->keys, key);
		names_add_once(&deck->rules, rows_get(&deck->rows, row, "rule"));
	}
	for (words = 1; words <= 3 && !ret && !name_cards(deck, words); words++)
		;
	if (!ret)
		place_cells(deck);
	return ret;
}

static void free_deck(struct deck *deck)
{
	rows_free(&deck->rows);
	names_free(&deck->keys);
	names_free(&deck->cards);
	names_free(&deck->rules);
	free(deck->cells);
}

/* The last row of a rule on a card, or -1 */
static int row_of(const struct deck *deck, int rule, int card)
{
	return deck->cells[rule * deck->keys.nr + card];
}

static int verdict_of(const struct deck *deck, int rule, int card)
{
	int row = row_of(deck, rule, card);

	return row < 0 ? -1 : card_verdict(rows_get(&deck->rows, row, "verdict"));
}

static int count(const struct deck *deck, int card, int verdict)
{
	int i, n = 0;

	for (i = 0; i < deck->rules.nr; i++)
		n += verdict_of(deck, i, card) == verdict;
	return n;
}

static int count_all(const struct deck *deck, int verdict)
{
	int card, n = 0;

	for (card = 0; card < deck->cards.nr; card++)
		n += count(deck, card, verdict);
	return n;
}

/* Any row of a card: all of them were measured on the same thing. */
static int row_on(const struct deck *deck, int card)
{
	int rule, row = -1;

	for (rule = 0; rule < deck->rules.nr && row < 0; rule++)
		row = row_of(deck, rule, card);
	return row;
}

static void report_cards_by_number(struct page *page, const struct deck *deck)
{
	struct table table = { 0 };
	int card, verdict, row;

	table_column(&table, "card", CELL_WORD);
	table_column(&table, "machine", CELL_WORD);
	table_column(&table, "device", CELL_WORD);
	for (verdict = 0; verdict < CARD_VERDICTS; verdict++)
		table_column(&table, verdicts[verdict].legend, CELL_NUMBER);
	for (card = 0; card < deck->cards.nr; card++) {
		table_word(&table, deck->cards.name[card], MOOD_PLAIN);
		row = row_on(deck, card);
		table_word(&table, rows_get(&deck->rows, row, "machine"), MOOD_PLAIN);
		table_word(&table, rows_get(&deck->rows, row, "device"), MOOD_PLAIN);
		for (verdict = 0; verdict < CARD_VERDICTS; verdict++)
			table_number(&table, count(deck, card, verdict), "%d",
				     count(deck, card, verdict));
	}
	page_table(page, &table);
}

/* Lists the rules of a verdict other than pass, with all that is known about each. */
static void report_verdict(struct page *page, const struct deck *deck, int verdict)
{
	static const char *const columns[] = {
		"says", "text", "section", "repeat", "known", "link"
	};
	static const char *const heads[] = { "rule says", "was", "see", "again", "known", "more" };
	int nr = verdict == CARD_known ? 6 : verdicts[verdict].mood == MOOD_BAD ? 4 : 2;
	struct table table = { 0 };
	int rule, card, row, i;

	table_column(&table, "rule", CELL_WORD);
	table_column(&table, "card", CELL_WORD);
	for (i = 0; i < nr; i++)
		table_column(&table, heads[i], CELL_LONG);
	for (rule = 0; rule < deck->rules.nr; rule++) {
		for (card = 0; card < deck->cards.nr; card++) {
			if (verdict_of(deck, rule, card) != verdict)
				continue;
			row = row_of(deck, rule, card);
			table_word(&table, deck->rules.name[rule], MOOD_PLAIN);
			table_word(&table, deck->cards.name[card], MOOD_PLAIN);
			for (i = 0; i < nr; i++)
				table_word(&table, rows_get(&deck->rows, row, columns[i]),
					   MOOD_PLAIN);
		}
	}
	if (table_rows(&table))
		page_heading(page, "Rules %s", verdicts[verdict].legend);
	page_table(page, &table);
}

static const char *says_of(const struct deck *deck, int rule)
{
	int card, row = -1;

	for (card = 0; card < deck->cards.nr && row < 0; card++)
		row = row_of(deck, rule, card);
	return rows_get(&deck->rows, row, "says");
}

static void report_matrix(struct page *page, const struct deck *deck)
{
	struct table table = { 0 };
	int rule, card, verdict;

	table_column(&table, "rule", CELL_WORD);
	for (card = 0; card < deck->cards.nr; card++)
		table_column(&table, deck->cards.name[card], CELL_WORD);
	table_column(&table, "says", CELL_REMARK);
	for (rule = 0; rule < deck->rules.nr; rule++) {
		table_word(&table, deck->rules.name[rule], MOOD_PLAIN);
		for (card = 0; card < deck->cards.nr; card++) {
			verdict = verdict_of(deck, rule, card);
			table_word(&table, verdict < 0 ? "-" : verdicts[verdict].word,
				   verdict < 0 ? MOOD_ABSENT : verdicts[verdict].mood);
		}
		table_word(&table, says_of(deck, rule), MOOD_PLAIN);
	}
	page_heading(page, "All rules");
	page_table(page, &table);
}

/* A curve a verdict, rules downwards and cards to the right; one card alone needs no figure. */
static void draw(struct page *page, const struct deck *deck, const char *home)
{
	static struct figure figure;
	struct panel *panel;
	int rule, card, verdict;

	if (deck->cards.nr < 2)
		return;
	memset(&figure, 0, sizeof(figure));
	snprintf(figure.file, sizeof(figure.file), "cards");
	snprintf(figure.title, sizeof(figure.title), "Report cards: %d rules of %d controllers",
		 deck->rules.nr, deck->cards.nr);
	panel = figure_panel(&figure, "");
	for (verdict = CARD_VERDICTS - 1; verdict >= 0; verdict--)
		for (rule = 0; rule < deck->rules.nr; rule++)
			for (card = 0; card < deck->cards.nr; card++)
				if (verdict_of(deck, rule, card) == verdict)
					curves_add(&panel->curves, verdicts[verdict].legend,
						   rule * deck->cards.nr + card, verdict);
	for (rule = 0; rule < deck->rules.nr; rule++)
		names_add(&figure.rows, deck->rules.name[rule]);
	for (card = 0; card < deck->cards.nr; card++)
		names_add(&figure.columns, deck->cards.name[card]);
	page_draw(page, &figure, "cards", home);
}

static void tally(const struct deck *deck, char *text, size_t len)
{
	int counts[CARD_VERDICTS], verdict;

	for (verdict = 0; verdict < CARD_VERDICTS; verdict++)
		counts[verdict] = count_all(deck, verdict);
	card_tally(counts, text, len);
}

static int report_cards(struct page *page, const struct names *dirs, const char *home,
			struct err *err)
{
	char counts[128];
	struct deck deck;
	int ret = read_deck(&deck, dirs, err), bad;

	if (!ret) {
		bad = count_all(&deck, CARD_crash) + count_all(&deck, CARD_fail) +
		      count_all(&deck, CARD_broken);
		tally(&deck, counts, sizeof(counts));
		page_section(page, deck.cards.nr == 1 ? "Report card" : "Report cards", bad,
			     "%d rules asked of %d %s: %s",
			     deck.rules.nr, deck.cards.nr,
			     deck.cards.nr == 1 ? "channel" : "channels", counts);
		rows_environment(&deck.rows, page);
		report_cards_by_number(page, &deck);
		report_verdict(page, &deck, CARD_crash);
		report_verdict(page, &deck, CARD_fail);
		report_verdict(page, &deck, CARD_broken);
		report_verdict(page, &deck, CARD_known);
		draw(page, &deck, home);
		report_matrix(page, &deck);
		report_verdict(page, &deck, CARD_skip);
	}
	free_deck(&deck);
	return ret;
}

const struct report_kind kind_card = {
	.file		= "card.csv",
	.report		= report_cards,
};
