/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run's directory: the adapter between configfs and a run.
 */
#ifndef DMARIG_CORE_CONFIGFS_RUN_H
#define DMARIG_CORE_CONFIGFS_RUN_H

#include <linux/configfs.h>

/**
 * dmarig_run_item_make() - struct configfs_group_operations' make_group: a directory becomes a run
 * @parent: the subsystem's directory
 * @name: the run's name
 *
 * Return: the group or an ERR_PTR.
 */
struct config_group *dmarig_run_item_make(struct config_group *parent, const char *name);

#endif
