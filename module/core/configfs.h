/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The adapter between configfs and runs, in two files: the subsystem's directory and a run's.
 */
#ifndef DMARIG_CORE_CONFIGFS_H
#define DMARIG_CORE_CONFIGFS_H

#include <linux/configfs.h>
#include "core/text.h"

/* The subsystem /sys/kernel/config/dmarig. */
extern struct configfs_subsystem dmarig_subsystem;

/**
 * run_item_make() - struct configfs_group_operations' make_group: a directory becomes a run
 * @parent: the subsystem's directory
 * @name: the run's name
 *
 * Return: the group or an ERR_PTR.
 */
struct config_group *run_item_make(struct config_group *parent, const char *name);

#endif
