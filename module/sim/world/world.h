/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The addressing world of a controller: what stands between its addresses and memory, what it
 * reaches, and whether it is coherent.
 */
#ifndef DMARIG_SIM_WORLD_WORLD_H
#define DMARIG_SIM_WORLD_WORLD_H

struct device;
struct platform_device;
struct sim_config;

/**
 * sim_world_name() - give a device that is not added yet the node the settings name
 * @pdev: the device
 * @cfg: the settings
 *
 * Return: 0; -EOPNOTSUPP without device trees, -ENODEV if there is no such node. May sleep.
 */
int sim_world_name(struct platform_device *pdev, const struct sim_config *cfg);

/**
 * sim_world_enter() - set up a device that is being bound
 * @dev: the device
 * @cfg: the settings
 *
 * Return: 0 or -errno, with the reason in the log. Context: may sleep.
 */
int sim_world_enter(struct device *dev, const struct sim_config *cfg);

/**
 * sim_world_leave() - the device is being unbound
 * @dev: the device
 */
void sim_world_leave(struct device *dev);

#endif
