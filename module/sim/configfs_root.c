// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The subsystem's directory in configfs: what faults and quirks there are, and mkdir, which makes a
 * controller.
 */
#include <linux/configfs.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include "core/base/text.h"
#include "sim/configfs.h"
#include "sim/fault/fault.h"
#include "sim/quirk/quirk.h"

#define LISTING_MAX	SZ_64K	/* bytes */

static void add_faults(struct text *text, void *unused)
{
	const struct sim_fault_row *row;

	for (row = sim_faults; row->name; row++)
		dmarig_text_add(text, "%s\t%s\t%s\n", row->name, row->help, row->caught_by);
}

/* The list is longer than a page, so it has to be a binary attribute. */
static ssize_t sim_root_faults_read(struct config_item *item, void *buffer, size_t room)
{
	return dmarig_text_read(add_faults, NULL, buffer, room);
}
CONFIGFS_BIN_ATTR_RO(sim_root_, faults, NULL, LISTING_MAX);

static void add_quirks(struct text *text, void *unused)
{
	const struct sim_quirk_row *row;

	for (row = sim_quirks; row->name; row++)
		dmarig_text_add(text, "%s\t%s\t%s\t%s\n", row->name, row->help, row->group,
				row->drivers);
}

static ssize_t sim_root_quirks_read(struct config_item *item, void *buffer, size_t room)
{
	return dmarig_text_read(add_quirks, NULL, buffer, room);
}
CONFIGFS_BIN_ATTR_RO(sim_root_, quirks, NULL, LISTING_MAX);

static struct configfs_bin_attribute *sim_root_bin_attrs[] = {
	&sim_root_attr_faults,
	&sim_root_attr_quirks,
	NULL
};

static struct configfs_group_operations sim_root_group_ops = {
	.make_group	= sim_dir_make,
};

static const struct config_item_type sim_root_type = {
	.ct_group_ops	= &sim_root_group_ops,
	.ct_bin_attrs	= sim_root_bin_attrs,
	.ct_owner	= THIS_MODULE,
};

static struct configfs_subsystem sim_subsystem = {
	.su_group = {
		.cg_item = {
			.ci_namebuf	= "dmarig_sim",
			.ci_type	= &sim_root_type,
		},
	},
};

int sim_configfs_init(void)
{
	config_group_init(&sim_subsystem.su_group);
	mutex_init(&sim_subsystem.su_mutex);
	return configfs_register_subsystem(&sim_subsystem);
}

void sim_configfs_exit(void)
{
	configfs_unregister_subsystem(&sim_subsystem);
}
