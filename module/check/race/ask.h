/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Letting two actors meet at an instant, and what comes of it.
 */
#ifndef DMARIG_CHECK_RACE_ASK_H
#define DMARIG_CHECK_RACE_ASK_H

#include "check/bench/bench.h"

struct run;
struct text;

/* struct race_order - which instant */
struct race_order {
	char name[32];		/* of the race */
	u64 ns;			/* since before the first job is submitted */
	bool behind;		/* behind all else that is due at that instant */
	bool alone;		/* the second actor stays away: how long is the window? */
};

/* struct raced - what came of an instant */
struct raced {
	bool asked;
	u64 window_ns;		/* alone, from the beginning until the last callback was over */
	u64 step_ns;		/* of the clock */
	bool stands;		/* the clock stands while code runs */
	char outcome[128];	/* what tells it from others */
	enum check_verdict verdict;
	const char *rule;	/* that is broken, or NULL */
	char text[SENTENCE_LEN];
};

/**
 * race_ask() - let the actors of a race meet on the channel of a run's knobs
 * @run: occupied by the caller
 * @text: "NAME NS", "NAME NS+" for behind what else is due then, or "NAME alone"
 * @raced: gets what came of it
 *
 * May sleep. Return: 0, also when a rule is broken; -EINVAL after run_explain() when the order is
 * none; what check_open() returns.
 */
int race_ask(struct run *run, const char *text, struct raced *raced);

/* race_list() - a line a race: name, whether its call is made in an interrupt, what it is, rules */
void race_list(struct text *text);

/* raced_word() - pass, fail, skip, broken, or none */
const char *raced_word(const struct raced *raced);

#endif
