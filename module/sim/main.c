// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * dmarig_sim: simulated DMA controllers, so that everything runs on a machine that has none.
 */
#include <linux/module.h>
#include "common/version.h"
#include "sim/configfs.h"
#include "sim/device.h"
#include "sim/op/parity.h"

static int __init sim_init(void)
{
	int ret;

	sim_parity_init();
	ret = sim_driver_init();
	if (ret)
		return ret;
	ret = sim_configfs_init();
	if (ret)
		sim_driver_exit();
	return ret;
}

static void __exit sim_exit(void)
{
	sim_configfs_exit();
	sim_driver_exit();
}

module_init(sim_init);
module_exit(sim_exit);
MODULE_AUTHOR("The dmarig authors");
MODULE_DESCRIPTION("Simulated DMA controllers, honest or faulty");
MODULE_LICENSE("GPL");
MODULE_VERSION(DMARIG_VERSION);
