// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The choice of quirks in words: names, divided by commas or blanks.
 */
#include <linux/bits.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include "core/base/text.h"
#include "sim/quirk/choice.h"
#include "sim/quirk/quirk.h"

ssize_t sim_quirks_show(u64 quirks, char *page)
{
	ssize_t len = 0;
	int i;

	for (i = 0; sim_quirks[i].name; i++)
		if (quirks & BIT_ULL(i))
			len += sysfs_emit_at(page, len, "%s%s", len ? "," : "", sim_quirks[i].name);
	return len + sysfs_emit_at(page, len, "%s\n", len ? "" : "none");
}

static int refuse(const char *word)
{
	struct text names = { .grows = true };
	int i;

	for (i = 0; sim_quirks[i].name; i++)
		dmarig_text_add(&names, " %s", sim_quirks[i].name);
	pr_err("dmarig_sim: there is no quirk '%s'; want some of none%s\n", word, names.at ?: "");
	kvfree(names.at);
	return -EINVAL;
}

static int add_word(const char *word, u64 *quirks)
{
	int i = sim_quirk_find(word);

	if (i >= 0)
		*quirks |= BIT_ULL(i);
	else if (strcmp(word, "none"))
		return refuse(word);
	return 0;
}

int sim_quirks_parse(const char *page, u64 *quirks)
{
	char *words = kstrdup(page, GFP_KERNEL), *rest = words, *word;
	int ret = words ? 0 : -ENOMEM;

	*quirks = 0;
	while (!ret && (word = strsep(&rest, ",\n ")))
		if (*word)
			ret = add_word(word, quirks);
	kfree(words);
	return ret;
}
