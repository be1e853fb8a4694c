/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Makes a report card from its rows. They come from a card.csv or from a stream, which has a row
 * for each rule when it begins and one for its answer: a rule without an answer crashed its
 * kernel.
 */
#ifndef DMARIG_CARD_ROWS_H
#define DMARIG_CARD_ROWS_H

#include "lib/base/csv.h"
#include "lib/check/card.h"

/* struct card_rows - a card and what it points to */
struct card_rows {
	struct csv csv;
	struct channel channel;
	struct params p;
	struct card card;
	struct names crashed;	/* rules that have no row */
};

/**
 * card_rows_read() - read rows
 * @rows: gets the card; of a rule that was asked again the last answer
 * @path: the file; NAME.json is the card's JSON
 * @err: gets the reason when it is refused
 *
 * Return: 0 or -errno; -EINVAL when there is no row, or one that is none of a card.
 */
int card_rows_read(struct card_rows *rows, const char *path, struct err *err);

/**
 * card_rows_crash() - a rule crashed, in somebody's words
 * @rows: read
 * @text: RULE=WORDS; a rule without a row gets a place at the end
 * @err: gets the reason when @text is refused
 *
 * Return: 0 or -EINVAL.
 */
int card_rows_crash(struct card_rows *rows, const char *text, struct err *err);

/* card_rows_free() - free all of it */
void card_rows_free(struct card_rows *rows);

/* card_is_json() - is it the name of a file of JSON? */
bool card_is_json(const char *path);

/**
 * card_json_read() - read a card from its JSON
 * @csv: gets its rows
 * @path: the file
 * @err: gets the reason when it is refused
 *
 * Return: 0; -EINVAL for what is no JSON, no card, or of a newer schema.
 */
int card_json_read(struct csv *csv, const char *path, struct err *err);

#endif
