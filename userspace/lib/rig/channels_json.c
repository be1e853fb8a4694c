// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A channel as JSON.
 */
#include <stdlib.h>
#include "lib/base/names.h"
#include "lib/base/xmalloc.h"
#include "lib/rig/channels.h"

/* These have several values, by comma, and so are arrays even of one. */
static bool is_list(const char *limit)
{
	static const char *const lists[] = { "directions", "src_widths", "dst_widths" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lists); i++)
		if (!strcmp(limit, lists[i]))
			return true;
	return false;
}

static bool is_number(const char *value)
{
	return *value && !value[strspn(value, "0123456789")];
}

static void add_limit(struct json *json, char *limit)
{
	char *value = strchr(limit, '=');

	if (!value)
		return;
	*value++ = '\0';
	if (is_list(limit))
		json_words(json, limit, value, ',');
	else if (is_number(value))
		json_numeral(json, limit, value);
	else
		json_text(json, limit, value);
}

void channel_members(const struct channel *chan, struct json *json)
{
	struct names limits = { 0 };
	int i;

	json_text(json, "channel", chan->name);
	json_text(json, "driver", chan->driver);
	json_text(json, "device", chan->device);
	json_text(json, "holder", *chan->holder ? chan->holder : NULL);
	json_words(json, "capabilities", chan->capabilities, ',');
	names_split(&limits, chan->limits, ' ');
	json_object(json, "limits");
	for (i = 0; i < limits.nr; i++)
		add_limit(json, limits.name[i]);
	json_close(json);
	names_free(&limits);
}
