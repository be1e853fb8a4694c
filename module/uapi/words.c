// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The word lists as data. Pure code, compiled into the module and into the tool.
 */
#include "words.h"

#define WORD_ROW(name, traits, help) { #name, traits, help },
#define WORD_LIST(list) { list(WORD_ROW) { NULL, 0, NULL } }

const struct word dmarig_ops[] = WORD_LIST(DMARIG_OPS);
const struct word dmarig_mappings[] = WORD_LIST(DMARIG_MAPPINGS);
const struct word dmarig_completions[] = WORD_LIST(DMARIG_COMPLETIONS);
const struct word dmarig_directions[] = WORD_LIST(DMARIG_DIRECTIONS);
const struct word dmarig_touches[] = WORD_LIST(DMARIG_TOUCHES);
const struct word dmarig_randoms[] = WORD_LIST(DMARIG_RANDOMS);
const struct word dmarig_pq_disables[] = WORD_LIST(DMARIG_PQ_DISABLES);
const struct word dmarig_peers[] = WORD_LIST(DMARIG_PEERS);
const struct word dmarig_flows[] = WORD_LIST(DMARIG_FLOWS);
const struct word dmarig_states[] = WORD_LIST(DMARIG_STATES);
const struct word dmarig_outcomes[] = WORD_LIST(DMARIG_OUTCOMES);
const struct word dmarig_paths[] = WORD_LIST(DMARIG_PATHS);
const struct word dmarig_domains[] = WORD_LIST(DMARIG_DOMAINS);
const struct word dmarig_worlds[] = WORD_LIST(DMARIG_WORLDS);
const struct word dmarig_zones[] = WORD_LIST(DMARIG_ZONES);
const struct word dmarig_reserves[] = WORD_LIST(DMARIG_RESERVES);

int word_find(const struct word *list, const char *name)
{
	int i;

	for (i = 0; list[i].name; i++)
		if (!strcmp(list[i].name, name))
			return i;
	return -EINVAL;
}

void word_names(const struct word *list, char *text, size_t len)
{
	size_t at = 0;
	int i;

	if (len)
		*text = '\0';
	for (i = 0; list[i].name && at < len; i++)
		at += snprintf(text + at, len - at, "%s%s", i ? ", " : "", list[i].name);
}

void word_join(const struct word *list, u32 set, char *text, size_t len)
{
	size_t at = 0;
	int i;

	snprintf(text, len, "none");
	for (i = 0; list[i].name && at < len; i++)
		if (set >> i & 1)
			at += snprintf(text + at, len - at, "%s%s", at ? "+" : "", list[i].name);
}
