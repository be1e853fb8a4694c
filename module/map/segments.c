// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Limits of what a device can have mapped, and where they come from.
 */
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include "common/shape.h"
#include "core/base/sentence.h"
#include "core/observe/observe.h"
#include "map/attrs.h"
#include "map/map.h"
#include "map/segments.h"

/* struct seen - what the device will see of a transfer */
struct seen {
	u64 boundary;	/* that no entry may cross, in bytes */
	u64 largest;	/* entry, in bytes; or all of it where it is no list */
	u64 crossing;	/* bytes of one that crosses the boundary, or 0 */
};

/* Memory of at least a boundary's size is aligned to it, as it comes from alloc_pages_exact(). */
static void see(struct seen *seen, u64 at, u64 len)
{
	seen->largest = max(seen->largest, len);
	if ((at & (seen->boundary - 1)) + len > seen->boundary)
		seen->crossing = len;
}

static void see_range(struct seen *seen, const struct params *p)
{
	u64 gaps = p->chunk ? (u32)p->size / (u32)p->chunk - 1 : 0;

	see(seen, BUF_LEAD + p->src_offset, p->size + gaps * p->src_gap);
	see(seen, BUF_LEAD + p->dst_offset, p->size + gaps * p->dst_gap);
}

static int see_list(struct seen *seen, const struct params *p)
{
	struct shape shape = { };
	struct piece *piece;
	u64 side;
	u32 i;

	shape.pieces = kvcalloc(p->sg_entries, sizeof(*shape.pieces), GFP_KERNEL);
	if (!shape.pieces)
		return -ENOMEM;
	for (side = 0; side < 2; side++) {
		shape_cut(&shape, p, PAGE_SIZE, SHAPE_SALT(side));
		for (i = 0; i < shape.nr; i++) {
			piece = &shape.pieces[i];
			see(seen, BUF_LEAD + offset_in_page(piece->at), piece->len);
		}
	}
	kvfree(shape.pieces);
	return 0;
}

static int refuse(struct device *dev, const struct params *p, struct sentence *s, u64 len,
		  const char *limit, u64 most)
{
	dmarig_sentence_say(s,
			    "size=%llu sg_entries=%llu mapping=%s: that maps %llu bytes in one, and %s has a %s of %llu",
			    p->size, p->sg_entries, dmarig_mappings[p->mapping].name, len,
			    dev_name(dev), limit, most);
	return -EINVAL;
}

static int check_chain(const struct params *p, struct sentence *s)
{
	if (p->mapping != DMARIG_MAPPING_sg_chained || p->sg_entries > SG_MAX_SINGLE_ALLOC)
		return 0;
	dmarig_sentence_say(s,
			    "sg_entries=%llu mapping=sg_chained: up to %lu, SG_MAX_SINGLE_ALLOC of this kernel, nothing is chained",
			    p->sg_entries, (unsigned long)SG_MAX_SINGLE_ALLOC);
	return -EINVAL;
}

int dmarig_segments_check_whole(struct device *dev, const struct params *p, struct sentence *s,
				u64 bytes)
{
	unsigned int most = dma_get_max_seg_size(dev);

	return bytes <= most ? 0 : refuse(dev, p, s, bytes, "max_segment_size", most);
}

/* Only a mapping that is a list has segments to check. */
static int check_segments(struct device *dev, const struct params *p, struct sentence *s,
			  const struct seen *seen)
{
	int ret;

	if (!(dmarig_mappings[p->mapping].traits & MAPPING_LISTS))
		return 0;
	ret = dmarig_segments_check_whole(dev, p, s, seen->largest);
	if (ret)
		return ret;
	if (seen->crossing)
		return refuse(dev, p, s, seen->crossing, "segment boundary", seen->boundary);
	return check_chain(p, s);
}

static int check_missing(const struct params *p, struct sentence *s)
{
	const char *missing = mapping_table[p->mapping]->missing;

	if (!missing)
		return 0;
	dmarig_sentence_say(s, "mapping=%s: this kernel %s",
			    dmarig_mappings[p->mapping].name, missing);
	return -EINVAL;
}

/* The line that two periods share would be the device's and the CPU's at once. */
static int check_periods(struct device *dev, const struct params *p, struct sentence *s)
{
	bool parts = dmarig_ops[p->op].traits & OP_CYCLES && p->verify && params_destinations(p);
	u32 line = dma_get_cache_alignment();

	if (!parts || !mapping_table[p->mapping]->sync_for_cpu || dmarig_observe_coherent(dev) ||
	    !((p->period | p->dst_offset) & (line - 1)))
		return 0;
	dmarig_sentence_say(s,
			    "period=%llu dst_offset=%llu mapping=%s: %s is not coherent, and nobody can look at half a cache line; want multiples of %u, or verify=0",
			    p->period, p->dst_offset, dmarig_mappings[p->mapping].name,
			    dev_name(dev), line);
	return -EINVAL;
}

int dmarig_segments_check(struct device *dev, const struct params *p, struct sentence *s)
{
	struct seen seen = { .boundary = (u64)dma_get_seg_boundary(dev) + 1 };
	size_t most = dma_max_mapping_size(dev);
	const struct mapping *m = mapping_table[p->mapping];
	int ret = 0;

	if (dmarig_attrs_check(dev, p, s) || check_missing(p, s) || check_periods(dev, p, s))
		return -EINVAL;
	if (m->check)
		ret = m->check(dev, p, s);
	if (ret)
		return ret;
	if (!(dmarig_mappings[p->mapping].traits & MAPPING_MAPS))
		return 0;
	if (!seen.boundary)
		seen.boundary = 1ull << 63;
	if (shape_is_cut(p))
		ret = see_list(&seen, p);
	else
		see_range(&seen, p);
	if (ret)
		return ret;
	if (seen.largest > most)
		return refuse(dev, p, s, seen.largest, "limit", most);
	return check_segments(dev, p, s, &seen);
}
