// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The ring of recent events. An event longer than its place is not kept as a whole, and so cannot
 * be printed.
 */
#include <stdlib.h>
#include "lib/base/xmalloc.h"
#include "trace/recent.h"

#define NR_RECENT	8192u
#define RAW_LEN		256u

struct kept {
	struct event event;
	u64 raw[RAW_LEN / sizeof(u64)];	/* aligned as records are */
};

struct recent {
	u64 nr;
	struct kept kept[NR_RECENT];
};

struct recent *recent_new(void)
{
	return xcalloc(1, sizeof(struct recent));
}

void recent_add(struct recent *recent, const struct event *event)
{
	struct kept *kept = &recent->kept[recent->nr++ % NR_RECENT];

	kept->event = *event;
	kept->event.sample = NULL;
	if (!event->raw || event->raw_len > RAW_LEN) {
		kept->event.raw = NULL;
		return;
	}
	memcpy(kept->raw, event->raw, event->raw_len);
	kept->event.raw = kept->raw;
}

bool recent_each(const struct recent *recent, u64 from, u64 to,
		 void (*fn)(void *data, const struct event *event), void *data)
{
	u64 oldest = recent->nr > NR_RECENT ? recent->nr - NR_RECENT : 0, at = recent->nr;
	bool all;

	while (at > oldest && recent->kept[(at - 1) % NR_RECENT].event.ts >= from)
		at--;
	all = at > oldest || !oldest;
	for (; at < recent->nr && recent->kept[at % NR_RECENT].event.ts <= to; at++)
		fn(data, &recent->kept[at % NR_RECENT].event);
	return all;
}

void recent_free(struct recent *recent)
{
	free(recent);
}
