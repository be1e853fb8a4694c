// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Observing the world around a device. What differs between kernels is asked feature by feature.
 */
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/iommu.h>
#include <linux/mutex.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>
#include "core/compat.h"
#include "core/observe.h"

#ifdef CONFIG_IOMMU_API

static unsigned int domain_type(struct device *dev)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(dev);

	return domain ? domain->type : 0;
}

enum dmarig_domain observe_domain(struct device *dev)
{
	if (!iommu_get_domain_for_dev(dev))
		return DMARIG_DOMAIN_none;
	switch (domain_type(dev)) {
	case IOMMU_DOMAIN_DMA:
		return DMARIG_DOMAIN_strict;
	case IOMMU_DOMAIN_DMA_FQ:
		return DMARIG_DOMAIN_lazy;
	case IOMMU_DOMAIN_IDENTITY:
		return DMARIG_DOMAIN_identity;
	}
	return DMARIG_DOMAIN_other;
}

static bool is_translated(struct device *dev)
{
	return domain_type(dev) & __IOMMU_DOMAIN_DMA_API;
}

#else

enum dmarig_domain observe_domain(struct device *dev)
{
	return DMARIG_DOMAIN_none;
}

static bool is_translated(struct device *dev)
{
	return false;
}

#endif

enum dmarig_path observe_path(struct device *dev)
{
	if (ct_uses_dma_iommu(dev, is_translated(dev)))
		return DMARIG_PATH_iommu;
	return get_dma_ops(dev) ? DMARIG_PATH_ops : DMARIG_PATH_direct;
}

bool observe_coherent(struct device *dev)
{
	return dev_is_dma_coherent(dev);
}

u32 observe_mask_bits(struct device *dev)
{
	return fls64(dma_get_mask(dev));
}

/*
 * The list only grows until the module goes: at most one entry a device that was ever measured, so
 * that neither the probe nor the end of a run has to wait for anybody.
 */
static DEFINE_MUTEX(bounces_lock);	/* protects additions to bounces_list; readers use RCU */
static LIST_HEAD(bounces_list);
static struct tracepoint *bounce_event;

static struct bounces *bounces_find(struct device *dev)
{
	struct bounces *b;

	list_for_each_entry_rcu(b, &bounces_list, node, lockdep_is_held(&bounces_lock))
		if (b->dev == dev)
			return b;
	return NULL;
}

struct bounces *bounces_of(struct device *dev)
{
	struct bounces *b;

	mutex_lock(&bounces_lock);
	b = bounces_find(dev);
	if (!b) {
		b = kzalloc(sizeof(*b), GFP_KERNEL);
		if (b) {
			b->dev = dev;
			list_add_rcu(&b->node, &bounces_list);
		}
	}
	mutex_unlock(&bounces_lock);
	return b;
}

/* The probe of swiotlb:swiotlb_bounced; any context. */
static void count_bounce(void *unused, struct device *dev, dma_addr_t addr, size_t size)
{
	struct bounces *b;

	rcu_read_lock();
	b = bounces_find(dev);
	if (b) {
		atomic64_inc(&b->maps);
		atomic64_add(size, &b->bytes);
	}
	rcu_read_unlock();
}

/* The event is not exported by name, but every tracepoint of the kernel can be walked. */
static void find_bounce_event(struct tracepoint *tp, void *unused)
{
	if (!strcmp(tp->name, "swiotlb_bounced"))
		bounce_event = tp;
}

int observe_init(void)
{
	for_each_kernel_tracepoint(find_bounce_event, NULL);
	if (!bounce_event)
		return 0;
	return tracepoint_probe_register(bounce_event, count_bounce, NULL);
}

void observe_exit(void)
{
	struct bounces *b, *next;

	if (bounce_event) {
		tracepoint_probe_unregister(bounce_event, count_bounce, NULL);
		tracepoint_synchronize_unregister();
	}
	list_for_each_entry_safe(b, next, &bounces_list, node)
		kfree(b);
}
