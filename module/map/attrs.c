// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of DMA attributes. With which mappings each is legal is said by its traits in words.h.
 */
#include <linux/dma-mapping.h>
#include "common/params.h"
#include "core/base/sentence.h"
#include "core/observe/observe.h"
#include "map/attrs.h"

#define ON_ALL	(BIT(DMARIG_PATH_direct) | BIT(DMARIG_PATH_iommu) | BIT(DMARIG_PATH_ops))

/* struct attr - a row of the table: the flag, and on which paths somebody looks at it */
struct attr {
	unsigned long flag;
	u32 paths;
};

static const struct attr attrs[] = {
	[DMARIG_ATTRS_none]			= { 0, ON_ALL },
	[DMARIG_ATTRS_skip_cpu_sync]		= { DMA_ATTR_SKIP_CPU_SYNC, ON_ALL },
	[DMARIG_ATTRS_no_kernel_mapping]	= { DMA_ATTR_NO_KERNEL_MAPPING, ON_ALL },
	[DMARIG_ATTRS_no_warn]			= { DMA_ATTR_NO_WARN, ON_ALL },
	[DMARIG_ATTRS_weak_ordering]		= { DMA_ATTR_WEAK_ORDERING, BIT(DMARIG_PATH_ops) },
	[DMARIG_ATTRS_privileged]		= { DMA_ATTR_PRIVILEGED,
						    BIT(DMARIG_PATH_iommu) | BIT(DMARIG_PATH_ops) },
};

unsigned long dmarig_attrs_flags(const struct params *p)
{
	return attrs[p->attrs].flag;
}

int dmarig_attrs_check(struct device *dev, const struct params *p, struct sentence *s)
{
	enum dmarig_path path = dmarig_observe_path(dev);

	if (attrs[p->attrs].paths & BIT(path))
		return 0;
	dmarig_sentence_say(s, "attrs=%s: addresses reach %s by path=%s, where nobody looks at it",
			    dmarig_attrs[p->attrs].name, dev_name(dev), dmarig_paths[path].name);
	return -EINVAL;
}
