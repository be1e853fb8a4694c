// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The platform device, its driver, and the lifetime of a controller.
 *
 * A controller is made when the device is bound and taken from dmaengine when it is unbound, but
 * its memory stays until the last client has released its channel.
 */
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/pm_runtime.h>
#include <linux/slab.h>
#include "core/base/compat.h"
#include "sim/bus.h"
#include "sim/chan.h"
#include "sim/config.h"
#include "sim/device.h"
#include "sim/fault/fault.h"
#include "sim/op/op.h"
#include "sim/quirk/engine.h"
#include "sim/quirk/power.h"
#include "sim/sim.h"
#include "sim/slave/fifo.h"
#include "sim/world/iommu.h"
#include "sim/world/iova.h"
#include "sim/world/ram.h"
#include "sim/world/world.h"

#define DRIVER_NAME	"dmarig_sim"

/* Gives the probe its settings, and sim_create() the error of the probe. */
struct sim_platdata {
	struct sim_config *cfg;
	int *error;
};

static struct workqueue_struct *free_wq;

static bool suits_nobody(struct dma_chan *chan, void *param)
{
	return false;
}

/*
 * dmaengine calls device_release with dma_list_mutex held, and uses the device once more before it
 * unlocks. Asking for a channel, even one that no channel is, takes that mutex, and so waits until
 * dmaengine is through with the device.
 */
static void wait_for_dmaengine(void)
{
	dma_cap_mask_t any;

	dma_cap_zero(any);
	WARN_ON(dma_request_channel(any, suits_nobody, NULL));
	synchronize_rcu();
}

/* What faults have left goes with the controller, so that a test can go on. */
static void put_leaked(struct sim *sim)
{
	while (atomic_dec_if_positive(&sim->leaked_refs) >= 0)
		module_put(THIS_MODULE);
	while (atomic_dec_if_positive(&sim->leaked_pm) >= 0)
		pm_runtime_put_noidle(sim->dev);
	while (atomic_dec_if_positive(&sim->leaked_devs) >= 0)
		put_device(sim->dev);
}

static void sim_free(struct sim *sim)
{
	unsigned int i;

	sim_shared_exit(sim);
	for (i = 0; sim->engine->destroy && i < sim->nr_chans; i++)
		sim->engine->destroy(&sim->chans[i]);
	put_leaked(sim);
	sim_iova_free(sim->iova);
	kvfree(sim->fifos);
	sim_ram_free(sim->ram);
	put_device(sim->dev);
	sim_config_put(sim->cfg);
	kfree(sim);
}

static void sim_free_work(struct work_struct *work)
{
	wait_for_dmaengine();
	sim_free(container_of(work, struct sim, free_work));
}

static void sim_release(struct dma_device *dd)
{
	queue_work(free_wq, &container_of(dd, struct sim, dd)->free_work);
}

static struct sim *sim_new(struct device *dev, struct sim_config *cfg)
{
	struct sim *sim = kzalloc(struct_size(sim, chans, cfg->channels), GFP_KERNEL);

	if (!sim)
		return ERR_PTR(-ENOMEM);
	sim->ram = sim_ram_new(dev);
	if (IS_ERR(sim->ram)) {
		int ret = PTR_ERR(sim->ram);

		kfree(sim);
		return ERR_PTR(ret);
	}
	sim->cfg = sim_config_get(cfg);
	sim->engine = cfg->engine;
	sim->dev = get_device(dev);
	sim->domain = sim_iommu_domain(dev);
	sim->coherent = dev_is_dma_coherent(dev);
	sim->nr_chans = cfg->channels;
	sim_bus_init(&sim->bus);
	sim_shared_init(sim);
	INIT_WORK(&sim->free_work, sim_free_work);
	return sim;
}

static int set_up_pairs(struct sim *sim)
{
	unsigned int i;

	if (!sim->cfg->pairs)
		return 0;
	if (sim->nr_chans & 1) {
		dev_err(sim->dev, "pairs=1 channels=%u: the number must be even\n", sim->nr_chans);
		return -EINVAL;
	}
	sim->fifos = kvcalloc(sim->nr_chans / 2, sizeof(*sim->fifos), GFP_KERNEL);
	if (!sim->fifos)
		return -ENOMEM;
	for (i = 0; i < sim->nr_chans; i++)
		sim->chans[i].fifo = &sim->fifos[i / 2];
	for (i = 0; i < sim->nr_chans / 2; i++)
		sim_fifo_init(&sim->fifos[i]);
	return 0;
}

static int set_up_addresses(struct sim *sim)
{
	if (!sim->cfg->map_ops)
		return 0;
	sim->iova = sim_iova_new(DMA_BIT_MASK(sim->cfg->dma_mask) & (dma_addr_t)~0ULL);
	return sim->iova ? 0 : -ENOMEM;
}

static void set_up_dd(struct sim *sim)
{
	const struct sim_config *cfg = sim->cfg;
	unsigned long caps = sim_quirks_caps(sim);
	struct dma_device *dd = &sim->dd;
	unsigned int i;

	dd->dev = sim->dev;
	dd->device_release = sim_release;
	dd->residue_granularity = DMA_RESIDUE_GRANULARITY_BURST;
	dd->max_burst = cfg->max_burst;
	INIT_LIST_HEAD(&dd->channels);
	dma_cap_set(DMA_PRIVATE, dd->cap_mask);
	sim_chan_ops(dd);
	for (i = 0; sim_ops[i]; i++) {
		if (!(caps & BIT(i)))
			continue;
		dma_cap_set(sim_ops[i]->cap, dd->cap_mask);
		sim_ops[i]->setup(dd);
	}
	if (cfg->metadata_bytes)
		dd->desc_metadata_modes = DESC_METADATA_CLIENT | DESC_METADATA_ENGINE;
	if (!cfg->pq_continue)
		dd->max_pq &= ~DMA_HAS_PQ_CONTINUE;
	sim_quirks_setup(sim);
	if (cfg->fault->setup && cfg->fault->setup(dd))
		atomic64_inc(&sim->cfg->fault_count);
	sim_power_enable(sim);
	for (i = 0; i < sim->nr_chans; i++)
		sim_chan_init(&sim->chans[i], sim);
}

static int sim_bind(struct device *dev, struct sim_config *cfg)
{
	struct sim *sim;
	int ret;

	ret = sim_world_enter(dev, cfg);
	if (ret)
		return ret;
	sim = sim_new(dev, cfg);
	if (IS_ERR(sim)) {
		sim_world_leave(dev);
		return PTR_ERR(sim);
	}
	ret = set_up_pairs(sim) ?: set_up_addresses(sim) ?: sim_quirks_open(sim);
	if (ret)
		goto err_free;
	set_up_dd(sim);
	dev_set_drvdata(dev, sim);
	ret = dma_async_device_register(&sim->dd);
	if (ret)
		goto err_disable;
	ret = sim_quirks_online(sim);
	if (!ret)
		return 0;
	sim_power_disable(sim);
	dma_async_device_unregister(&sim->dd);
	sim_world_leave(dev);
	return ret;

err_disable:
	sim_power_disable(sim);
err_free:
	dev_set_drvdata(dev, NULL);
	sim_free(sim);
	sim_world_leave(dev);
	return ret;
}

static int sim_probe(struct platform_device *pdev)
{
	struct sim_platdata *plat = dev_get_platdata(&pdev->dev);
	int ret = sim_bind(&pdev->dev, plat->cfg);

	if (plat->error)
		*plat->error = ret;
	return ret;
}

static ct_removed sim_remove(struct platform_device *pdev)
{
	struct sim *sim = platform_get_drvdata(pdev);
	unsigned int i;

	for (i = 0; i < sim->nr_chans; i++)
		sim_chan_unplug(&sim->chans[i]);
	sim_power_disable(sim);
	dma_async_device_unregister(&sim->dd);
	sim_world_leave(&pdev->dev);
	return CT_REMOVED;
}

/* By now all tasks that can be frozen are, where it is not a rule that asks. */
static int sim_suspend(struct device *dev)
{
	struct sim *sim = dev_get_drvdata(dev);

	return READ_ONCE(sim->cfg->suspends) && sim_power_may_sleep(sim) ? 0 : -EBUSY;
}

/* Its registers are memory, so that all is as it was, unless a fault has it otherwise. */
static int sim_resume(struct device *dev)
{
	struct sim *sim = dev_get_drvdata(dev);
	struct sim_chan *c;
	unsigned long flags;

	for (c = sim->chans; c < sim->chans + sim->nr_chans; c++) {
		raw_spin_lock_irqsave(&c->lock, flags);
		sim_fault_in(c, SIM_CALL_AWAKE);
		raw_spin_unlock_irqrestore(&c->lock, flags);
	}
	return 0;
}

static int __maybe_unused sim_runtime_suspend(struct device *dev)
{
	struct sim *sim = dev_get_drvdata(dev);

	WRITE_ONCE(sim->suspended, true);
	return 0;
}

static int __maybe_unused sim_runtime_resume(struct device *dev)
{
	struct sim *sim = dev_get_drvdata(dev);

	WRITE_ONCE(sim->suspended, false);
	return 0;
}

/* Rules sleep with it where the kernel does not. */
static const struct dev_pm_ops sim_pm = {
	.suspend	= sim_suspend,
	.resume		= sim_resume,
	SET_RUNTIME_PM_OPS(sim_runtime_suspend, sim_runtime_resume, NULL)
};

static struct platform_driver sim_driver = {
	.probe		= sim_probe,
	.ct_remove	= sim_remove,
	.driver		= {
		.name		= DRIVER_NAME,
		.probe_type	= PROBE_FORCE_SYNCHRONOUS,
		.pm		= &sim_pm,
	},
};

static int add_device(struct platform_device *pdev, struct sim_config *cfg)
{
	int error = -ENODEV;
	struct sim_platdata plat = { .cfg = cfg, .error = &error };
	struct sim_platdata *copy;
	int ret;

	ret = platform_device_add_data(pdev, &plat, sizeof(plat));
	if (ret)
		return ret;
	ret = platform_device_add(pdev);
	if (ret)
		return ret;
	/* It may be unbound and bound again by hand later, when nobody listens any more. */
	device_lock(&pdev->dev);
	copy = dev_get_platdata(&pdev->dev);
	copy->error = NULL;
	device_unlock(&pdev->dev);
	if (error)
		platform_device_del(pdev);
	return error;
}

struct platform_device *sim_create(struct sim_config *cfg)
{
	struct platform_device *pdev = platform_device_alloc(DRIVER_NAME, PLATFORM_DEVID_AUTO);
	int ret;

	if (!pdev)
		return ERR_PTR(-ENOMEM);
	ret = sim_world_name(pdev, cfg) ?: add_device(pdev, cfg);
	if (ret) {
		platform_device_put(pdev);
		return ERR_PTR(ret);
	}
	return pdev;
}

static bool is_taken(struct device *dev)
{
	struct sim *sim;
	unsigned int i;
	bool held = false;

	device_lock(dev);
	sim = dev_get_drvdata(dev);
	for (i = 0; sim && i < sim->nr_chans; i++)
		held |= READ_ONCE(sim->chans[i].chan.client_count) > 0;
	device_unlock(dev);
	return held;
}

/*
 * A client that claims a channel between the check and the removal is left with one that does
 * nothing.
 */
int sim_destroy(struct platform_device *pdev)
{
	if (is_taken(&pdev->dev))
		return -EBUSY;
	platform_device_unregister(pdev);
	return 0;
}

ssize_t sim_channel_names(struct platform_device *pdev, char *buf)
{
	ssize_t len = 0;
	struct sim *sim;
	unsigned int i;

	device_lock(&pdev->dev);
	sim = platform_get_drvdata(pdev);
	for (i = 0; sim && i < sim->nr_chans; i++)
		len += sysfs_emit_at(buf, len, "%s\n", dma_chan_name(&sim->chans[i].chan));
	device_unlock(&pdev->dev);
	return len;
}

int sim_driver_init(void)
{
	int ret;

	free_wq = alloc_ordered_workqueue("dmarig_sim", 0);
	if (!free_wq)
		return -ENOMEM;
	ret = platform_driver_register(&sim_driver);
	if (ret)
		destroy_workqueue(free_wq);
	return ret;
}

void sim_driver_exit(void)
{
	platform_driver_unregister(&sim_driver);
	destroy_workqueue(free_wq);
}
