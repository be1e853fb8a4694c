// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Compares provenance by meta.txt and by what the rows say was observed.
 */
#include <stdlib.h>
#include "lib/compare/provenance.h"
#include "lib/kernel/conditions.h"
#include "lib/result/meta_value.h"

/*
 * The columns that describe the system in every row; if channels may differ, so may their driver
 * and device.
 */
static const struct {
	const char *column;
	bool of_channel;
} observed[] = {
	{ "machine",		false },
	{ "kernel",		false },
	{ "dma_debug",		false },
	{ "driver",		true },
	{ "device",		true },
	{ "path",		false },
	{ "domain",		false },
	{ "coherent",		false },
};

static const char *const keys[] = { "contract", "kernel", "cmdline", "cpus" };

/* @wanted: a result without the key is a difference; older ones lack some. */
static void compare_key(const struct join *join, const char *key, bool wanted,
			struct names *differences)
{
	char *old = meta_value(join->results[JOIN_OLD]->dir, key);
	char *new = meta_value(join->results[JOIN_NEW]->dir, key);
	char text[8400];

	if (!old || !new)
		snprintf(text, sizeof(text), "%s: not in the meta.txt of %s", key,
			 join_side_names[old ? JOIN_NEW : JOIN_OLD]);
	else
		snprintf(text, sizeof(text), "%s: OLD '%s', NEW '%s'", key, old, new);
	if (old && new ? strcmp(old, new) : wanted)
		names_add_once(differences, text);
	free(old);
	free(new);
}

/* All rows of a side agree here, unless the machine changed while it was measured. */
static void compare_column(const struct join *join, const char *column, struct names *differences)
{
	const char *cell[JOIN_SIDES];
	const struct pair *pair;
	char text[1024];
	int i, side;

	for (i = 0; i < join->nr; i++) {
		if (!join_is_whole(join, i))
			continue;
		pair = &join->at[i];
		for (side = 0; side < JOIN_SIDES; side++)
			cell[side] = csv_get(&join->results[side]->csv, pair->side[side].row[0],
					     column);
		if (!strcmp(cell[JOIN_OLD], cell[JOIN_NEW]))
			continue;
		snprintf(text, sizeof(text), "%s: OLD '%s', NEW '%s'", column, cell[JOIN_OLD],
			 cell[JOIN_NEW]);
		names_add_once(differences, text);
	}
}

void provenance_differences(const struct join *join, const struct names *ignored,
			    struct names *differences)
{
	bool any_channel = names_find(ignored, "channel") >= 0;
	const struct condition *condition;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(observed); i++)
		if (!observed[i].of_channel || !any_channel)
			compare_column(join, observed[i].column, differences);
	for (i = 0; i < ARRAY_SIZE(keys); i++)
		compare_key(join, keys[i], true, differences);
	for (condition = conditions; condition->key; condition++)
		if (condition->compared)
			compare_key(join, condition->key, false, differences);
}

bool provenance_is_partial(const struct results *results)
{
	char *status = meta_value(results->dir, "status");
	bool partial = !status || strcmp(status, "complete");

	free(status);
	return partial;
}
