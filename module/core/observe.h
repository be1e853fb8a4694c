/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The world around a device, observed and never assumed: how addresses reach it, whether caches are
 * coherent with it, and what swiotlb bounced on its behalf.
 */
#ifndef DMARIG_CORE_OBSERVE_H
#define DMARIG_CORE_OBSERVE_H

#include <linux/device.h>
#include "uapi/result.h"

/* observe_path() - how addresses reach @dev; see Documentation/core-api/dma-api.rst */
enum dmarig_path observe_path(struct device *dev);

/* observe_domain() - what the IOMMU behind @dev does */
enum dmarig_domain observe_domain(struct device *dev);

/* observe_coherent() - whether caches are coherent with @dev */
bool observe_coherent(struct device *dev);

/* observe_mask_bits() - the width of @dev's DMA mask */
u32 observe_mask_bits(struct device *dev);

/*
 * struct bounces - what swiotlb bounced for one device since it was first asked for; it only grows.
 * The device is compared and never touched, so it may go away.
 */
struct bounces {
	struct device *dev;
	struct list_head node;
	atomic64_t maps, bytes;
};

/**
 * bounces_of() - the counts of a device
 * @dev: the device
 *
 * May sleep. Return: the counts, which stay valid until the module goes, or NULL when out of
 * memory.
 */
struct bounces *bounces_of(struct device *dev);

/* observe_init() - hook into the kernel's swiotlb_bounced event; without swiotlb nothing bounces */
int observe_init(void);

/* observe_exit() - unhook */
void observe_exit(void);

#endif
