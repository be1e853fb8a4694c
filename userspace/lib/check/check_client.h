/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The client of the module's rules: it lets the module check them one at a time, while the oracle
 * watches.
 */
#ifndef DMARIG_CHECK_CLIENT_H
#define DMARIG_CHECK_CLIENT_H

#include "lib/check/card.h"
#include "lib/check/oracle.h"
#include "lib/rig/rig.h"

/* struct rulebook - the module's list of rules */
struct rulebook {
	char *text;		/* of the file; cut up */
	struct mark *marks;	/* one a rule, without a verdict yet */
	int nr;
};

/* rulebook_read() - read the list; 0 or -errno */
int rulebook_read(struct rulebook *book, struct err *err);

/**
 * rulebook_choose() - leave only some
 * @book: the list
 * @names: the names of those to keep, in this order; each must be there
 * @nr: the number of them
 * @err: the name that is not there, and the nearest one
 *
 * Return: 0 or -EINVAL.
 */
int rulebook_choose(struct rulebook *book, char **names, int nr, struct err *err);

/**
 * rulebook_shard() - leave only one share of the rules, so that several machines can have one each
 * @book: the list
 * @text: K/N: every Nth rule, beginning with the Kth
 * @err: gets the reason when the text is refused
 *
 * Return: 0 or -EINVAL.
 */
int rulebook_shard(struct rulebook *book, const char *text, struct err *err);

/* rulebook_skip_to() - leave only what comes behind a rule, maybe nothing; 0 or -EINVAL */
int rulebook_skip_to(struct rulebook *book, const char *name, struct err *err);

/* rulebook_find() - the index of a rule by its name, or -1 */
int rulebook_find(const struct rulebook *book, const char *name);

/* rulebook_print() - print all, and where the kernel's documentation has them */
void rulebook_print(const struct rulebook *book, FILE *f);

/* rulebook_free() - free it */
void rulebook_free(struct rulebook *book);

/**
 * check_rule() - let the module check one rule
 * @dir: a run directory with all knobs set
 * @oracle: open; what it sees makes a pass a fail, or a crash
 * @device: whose mappings it watches
 * @mark: which rule; gets what came of it
 * @dmesg: what the kernel logged meanwhile goes there; may be NULL
 * @err: the kernel's sentence when it refuses
 *
 * Return: 0, or -errno when the rule could not be checked.
 */
int check_rule(const struct rundir *dir, struct oracle *oracle, const char *device,
	       struct mark *mark, FILE *dmesg, struct err *err);

#endif
