/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The platform device of a controller, whose driver registers a dmaengine provider. It is made from
 * a struct sim_config and knows nothing of configfs.
 */
#ifndef DMARIG_SIM_DEVICE_H
#define DMARIG_SIM_DEVICE_H

#include <linux/types.h>

struct platform_device;
struct sim_config;

/**
 * sim_create() - make a controller
 * @cfg: the settings; the controller takes a reference of its own
 *
 * Return: its device, bound, with the channels registered; or ERR_PTR(). Context: may sleep.
 */
struct platform_device *sim_create(struct sim_config *cfg);

/**
 * sim_destroy() - remove a controller
 * @pdev: what sim_create() returned
 *
 * Return: 0, or -EBUSY if a client holds a channel. Context: may sleep.
 */
int sim_destroy(struct platform_device *pdev);

/**
 * sim_channel_names() - the kernel's names of the channels
 * @pdev: what sim_create() returned
 * @buf: a page
 *
 * Return: bytes written: one name a line; none if the device has been unbound by hand.
 */
ssize_t sim_channel_names(struct platform_device *pdev, char *buf);

/* sim_driver_init() - register the driver; 0 or -errno */
int sim_driver_init(void);

/* sim_driver_exit() - unregister it, and wait until every controller's memory is free */
void sim_driver_exit(void);

#endif
