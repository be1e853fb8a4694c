// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Loading and unloading.
 */
#include <linux/module.h>
#include "check/rule/heap.h"
#include "common/version.h"
#include "core/chan/client.h"
#include "core/configfs.h"
#include "core/observe/bounces.h"
#include "core/observe/cputime.h"
#include "core/run/run.h"
#include "subject/subject.h"

static int __init dmarig_init(void)
{
	int ret;

	ret = dmarig_run_module_init();
	if (ret)
		return ret;
	ret = dmarig_bounces_init();
	if (ret)
		goto err_run;
	ret = dmarig_cputime_init();
	if (ret)
		goto err_bounces;
	ret = dmarig_client_init();
	if (ret)
		goto err_cputime;
	config_group_init(&dmarig_subsystem.su_group);
	mutex_init(&dmarig_subsystem.su_mutex);
	ret = configfs_register_subsystem(&dmarig_subsystem);
	if (ret)
		goto err_client;
	ret = dmarig_subject_init();
	if (ret)
		goto err_configfs;
	return 0;

err_configfs:
	configfs_unregister_subsystem(&dmarig_subsystem);
err_client:
	dmarig_client_exit();
err_cputime:
	dmarig_cputime_exit();
err_bounces:
	dmarig_bounces_exit();
err_run:
	dmarig_run_module_exit();
	return ret;
}
module_init(dmarig_init);

/* Reached only when no run's directory is left, as each holds a reference to the module. */
static void __exit dmarig_exit(void)
{
	dmarig_subject_exit();
	configfs_unregister_subsystem(&dmarig_subsystem);
	dmarig_client_exit();
	dmarig_cputime_exit();
	dmarig_bounces_exit();
	rule_heap_exit();
	dmarig_run_module_exit();
}
module_exit(dmarig_exit);

MODULE_AUTHOR("The dmarig authors");
MODULE_DESCRIPTION("Benchmark and torture rig for DMA controllers");
MODULE_LICENSE("GPL");
MODULE_VERSION(DMARIG_VERSION);
