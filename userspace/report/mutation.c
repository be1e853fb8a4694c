// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reports mutation: which faults of the simulated controller were caught, by which rule, and how
 * soon.
 */
#include <math.h>
#include <stdlib.h>
#include "report/kinds.h"
#include "report/rows.h"

/* The outcome of a fault at a rate */
enum outcome { BY_MEANT, BY_OTHER, ESCAPED, NEVER, NR_OUTCOMES };

static const struct {
	const char *says;
	enum cell_mood mood;
} outcomes[NR_OUTCOMES] = {
	[BY_MEANT]	= { "caught by the rule meant to",	MOOD_GOOD },
	[BY_OTHER]	= { "caught by another rule",		MOOD_PLAIN },
	[ESCAPED]	= { "escaped",				MOOD_BAD },
	[NEVER]		= { "never committed",			MOOD_ABSENT },
};

/* struct score - the rows, and what varies in them */
struct score {
	struct rows rows;
	struct names faults, rates;
};

static enum outcome outcome_of(const struct rows *rows, int row)
{
	if (strcmp(rows_get(rows, row, "caught"), "yes"))
		return rows_number(rows, row, "committed") > 0 ? ESCAPED : NEVER;
	return strcmp(rows_get(rows, row, "by"), rows_get(rows, row, "meant")) ? BY_OTHER :
									       BY_MEANT;
}

static int by_rate(const void *a, const void *b)
{
	double x = atof(*(char *const *)a), y = atof(*(char *const *)b);

	return (x > y) - (x < y);
}

static int read_score(struct score *score, const struct names *dirs, struct err *err)
{
	int ret;

	memset(score, 0, sizeof(*score));
	ret = rows_read(&score->rows, dirs, "mutation.csv",
			"fault,rate,caught,by,meant,transfers,committed", err);
	if (ret)
		return ret;
	rows_distinct(&score->rows, "fault", &score->faults);
	rows_distinct(&score->rows, "rate", &score->rates);
	names_sort(&score->rates, by_rate);
	return 0;
}

/* The number of outcomes of one sort at a rate, or at any rate if it is NULL */
static int count(const struct rows *rows, const char *rate, enum outcome outcome)
{
	int row, n = 0;

	for (row = 0; row < rows->nr; row++)
		if (!rate || !strcmp(rows_get(rows, row, "rate"), rate))
			n += outcome_of(rows, row) == outcome;
	return n;
}

static void report_rates(struct page *page, const struct score *score)
{
	int i, outcome, n[NR_OUTCOMES], tried;
	struct table table = { 0 };
	char rate[32];

	table_column(&table, "rate", CELL_WORD);
	table_column(&table, "faults", CELL_NUMBER);
	table_column(&table, "caught", CELL_NUMBER);
	for (outcome = 0; outcome < NR_OUTCOMES; outcome++)
		table_column(&table, outcomes[outcome].says, CELL_NUMBER);
	for (i = 0; i < score->rates.nr; i++) {
		for (tried = outcome = 0; outcome < NR_OUTCOMES; outcome++) {
			n[outcome] = count(&score->rows, score->rates.name[i], outcome);
			tried += n[outcome];
		}
		snprintf(rate, sizeof(rate), "1 in %s", score->rates.name[i]);
		table_word(&table, rate, MOOD_PLAIN);
		table_number(&table, tried, "%d", tried);
		table_number(&table, 100.0 * (n[BY_MEANT] + n[BY_OTHER]) / tried, "%.1f %%",
			     100.0 * (n[BY_MEANT] + n[BY_OTHER]) / tried);
		for (outcome = 0; outcome < NR_OUTCOMES; outcome++)
			table_number(&table, n[outcome], "%d", n[outcome]);
	}
	page_heading(page, "Caught at each rate");
	page_table(page, &table);
}

/* The outcome of a fault at a rate; if it was tried again, the last one counts. */
static int row_of(const struct score *score, const char *fault, const char *rate)
{
	const struct rows *rows = &score->rows;
	int row;

	for (row = rows->nr - 1; row >= 0; row--)
		if (!strcmp(rows_get(rows, row, "fault"), fault) &&
		    !strcmp(rows_get(rows, row, "rate"), rate))
			break;
	return row;
}

static void add_trial(struct table *table, const struct rows *rows, int row)
{
	enum outcome outcome = row < 0 ? NEVER : outcome_of(rows, row);
	char text[160];

	if (row < 0) {
		table_word(table, "-", MOOD_ABSENT);
		return;
	}
	if (outcome == BY_MEANT || outcome == BY_OTHER)
		snprintf(text, sizeof(text), "%s%s%.100s", rows_get(rows, row, "transfers"),
			 outcome == BY_OTHER ? " by " : "",
			 outcome == BY_OTHER ? rows_get(rows, row, "by") : "");
	else
		snprintf(text, sizeof(text), "%s (%s)",
			 outcome == ESCAPED ? "ESCAPED" : outcomes[outcome].says,
			 rows_get(rows, row, "transfers"));
	table_word(table, text, outcomes[outcome].mood);
}

static void report_faults(struct page *page, const struct score *score)
{
	struct table table = { 0 };
	char head[48];
	int i, j, row;

	table_column(&table, "fault", CELL_WORD);
	table_column(&table, "meant to be caught by", CELL_WORD);
	for (j = 0; j < score->rates.nr; j++) {
		snprintf(head, sizeof(head), "1 in %.32s", score->rates.name[j]);
		table_column(&table, head, CELL_WORD);
	}
	table_column(&table, "what it does", CELL_REMARK);
	for (i = 0; i < score->faults.nr; i++) {
		table_word(&table, score->faults.name[i], MOOD_PLAIN);
		for (row = -1, j = 0; j < score->rates.nr && row < 0; j++)
			row = row_of(score, score->faults.name[i], score->rates.name[j]);
		table_word(&table, rows_get(&score->rows, row, "meant"), MOOD_PLAIN);
		for (j = 0; j < score->rates.nr; j++)
			add_trial(&table, &score->rows,
				  row_of(score, score->faults.name[i], score->rates.name[j]));
		table_word(&table, rows_get(&score->rows, row, "help"), MOOD_PLAIN);
	}
	page_heading(page, "Transfers until caught");
	page_say(page,
		 "By the rule meant to, where no other is named; in brackets, transfers without catching it.");
	page_table(page, &table);
}

/* Lists the faults that escaped or were caught by another rule, with that rule's words. */
static void report_outcome(struct page *page, const struct score *score, enum outcome outcome)
{
	static const char *const columns[] = { "fault", "rate", "meant", "by", "said" };
	struct table table = { 0 };
	size_t i;
	int row;

	for (i = 0; i < ARRAY_SIZE(columns); i++)
		table_column(&table, columns[i], i == 4 ? CELL_LONG : CELL_WORD);
	for (row = 0; row < score->rows.nr; row++) {
		if (outcome_of(&score->rows, row) != outcome)
			continue;
		for (i = 0; i < ARRAY_SIZE(columns); i++)
			table_word(&table, rows_get(&score->rows, row, columns[i]), MOOD_PLAIN);
	}
	if (table_rows(&table))
		page_heading(page, "Faults that %s%s", outcome == ESCAPED ? "" : "were ",
			     outcomes[outcome].says);
	page_table(page, &table);
}

static void draw_rates(struct page *page, const struct score *score, const char *home)
{
	static struct figure figure;
	struct panel *panel;
	int outcome, i;

	memset(&figure, 0, sizeof(figure));
	snprintf(figure.file, sizeof(figure.file), "mutation-rates");
	snprintf(figure.title, sizeof(figure.title), "What became of %d faults",
		 score->faults.nr);
	panel = figure_panel(&figure, "");
	for (outcome = 0; outcome < NR_OUTCOMES; outcome++)
		for (i = 0; i < score->rates.nr; i++)
			curves_add(&panel->curves, outcomes[outcome].says, i,
				   count(&score->rows, score->rates.name[i], outcome));
	for (i = 0; i < score->rates.nr; i++)
		names_add(&figure.rows, score->rates.name[i]);
	page_draw(page, &figure, "mutation-rates", home);
}

/* A curve a rate, faults downwards; what was not caught at all is a curve of its own. */
static void draw_faults(struct page *page, const struct score *score, const char *home)
{
	static struct figure figure;
	struct panel *panel;
	char label[64];
	int row, outcome;

	memset(&figure, 0, sizeof(figure));
	snprintf(figure.file, sizeof(figure.file), "mutation-faults");
	snprintf(figure.title, sizeof(figure.title), "Transfers until a fault is caught");
	panel = figure_panel(&figure, "");
	for (row = 0; row < score->rows.nr; row++) {
		outcome = outcome_of(&score->rows, row);
		snprintf(label, sizeof(label), "1 in %.32s",
			 rows_get(&score->rows, row, "rate"));
		if (outcome == ESCAPED || outcome == NEVER)
			snprintf(label, sizeof(label), "%s", outcomes[outcome].says);
		curves_add(&panel->curves, label,
			   names_find(&score->faults, rows_get(&score->rows, row, "fault")),
			   fmax(rows_number(&score->rows, row, "transfers"), 1));
	}
	for (row = 0; row < score->faults.nr; row++)
		names_add(&figure.rows, score->faults.name[row]);
	page_draw(page, &figure, "mutation-faults", home);
}

static int report_mutation(struct page *page, const struct names *dirs, const char *home,
			   struct err *err)
{
	struct score score;
	int ret = read_score(&score, dirs, err), missed, caught;

	if (ret)
		return ret;
	missed = count(&score.rows, NULL, ESCAPED) + count(&score.rows, NULL, NEVER);
	caught = score.rows.nr - missed;
	page_section(page, "Mutation", missed,
		     "%d faults at %d rates: %d of %d caught, %d of them by the rule meant to",
		     score.faults.nr, score.rates.nr, caught, score.rows.nr,
		     count(&score.rows, NULL, BY_MEANT));
	rows_environment(&score.rows, page);
	report_rates(page, &score);
	if (score.faults.nr > 1) {
		draw_rates(page, &score, home);
		draw_faults(page, &score, home);
	}
	report_outcome(page, &score, ESCAPED);
	report_outcome(page, &score, BY_OTHER);
	report_faults(page, &score);
	rows_free(&score.rows);
	names_free(&score.faults);
	names_free(&score.rates);
	return 0;
}

const struct report_kind kind_mutation = {
	.file		= "mutation.csv",
	.report		= report_mutation,
};
