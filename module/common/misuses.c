// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The list of misuses as data. Pure code, compiled into the module and into the tool.
 */
#include "common/misuses.h"

#define MISUSE_ROW(name, traits, says, help)	{ #name, traits, says, help },
const struct misuse dmarig_misuses[] = { DMARIG_MISUSES(MISUSE_ROW) { NULL, 0, NULL, NULL } };
#undef MISUSE_ROW

int misuse_find(const char *name)
{
	int i;

	for (i = 0; dmarig_misuses[i].name; i++)
		if (!strcmp(dmarig_misuses[i].name, name))
			return i;
	return -EINVAL;
}

bool misuse_says(const struct misuse *misuse, int nr, char *text, size_t len)
{
	const char *part = misuse->says;

	while (part && nr--) {
		part = strchr(part, '|');
		part = part ? part + 1 : NULL;
	}
	snprintf(text, len, "%.*s", part ? (int)strcspn(part, "|") : 0, part ? part : "");
	return *text;
}
