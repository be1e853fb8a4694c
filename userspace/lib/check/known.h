/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Known failures: the rules that drivers are known to fail, with the reasons. They turn a verdict
 * into `known`, and a known failure that does not come any more is reported.
 * configs/known-failures describes the format.
 */
#ifndef DMARIG_KNOWN_H
#define DMARIG_KNOWN_H

#include "lib/base/err.h"
#include "lib/base/names.h"
#include "lib/check/card.h"

#define KNOWN_NONE "none"	/* instead of a file: there are none */
#define KNOWN_HELP								\
	"what drivers are known to fail, which is neither red nor green; none:\n"	\
	"everything counts; else the file that comes with the tool"

/* enum known_key - a key of a section */
enum known_key {
	KNOWN_driver, KNOWN_kernel, KNOWN_rule, KNOWN_says, KNOWN_sometimes, KNOWN_reason,
	KNOWN_link, NR_KNOWN_KEYS
};

/* struct known_failure - a section */
struct known_failure {
	char *name;
	char *text[NR_KNOWN_KEYS];	/* NULL where the section does not have it */
	struct names rules;
};

/* struct known - a file */
struct known {
	struct known_failure *at;
	int nr;
};

/**
 * known_read() - read a file
 * @known: gets it; none at all for KNOWN_NONE, or without a file where none is installed
 * @file: its path; KNOWN_NONE; NULL: the one that comes with the tool
 * @err: what is wrong, and in which line
 *
 * Return: 0; -EINVAL when there is no such file, or it is not well-formed.
 */
int known_read(struct known *known, const char *file, struct err *err);

/**
 * known_judge() - is what came of a rule known?
 * @known: the file
 * @card: whose driver and kernel count
 * @mark: its mark; a fail or a crash that is known becomes CARD_known
 *
 * Return: true for a rule that passes although it is known to fail, each time.
 */
bool known_judge(const struct known *known, const struct card *card, struct mark *mark);

/* known_warn() - say on stderr that a rule passes, which known_judge() is true for */
void known_warn(const struct card *card, const struct mark *mark);

/* known_covers() - is a kernel's release in a range such as 5.10..6.12? An empty one has all. */
bool known_covers(const char *range, const char *release);

/* known_free() - free it */
void known_free(struct known *known);

#endif
