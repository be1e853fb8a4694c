// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Checks names of knobs on the command line.
 */
#include "cmd/knob_list.h"
#include "common/params.h"

static int take_knobs(const struct option_row *row, void *place, const char *text,
		      struct err *err)
{
	struct names names = { 0 }, knobs = { 0 };
	const char *nearest;
	int i, ret = 0;

	for (i = 0; i < dmarig_nr_knobs; i++)
		names_add(&knobs, dmarig_knobs[i].name);
	names_split(&names, text, ',');
	for (i = 0; i < names.nr && !ret; i++) {
		if (names_find(&knobs, names.name[i]) >= 0) {
			names_add_once(place, names.name[i]);
			continue;
		}
		nearest = names_nearest(&knobs, names.name[i]);
		ret = err_say(err, -EINVAL, "--%s %s: no such knob%s%s", row->name, names.name[i],
			      nearest ? ", did you mean " : "", nearest ? nearest : "");
	}
	names_free(&names);
	names_free(&knobs);
	return ret;
}

const struct option_kind option_knobs = { .take = take_knobs };
