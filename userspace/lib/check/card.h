/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A report card: the verdict of each rule, for a machine and for a person. It knows neither the
 * kernel nor how rules are checked.
 */
#ifndef DMARIG_CARD_H
#define DMARIG_CARD_H

#include <stdio.h>
#include "common/params.h"
#include "lib/base/verdicts.h"
#include "lib/rig/channels.h"

/* C(verdict, title of its part of the card), the worst first */
#define DMARIG_CARD_VERDICTS(C)			\
	C(crash, "CRASHED")			\
	C(fail, "FAILED")			\
	C(broken, "COULD NOT BE ANSWERED")	\
	C(known, "known to fail")		\
	C(pass, "passed")			\
	C(skip, "skipped")

#define CARD_ENUM(name, title)	CARD_##name,
enum card_verdict { DMARIG_CARD_VERDICTS(CARD_ENUM) CARD_VERDICTS };
#undef CARD_ENUM

/* struct mark - what came of one rule */
struct mark {
	const char *rule, *section, *says;	/* of the list of rules */
	enum card_verdict verdict;
	char text[1024];	/* what was expected and seen, or why it was skipped; or empty */
	const char *oracle;	/* on, filtered, disabled or absent */
	int ms;
	bool blind;		/* a checker of the kernel turned itself off during the rule */
	enum card_verdict found;	/* CARD_known: the verdict it had before */
	const char *known;	/* why the driver is known to fail it; NULL or empty: it is not */
	const char *link;	/* a link to more about that, or NULL */
};

/* struct card - a channel's marks; everything it points to is its owner's */
struct card {
	const struct channel *channel;
	const char *kernel, *machine;
	const struct params *p;
	struct mark *marks;
	int nr;
};

/* card_verdict() - by its name; -1 when there is none of that name */
int card_verdict(const char *name);

/* card_word() - the name of a verdict */
const char *card_word(enum card_verdict verdict);

/* card_count() - the number of marks with a verdict */
int card_count(const struct card *card, enum card_verdict verdict);

/* card_tally() - the number of each verdict, in words; crashed and known only if there are any */
void card_tally(const int counts[CARD_VERDICTS], char *text, size_t len);

/* card_summary() - the same for one card */
void card_summary(const struct card *card, char *text, size_t len);

/*
 * card_is_bad() - did a rule fail, or worse? One that could not be answered is no failure, nor is
 * one that is known.
 */
bool card_is_bad(const struct card *card);

/* card_status() - the exit status that goes with a card */
int card_status(const struct card *card);

/* card_repeat() - the command that asks a rule again in the same way */
void card_repeat(const struct card *card, const char *rule, char *text, size_t len);

/*
 * The word in place of a verdict in the row of a rule that is about to be checked; see
 * card_rows.h.
 */
#define CARD_BEGUN "begun"

/* card_csv_begin(), card_csv_mark() - write card.csv, while it is being made */
void card_csv_begin(FILE *file);
void card_csv_mark(const struct card *card, int i, FILE *file);

/* card_csv_begun() - write a row that says that a rule is about to be checked */
void card_csv_begun(const struct card *card, int i, FILE *file);

/* card_print() - write the card as a person reads it */
void card_print(const struct card *card, FILE *file);

/* card_ktap_begin(), card_ktap_mark(), card_ktap_end() - as KTAP, while it is being made */
void card_ktap_begin(const struct card *card, FILE *file);
void card_ktap_mark(const struct card *card, int i, FILE *file);
void card_ktap_end(const struct card *card, FILE *file);

/* card_json() - write the card for programs */
void card_json(const struct card *card, FILE *file);

/**
 * card_junit() - write the card as JUnit XML
 * @card: the card
 * @path: the file
 * @err: gets the reason when it fails
 *
 * What is known to fail is skipped, as JUnit has no word for it. Return: 0 or -EIO.
 */
int card_junit(const struct card *card, const char *path, struct err *err);

#endif
