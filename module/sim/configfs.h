/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The configfs face of the simulated controllers, in two files: the subsystem's directory and a
 * controller's.
 */
#ifndef DMARIG_SIM_CONFIGFS_H
#define DMARIG_SIM_CONFIGFS_H

struct config_group;

/**
 * sim_dir_make() - struct configfs_group_operations' make_group: a directory becomes a controller
 * @parent: the subsystem's directory
 * @name: the controller's name
 *
 * Return: the group or an ERR_PTR.
 */
struct config_group *sim_dir_make(struct config_group *parent, const char *name);

/* sim_configfs_init() - make the configfs subsystem; 0 or -errno */
int sim_configfs_init(void);

/* sim_configfs_exit() - remove it; it has no directories any more */
void sim_configfs_exit(void);

#endif
