/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dma_map_ops of a controller's own, over an address space of its own.
 */
#ifndef DMARIG_SIM_WORLD_MAP_OPS_H
#define DMARIG_SIM_WORLD_MAP_OPS_H

#include <linux/types.h>

struct device;

/* sim_map_ops_set() - give them to a device; -EOPNOTSUPP where the kernel has no such thing */
int sim_map_ops_set(struct device *dev);

/* sim_map_ops_are_set() - has it them already, from when it was bound before? */
bool sim_map_ops_are_set(struct device *dev);

#endif
