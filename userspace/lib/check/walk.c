// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Goes through the instants of a race.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/base/xmalloc.h"
#include "lib/check/walk.h"

#define BEYOND	8	/* steps behind the last callback: the call may come when all is over */

void walk_begin(struct walk *walk, u64 window_ns, u64 step_ns, bool twice, u64 most)
{
	memset(walk, 0, sizeof(*walk));
	walk->step_ns = step_ns;
	walk->twice = twice;
	walk->nr = (window_ns / step_ns + 1 + BEYOND) << twice;
	walk->stride = (walk->nr + most - 1) / most;
	walk->seen = xcalloc(walk->nr, sizeof(*walk->seen));
}

/* The first pair of visited neighbours, from walk->left on, that differ and are not adjacent */
static bool next_between(struct walk *walk, u64 *at)
{
	u64 right;

	for (; walk->left < walk->nr; walk->left = right) {
		right = walk->left + 1;
		while (right < walk->nr && !walk->seen[right])
			right++;
		if (right == walk->nr)
			return false;
		if (right - walk->left == 1 || walk->seen[right] == walk->seen[walk->left])
			continue;
		*at = walk->left + (right - walk->left) / 2;
		return true;
	}
	return false;
}

/* The last instant is always one of the coarse walk. */
bool walk_next(struct walk *walk, u64 *at)
{
	if (walk->next < walk->nr) {
		*at = walk->next;
		walk->next += walk->stride;
		if (walk->next >= walk->nr && *at != walk->nr - 1)
			walk->next = walk->nr - 1;
		return true;
	}
	return next_between(walk, at);
}

static int outcome_of(struct walk *walk, const char *rule, const char *text)
{
	int i;

	for (i = 0; i < walk->nr_outcomes; i++)
		if (!strcmp(walk->outcomes[i].text, text) &&
		    !strcmp(walk->outcomes[i].rule, rule))
			return i;
	walk->outcomes = xrealloc(walk->outcomes, (i + 1) * sizeof(*walk->outcomes));
	memset(&walk->outcomes[i], 0, sizeof(*walk->outcomes));
	snprintf(walk->outcomes[i].rule, sizeof(walk->outcomes[i].rule), "%s", rule);
	snprintf(walk->outcomes[i].text, OUTCOME_LEN, "%s", text);
	walk->outcomes[i].first = walk->nr;
	walk->nr_outcomes++;
	return i;
}

void walk_visited(struct walk *walk, u64 at, const char *rule, const char *text)
{
	int i = outcome_of(walk, rule, text);
	struct outcome *outcome = &walk->outcomes[i];

	outcome->nr++;
	outcome->first = at < outcome->first ? at : outcome->first;
	outcome->last = at > outcome->last ? at : outcome->last;
	walk->seen[at] = i + 1;
	walk->nr_visited++;
}

void walk_print(const struct walk *walk, u64 at, char *text, size_t len)
{
	snprintf(text, len, "%llu%s", (at >> walk->twice) * walk->step_ns,
		 walk->twice && at & 1 ? "+" : "");
}

void walk_free(struct walk *walk)
{
	free(walk->seen);
	free(walk->outcomes);
	memset(walk, 0, sizeof(*walk));
}
