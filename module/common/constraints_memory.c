// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Which memory can be had with which knobs, and how much of it somebody else has to have.
 */
#include "common/memory.h"
#include "common/constraints.h"
#include "common/shape.h"

int constraint_attrs(const struct params *p, char *err, size_t len)
{
	const struct word *attr = &dmarig_attrs[p->attrs];
	char which[SENTENCE_LEN / 2];

	if (!(attr->traits & dmarig_mappings[p->mapping].traits) &&
	    p->attrs != DMARIG_ATTRS_none) {
		word_names_with(dmarig_mappings, attr->traits, which, sizeof(which));
		snprintf(err, len, "attrs=%s with mapping=%s: want one of %s", attr->name,
			 dmarig_mappings[p->mapping].name, which);
		return -EINVAL;
	}
	if (p->attrs != DMARIG_ATTRS_no_kernel_mapping || p->op == DMARIG_OP_mmap ||
	    (p->op == DMARIG_OP_none && p->cpu_touch == DMARIG_TOUCH_none))
		return 0;
	snprintf(err, len,
		 "attrs=no_kernel_mapping with op=%s cpu_touch=%s: want none and none, or op=mmap, as the kernel cannot see the memory",
		 dmarig_ops[p->op].name, dmarig_touches[p->cpu_touch].name);
	return -EINVAL;
}

int constraint_resource(const struct params *p, char *err, size_t len)
{
	const struct word *mapping = &dmarig_mappings[p->mapping];
	bool wanted = mapping->traits & MAPPING_WINDOW;
	u64 address;

	if (!wanted && (strcmp(p->resource, "none") || p->resource_bytes))
		snprintf(err, len,
			 "resource=%s resource_bytes=%llu with mapping=%s: only mapping=resource has a use for them",
			 p->resource, p->resource_bytes, mapping->name);
	else if (wanted && (!params_resource(p, &address) || !p->resource_bytes))
		snprintf(err, len,
			 "mapping=%s with resource=%s resource_bytes=%llu: want an address such as 0xfffc0000, and how many bytes are there",
			 mapping->name, p->resource, p->resource_bytes);
	else
		return 0;
	return -EINVAL;
}

/* What tx->unmap can say: addresses of one length, for dma_unmap_page() without attributes. */
int constraint_driver_unmap(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op], *mapping = &dmarig_mappings[p->mapping];
	char which[SENTENCE_LEN / 2];

	if (!p->driver_unmap)
		return 0;
	if (!(op->traits & OP_UNMAP)) {
		word_names_with(dmarig_ops, OP_UNMAP, which, sizeof(which));
		snprintf(err, len, "driver_unmap=1 with op=%s: want one of %s", op->name, which);
	} else if (!(mapping->traits & MAPPING_UNMAP)) {
		word_names_with(dmarig_mappings, MAPPING_UNMAP, which, sizeof(which));
		snprintf(err, len, "driver_unmap=1 with mapping=%s: want one of %s", mapping->name,
			 which);
	} else if (p->attrs != DMARIG_ATTRS_none) {
		snprintf(err, len,
			 "driver_unmap=1 with attrs=%s: want none, as it is unmapped without",
			 dmarig_attrs[p->attrs].name);
	} else {
		return 0;
	}
	return -EINVAL;
}

/* Memory for fresh=1 must come from an allocator, and nothing may keep its address. */
int constraint_fresh(const struct params *p, char *err, size_t len)
{
	const struct word *mapping = &dmarig_mappings[p->mapping];

	if (!p->fresh)
		return 0;
	if (mapping->traits & (MAPPING_IMPORTED | MAPPING_WINDOW))
		snprintf(err, len, "fresh=1 with mapping=%s: its memory is there once",
			 mapping->name);
	else if (p->reuse)
		snprintf(err, len, "fresh=1 with reuse=1: a descriptor keeps its addresses");
	else
		return 0;
	return -EINVAL;
}

static u64 buffer_bytes(const struct params *p, u64 offset, u64 gap, u64 page)
{
	struct shape s = { .room = p->size + PATTERN_GUARD };

	if (p->chunk)
		shape_spread(&s, p, gap);
	return (page + offset + s.room + page - 1) & ~(page - 1);
}

struct memory memory_imported(const struct params *p, u64 page)
{
	u64 reads = buffer_bytes(p, p->src_offset, p->src_gap, page);
	u64 writes = buffer_bytes(p, p->dst_offset, p->dst_gap, page);
	struct memory m = { .bytes = reads > writes ? reads : writes };
	const char *c;
	u64 workers = p->threads;

	/* Nothing is in front of a buffer of which all is used, or behind it. */
	if (dmarig_ops[p->op].traits & OP_SERVED)
		m.bytes = (p->size + page - 1) & ~(page - 1);

	for (c = p->channel; *c; c++)
		if (*c == ',')
			workers += p->threads;
	m.buffers = params_sources(p) + op_parities(dmarig_ops[p->op].traits) +
		    params_destinations(p);
	m.buffers *= workers * params_slots(p);
	return m;
}

/* The state is brought about through the CPU's view of the buffers, before each transfer. */
int constraint_cache(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op], *mapping = &dmarig_mappings[p->mapping];
	const char *cache = dmarig_caches[p->cache].name;

	if (p->cache == DMARIG_CACHE_any || op->traits & OP_SERVED)
		return 0;
	if (op->traits & OP_CYCLES || !(params_sources(p) || params_destinations(p)))
		snprintf(err, len, "cache=%s with op=%s: no buffer of it is handed over each time",
			 cache, op->name);
	else if (mapping->traits & MAPPING_WINDOW)
		snprintf(err, len, "cache=%s with mapping=%s: its memory is not cached", cache,
			 mapping->name);
	else if (p->attrs == DMARIG_ATTRS_no_kernel_mapping)
		snprintf(err, len, "cache=%s with attrs=%s: the CPU cannot see the memory", cache,
			 dmarig_attrs[p->attrs].name);
	else
		return 0;
	return -EINVAL;
}

int constraint_buffers(const struct params *p, char *err, size_t len)
{
	if (!p->buffers || p->buffers >= p->depth)
		return 0;
	snprintf(err, len, "buffers=%llu with depth=%llu: want as many at least, or 0", p->buffers,
		 p->depth);
	return -EINVAL;
}

int constraint_pause(const struct params *p, char *err, size_t len)
{
	if (!p->pause_ns || p->op == DMARIG_OP_none)
		return 0;
	snprintf(err, len, "pause_ns=%llu with op=%s: want op=none, which waits for nothing else",
		 p->pause_ns, dmarig_ops[p->op].name);
	return -EINVAL;
}
