// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/base/fields.h"

void field_take(char **rest, char *text, size_t len)
{
	char *word = *rest ? strsep(rest, "\t\n") : NULL;

	snprintf(text, len, "%s", word ? word : "");
}

u64 field_take_number(char **rest)
{
	char text[32];

	field_take(rest, text, sizeof(text));
	return strtoull(text, NULL, 10);
}
