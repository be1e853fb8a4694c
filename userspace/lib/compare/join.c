// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Looks things up in a join.
 */
#include <stdlib.h>
#include "lib/compare/join.h"

const char *const join_side_names[JOIN_SIDES] = { "OLD", "NEW" };

int join_differences(const struct join *join, const struct pair *a, const struct pair *b)
{
	int i, nr = 0;

	for (i = 0; i < join->columns.nr; i++)
		nr += !!strcmp(a->value[i], b->value[i]);
	return nr;
}

bool join_is_whole(const struct join *join, int i)
{
	return join->at[i].side[JOIN_OLD].nr && join->at[i].side[JOIN_NEW].nr;
}

bool join_is_wrong(const struct join *join, int i)
{
	const struct joined_rows *old = &join->at[i].side[JOIN_OLD];

	return join->at[i].side[JOIN_NEW].failed && old->nr && !old->failed;
}

const char *join_get(const struct join *join, int i, const char *knob)
{
	int at = names_find(&join->columns, knob);

	return at < 0 ? "" : join->at[i].value[at];
}

static void free_met(struct join *join, int side)
{
	int i;

	for (i = 0; join->met[side] && i < join->columns.nr; i++)
		names_free(&join->met[side][i]);
	free(join->met[side]);
}

void join_free(struct join *join)
{
	int i, side;

	for (side = 0; side < JOIN_SIDES; side++)
		free_met(join, side);

	for (i = 0; i < join->nr; i++) {
		free(join->at[i].value);
		for (side = 0; side < JOIN_SIDES; side++)
			free(join->at[i].side[side].row);
	}
	free(join->at);
	lookup_free(&join->lookup);
	names_free(&join->columns);
	names_free(&join->varying);
	names_free(&join->initial);
	names_free(&join->assumed);
	memset(join, 0, sizeof(*join));
}
