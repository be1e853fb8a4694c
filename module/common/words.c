// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The word lists as data. Pure code, compiled into the module and into the tool.
 */
#include "common/words.h"

#define WORD_ROW(name, traits, help) { #name, traits, help },
#define WORD_LIST(list) { list(WORD_ROW) { NULL, 0, NULL } }

const struct word dmarig_ops[] = WORD_LIST(DMARIG_OPS);
const struct word dmarig_mappings[] = WORD_LIST(DMARIG_MAPPINGS);
const struct word dmarig_completions[] = WORD_LIST(DMARIG_COMPLETIONS);
const struct word dmarig_directions[] = WORD_LIST(DMARIG_DIRECTIONS);
const struct word dmarig_touches[] = WORD_LIST(DMARIG_TOUCHES);
const struct word dmarig_accesses[] = WORD_LIST(DMARIG_ACCESSES);
const struct word dmarig_caches[] = WORD_LIST(DMARIG_CACHES);
const struct word dmarig_randoms[] = WORD_LIST(DMARIG_RANDOMS);
const struct word dmarig_pq_disables[] = WORD_LIST(DMARIG_PQ_DISABLES);
const struct word dmarig_peers[] = WORD_LIST(DMARIG_PEERS);
const struct word dmarig_flows[] = WORD_LIST(DMARIG_FLOWS);
const struct word dmarig_sg_cuts[] = WORD_LIST(DMARIG_SG_CUTS);
const struct word dmarig_sg_places[] = WORD_LIST(DMARIG_SG_PLACES);
const struct word dmarig_attrs[] = WORD_LIST(DMARIG_ATTRS_WORDS);
const struct word dmarig_metadata_modes[] = WORD_LIST(DMARIG_METADATA_MODES);
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

void word_names_with(const struct word *list, u32 traits, char *text, size_t len)
{
	size_t at = 0;

	if (len)
		*text = '\0';
	for (; list->name && at < len; list++)
		if (list->traits & traits)
			at += snprintf(text + at, len - at, "%s%s", at ? ", " : "", list->name);
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
