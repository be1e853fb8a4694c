/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The configfs face of the simulated controllers.
 */
#ifndef DMARIG_SIM_CONFIGFS_H
#define DMARIG_SIM_CONFIGFS_H

/* sim_configfs_init() - register the subsystem dmarig_sim; 0 or -errno */
int sim_configfs_init(void);

/* sim_configfs_exit() - unregister it; configfs has seen to it that it is empty */
void sim_configfs_exit(void);

#endif
