// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of DMA attributes. With which mappings each is legal is said by its traits in words.h.
 */
#include <linux/dma-mapping.h>
#include "common/params.h"
#include "core/base/compat.h"
#include "core/base/sentence.h"
#include "core/observe/observe.h"
#include "map/attrs.h"

#define ON_ALL	(BIT(DMARIG_PATH_direct) | BIT(DMARIG_PATH_iommu) | BIT(DMARIG_PATH_ops))

/*
 * struct attr - a row of the table
 * @flag: 0 where this kernel has none
 * @paths: on which somebody looks at it
 * @lacks: what is missing for this device to have anything mapped with it, or NULL; may be NULL
 */
struct attr {
	unsigned long flag;
	u32 paths;
	const char *(*lacks)(struct device *dev);
};

static const char *lacks_coherence(struct device *dev)
{
	if (dmarig_observe_coherent(dev))
		return NULL;
	return "caches are not coherent with it, so it gets no mapping";
}

/* Memory would have to be decrypted first, and where nothing is encrypted mappings fail. */
static const char *lacks_sharing(struct device *dev)
{
	return "the rig shares no memory with a host: no set_memory_decrypted() was called";
}

static const struct attr attrs[] = {
	[DMARIG_ATTRS_none]			= { 0, ON_ALL },
	[DMARIG_ATTRS_skip_cpu_sync]		= { DMA_ATTR_SKIP_CPU_SYNC, ON_ALL },
	[DMARIG_ATTRS_no_kernel_mapping]	= { DMA_ATTR_NO_KERNEL_MAPPING, ON_ALL },
	[DMARIG_ATTRS_no_warn]			= { DMA_ATTR_NO_WARN, ON_ALL },
	[DMARIG_ATTRS_weak_ordering]		= { DMA_ATTR_WEAK_ORDERING, BIT(DMARIG_PATH_ops) },
	[DMARIG_ATTRS_privileged]		= { DMA_ATTR_PRIVILEGED,
						    BIT(DMARIG_PATH_iommu) | BIT(DMARIG_PATH_ops) },
	[DMARIG_ATTRS_require_coherent]	= { CT_ATTR_REQUIRE_COHERENT, ON_ALL, lacks_coherence },
	[DMARIG_ATTRS_ignore_cachelines] = { CT_ATTR_IGNORE_CACHELINES, ON_ALL },
	[DMARIG_ATTRS_cc_shared]	= { CT_ATTR_CC_SHARED, ON_ALL, lacks_sharing },
};

unsigned long dmarig_attrs_flags(const struct params *p)
{
	return attrs[p->attrs].flag;
}

int dmarig_attrs_check(struct device *dev, const struct params *p, struct sentence *s)
{
	const struct attr *attr = &attrs[p->attrs];
	enum dmarig_path path = dmarig_observe_path(dev);
	const char *lacks = attr->lacks ? attr->lacks(dev) : NULL;

	if (!attr->flag && p->attrs != DMARIG_ATTRS_none) {
		dmarig_sentence_say(s, "attrs=%s: this kernel has no such attribute",
				    dmarig_attrs[p->attrs].name);
		return -EINVAL;
	}
	if (lacks) {
		dmarig_sentence_say(s, "attrs=%s for %s: %s", dmarig_attrs[p->attrs].name,
				    dev_name(dev), lacks);
		return -EINVAL;
	}
	if (attr->paths & BIT(path))
		return 0;
	dmarig_sentence_say(s, "attrs=%s: addresses reach %s by path=%s, where nobody looks at it",
			    dmarig_attrs[p->attrs].name, dev_name(dev), dmarig_paths[path].name);
	return -EINVAL;
}
