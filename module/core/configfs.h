/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The subsystem's directory: what this module is and knows, and where runs are made.
 */
#ifndef DMARIG_CORE_CONFIGFS_H
#define DMARIG_CORE_CONFIGFS_H

#include <linux/configfs.h>

/* The subsystem /sys/kernel/config/dmarig. */
extern struct configfs_subsystem dmarig_subsystem;

#endif
