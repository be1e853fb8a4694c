/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Which instants of a race to visit, and what came of them. It knows no module: whoever visits an
 * instant tells it the outcome.
 *
 * Instants are steps of the clock, each twice where a call can come behind what is due then. All
 * are visited where they are few enough. Else every so many are, and between two whose outcomes
 * differ those in the middle, until there is none between them: so an outcome escapes only if it
 * lies between two that are alike.
 */
#ifndef DMARIG_WALK_H
#define DMARIG_WALK_H

#include "common/port.h"

#define OUTCOME_LEN	1024

/* struct outcome - what came of some instants */
struct outcome {
	char rule[64];		/* that is broken; empty: none is */
	char text[OUTCOME_LEN];
	u64 nr;			/* instants with it */
	u64 first, last;	/* of them */
};

/* struct walk - see above; walk_begin() until walk_free() */
struct walk {
	u64 step_ns;
	bool twice;		/* each step has an instant behind all else that is due then */
	u64 nr;			/* instants there are */
	u64 stride;		/* every so many are visited, to begin with */
	u64 nr_visited;
	int *seen;		/* by instant: 1 + the index of its outcome; 0: not visited */
	struct outcome *outcomes;
	int nr_outcomes;
	u64 next, left;		/* where the coarse walk is; where the search between is */
};

/**
 * walk_begin() - how long is the window, and how is it gone through?
 * @walk: gets it
 * @window_ns: of the first actor alone
 * @step_ns: of the clock
 * @twice: each step has two instants
 * @most: instants that may be visited in the coarse walk
 */
void walk_begin(struct walk *walk, u64 window_ns, u64 step_ns, bool twice, u64 most);

/* walk_next() - the next instant to visit; false when there is none */
bool walk_next(struct walk *walk, u64 *at);

/* walk_visited() - the outcome of an instant: the rule that is broken, or "", and words */
void walk_visited(struct walk *walk, u64 at, const char *rule, const char *text);

/* walk_print() - an instant as the module and the option --instant want it: NS, or NS+ */
void walk_print(const struct walk *walk, u64 at, char *text, size_t len);

/* walk_free() - free it */
void walk_free(struct walk *walk);

#endif
