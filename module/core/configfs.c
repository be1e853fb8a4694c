// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The subsystem's directory: what this module is and knows, and mkdir, which makes a run.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include "check/race/ask.h"
#include "check/rule/ask.h"
#include "common/misuses.h"
#include "common/params.h"
#include "core/base/text.h"
#include "core/chan/chan_list.h"
#include "core/configfs.h"
#include "core/configfs_run.h"
#include "explore/run.h"

#define LISTING_MAX	SZ_1M	/* of a self-listing, in bytes */

static void add_knobs(struct text *text, void *unused)
{
	char line[2 * SENTENCE_LEN];
	int i;

	for (i = 0; i < dmarig_nr_knobs; i++) {
		knob_describe(&dmarig_knobs[i], line, sizeof(line));
		dmarig_text_add(text, "%s", line);
	}
}

static void add_words(struct text *text, void *list)
{
	const struct word *word;

	for (word = list; word->name; word++)
		dmarig_text_add(text, "%s\t%s\n", word->name, word->help);
}

/* The choices of each knob that takes a word. */
static void add_choices(struct text *text, void *unused)
{
	const struct word *word;
	int i;

	for (i = 0; i < dmarig_nr_knobs; i++)
		for (word = dmarig_knobs[i].words; word && word->name; word++)
			dmarig_text_add(text, "%s\t%s\t%s\n", dmarig_knobs[i].name, word->name,
					word->help);
}

static void add_misuses(struct text *text, void *unused)
{
	const struct misuse *misuse;

	for (misuse = dmarig_misuses; misuse->name; misuse++)
		dmarig_text_add(text, "%s\t%s\t%s\n", misuse->name, misuse->says, misuse->help);
}

static void add_rules(struct text *text, void *unused)
{
	rule_list(text);
}

static void add_races(struct text *text, void *unused)
{
	race_list(text);
}

static void add_calls(struct text *text, void *unused)
{
	explore_calls_list(text);
}

static void add_channels(struct text *text, void *unused)
{
	dmarig_chan_list(text);
}

#define LISTING(name, add, data)								\
static ssize_t root_##name##_read(struct config_item *item, void *buffer, size_t room)		\
{												\
	return dmarig_text_read(add, data, buffer, room);					\
}												\
CONFIGFS_BIN_ATTR_RO(root_, name, NULL, LISTING_MAX)

LISTING(knobs, add_knobs, NULL);
LISTING(words, add_choices, NULL);
LISTING(channels, add_channels, NULL);
LISTING(ops, add_words, (void *)dmarig_ops);
LISTING(mappings, add_words, (void *)dmarig_mappings);
LISTING(peers, add_words, (void *)dmarig_peers);
LISTING(completions, add_words, (void *)dmarig_completions);
LISTING(worlds, add_words, (void *)dmarig_worlds);
LISTING(misuses, add_misuses, NULL);
LISTING(rules, add_rules, NULL);
LISTING(races, add_races, NULL);
LISTING(calls, add_calls, NULL);

#undef LISTING

static struct configfs_bin_attribute *root_bin_attrs[] = {
	&root_attr_knobs,
	&root_attr_words,
	&root_attr_channels,
	&root_attr_ops,
	&root_attr_mappings,
	&root_attr_peers,
	&root_attr_completions,
	&root_attr_worlds,
	&root_attr_misuses,
	&root_attr_rules,
	&root_attr_races,
	&root_attr_calls,
	NULL,
};

static ssize_t root_version_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "dmarig %d\n", DMARIG_CONTRACT);
}
CONFIGFS_ATTR_RO(root_, version);

static struct configfs_attribute *root_attrs[] = {
	&root_attr_version,
	NULL,
};

static struct configfs_group_operations root_group_ops = {
	.make_group	= dmarig_run_item_make,
};

static const struct config_item_type root_type = {
	.ct_group_ops	= &root_group_ops,
	.ct_attrs	= root_attrs,
	.ct_bin_attrs	= root_bin_attrs,
	.ct_owner	= THIS_MODULE,
};

struct configfs_subsystem dmarig_subsystem = {
	.su_group = {
		.cg_item = {
			.ci_namebuf	= "dmarig",
			.ci_type	= &root_type,
		},
	},
};
