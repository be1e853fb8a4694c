// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The names of instants, and the segments of a transfer.
 */
#include "trace/instants.h"

#define NAME(name, help)	#name,
#define HELP(name, help)	help,
const char *const instant_names[NR_INSTANTS] = { TRACE_INSTANTS(NAME) };
const char *const instant_helps[NR_INSTANTS] = { TRACE_INSTANTS(HELP) };

#undef NAME
#undef HELP

void segments_of(struct segments *segments, const u64 at[NR_INSTANTS])
{
	u64 from, until, next = at[NR_INSTANTS - 1];
	u64 end[NR_INSTANTS];
	int i;

	memset(segments, 0, sizeof(*segments));
	for (i = NR_INSTANTS - 1; i >= 0; i--) {
		end[i] = at[i] > next ? next : at[i];
		next = end[i] ? end[i] : next;
	}
	from = end[0];
	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++) {
		if (!at[i])
			continue;
		until = end[i] > from ? end[i] : from;
		segments->has[i] = true;
		segments->ns[i] = until - from;
		segments->total += until - from;
		from = until;
	}
}

enum instant segments_owner(const struct segments *segments)
{
	int i, most = NR_INSTANTS - 1;

	for (i = FIRST_SEGMENT; i < NR_INSTANTS; i++)
		if (segments->has[i] && segments->ns[i] > segments->ns[most])
			most = i;
	return most;
}
