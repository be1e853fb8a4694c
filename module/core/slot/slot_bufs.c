// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A slot's memory: its buffers and its lists, from when they are made to when they are freed, or
 * leaked because the channel may still own them.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include "common/parity.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/slot/metadata.h"
#include "core/slot/slot.h"
#include "core/slot/slot_submit.h"
#include "map/attrs.h"
#include "op/op.h"

static int buf_alloc_scratch(struct buf *buf, size_t len)
{
	buf->scratch = kvmalloc(len, GFP_KERNEL);
	return buf->scratch ? 0 : -ENOMEM;
}

/*
 * Imported memory may map to more segments than this op accepts, and only mapping it tells. Map the
 * largest slice once; if it is one segment, every part of it is.
 */
static int buf_try(struct buf *buf, const struct xfer_spec *spec, size_t offset)
{
	const struct params *p = spec->p;
	bool drawn = p->random == DMARIG_RANDOM_offset || p->random == DMARIG_RANDOM_both;
	size_t at = BUF_LEAD + (drawn ? 0 : offset), end = buf->len - PATTERN_GUARD;
	int ret;

	if (!spec->op->maps || dmarig_ops[p->op].traits & OP_LISTS)
		return 0;
	ret = dmarig_buf_to_device(buf, at, end - at, 0);
	if (ret)
		return ret;
	dmarig_buf_to_cpu(buf, at, end - at, 0);
	if (buf->nr_segs == 1)
		return 0;
	dmarig_sentence_say(spec->sentence,
			    "op=%s mapping=%s size=%llu: it takes memory in one piece, and %zu bytes of what was handed in are %u for %s",
			    dmarig_ops[p->op].name, dmarig_mappings[p->mapping].name, p->size,
			    end - at, buf->nr_segs, dev_name(buf->dev));
	return -EINVAL;
}

/* A buffer without memory has no mapping. */
static int buf_get(struct buf *buf, const struct xfer_spec *spec)
{
	int ret;

	buf->mapping = mapping_table[spec->p->mapping];
	ret = buf->mapping->alloc(buf);
	if (ret)
		buf->mapping = NULL;
	return ret;
}

static void buf_put(struct buf *buf)
{
	if (buf->mapping)
		buf->mapping->free(buf);
	buf->mapping = NULL;
}

static int buf_alloc(struct buf *buf, const struct xfer_spec *spec, struct device *dev,
		     enum dma_data_direction dir, size_t offset)
{
	const struct shape *shape = dir == DMA_TO_DEVICE ? dmarig_spec_reads(spec) :
							   dmarig_spec_writes(spec);
	int ret;

	buf->dev = dev;
	buf->dir = spec->p->direction == DMARIG_DIRECTION_bidirectional ? DMA_BIDIRECTIONAL : dir;
	buf->attrs = dmarig_attrs_flags(spec->p);
	buf->import = spec->import;
	buf->shape = shape && !shape->spread ? shape : NULL;
	buf->len = BUF_LEAD + offset + (shape ? shape->room : spec->p->size + PATTERN_GUARD);
	ret = buf_get(buf, spec);
	if (ret)
		return ret;
	if (dmarig_mappings[spec->p->mapping].traits & MAPPING_IMPORTED)
		ret = buf_try(buf, spec, offset);
	return ret ?: shape ? buf_alloc_scratch(buf, spec->p->size) : 0;
}

static void buf_release(struct buf *buf)
{
	buf_put(buf);
	kvfree(buf->scratch);
	buf->scratch = NULL;
}

/* For ops with more than a source and a destination; it costs the others a few bytes. */
static int slot_alloc_lists(struct slot *slot)
{
	const struct params *p = slot->spec->p;
	u32 i;

	slot->keys = kcalloc(slot->nr_sources + 1, sizeof(*slot->keys), GFP_KERNEL);
	slot->coefs = kcalloc(slot->nr_sources, sizeof(*slot->coefs), GFP_KERNEL);
	slot->addrs = kcalloc(slot->nr_bufs, sizeof(*slot->addrs), GFP_KERNEL);
	slot->room = kzalloc(slot->spec->op->room ? slot->spec->op->room(p) : 0, GFP_KERNEL);
	if (!slot->keys || !slot->coefs || !slot->addrs || !slot->room)
		return -ENOMEM;
	for (i = 0; i < slot->nr_sources; i++)
		slot->coefs[i] = parity_coefficient(i + (u32)p->pq_continue);
	return 0;
}

/*
 * BIDIRECTIONAL where the device needs what the CPU wrote: pq_continue reads P and Q first; and a
 * verified cyclic transfer poisons a period once it is checked, which a bounce buffer must get,
 * too, or a period that was not written again would look right.
 */
static enum dma_data_direction written_dir(const struct params *p)
{
	bool poisoned = dmarig_ops[p->op].traits & OP_CYCLES && p->verify;

	return p->pq_continue || poisoned ? DMA_BIDIRECTIONAL : DMA_FROM_DEVICE;
}

static int slot_alloc_bufs(struct slot *slot)
{
	const struct xfer_spec *spec = slot->spec;
	const struct params *p = spec->p;
	int ret = 0;
	u32 i;

	slot->bufs = kcalloc(slot->nr_bufs, sizeof(*slot->bufs), GFP_KERNEL);
	if (!slot->bufs)
		return -ENOMEM;
	for (i = 0; i < slot->nr_bufs && !ret; i++)
		ret = i < slot->nr_reads ?
			buf_alloc(&slot->bufs[i], spec, spec->rc->dev, DMA_TO_DEVICE,
				  p->src_offset) :
			buf_alloc(&slot->bufs[i], spec, dmarig_chan_receiver(spec->rc)->dev,
				  written_dir(p), p->dst_offset);
	return ret;
}

int dmarig_slot_renew(struct slot *slot)
{
	int ret = 0;
	u32 i;

	for (i = 0; i < slot->nr_bufs; i++)
		buf_put(&slot->bufs[i]);
	dmarig_slot_stamp(slot, PHASE_free);
	for (i = 0; i < slot->nr_bufs && !ret; i++)
		ret = buf_get(&slot->bufs[i], slot->spec);
	dmarig_slot_stamp(slot, PHASE_alloc);
	return ret;
}

/* Whatever it had is somebody else's business from now on. */
static void slot_forget(struct slot *slot)
{
	slot->nr_bufs = 0;
	slot->bufs = NULL;
	slot->addrs = NULL;
	slot->coefs = NULL;
	slot->keys = NULL;
	slot->room = NULL;
}

int dmarig_slot_init(struct slot *slot, const struct xfer_spec *spec)
{
	u32 traits = dmarig_ops[spec->p->op].traits;
	int ret;

	slot->spec = spec;
	slot->sample.run = spec->run;
	slot->sample.worker = spec->index;
	slot->reads = dmarig_spec_reads(spec);
	slot->writes = dmarig_spec_writes(spec);
	slot->nr_sources = params_sources(spec->p);
	slot->nr_reads = slot->nr_sources + op_parities(traits);
	slot->nr_bufs = slot->nr_reads + params_destinations(spec->p);
	dmarig_slot_plan_descs(slot);
	ret = slot_alloc_lists(slot);
	if (!ret)
		ret = dmarig_metadata_alloc(slot);
	if (!ret)
		ret = slot_alloc_bufs(slot);
	if (ret)
		dmarig_slot_destroy(slot);
	return ret;
}

void dmarig_slot_destroy(struct slot *slot)
{
	u32 i;

	dmarig_slot_free_descs(slot);
	dmarig_metadata_free(slot);
	for (i = 0; slot->bufs && i < slot->nr_bufs; i++)
		buf_release(&slot->bufs[i]);
	kfree(slot->bufs);
	kfree(slot->addrs);
	kfree(slot->coefs);
	kfree(slot->keys);
	kfree(slot->room);
	slot_forget(slot);
}

void dmarig_slot_leak(struct slot *slot)
{
	struct buf *buf;
	u32 i;

	for (i = 0; i < slot->nr_bufs; i++) {
		buf = &slot->bufs[i];
		if (buf->mapping->leak)
			buf->mapping->leak(buf);
		kvfree(buf->scratch);
		buf->scratch = NULL;
	}
	dmarig_slot_leak_descs(slot);
	dmarig_metadata_leak(slot);
	slot_forget(slot);
}

u32 dmarig_slot_most_entries(const struct slot *slot)
{
	u32 i, most = 0;

	for (i = 0; i < slot->nr_bufs; i++)
		most = max(most, slot->bufs[i].most_segs ?: 1);
	return most;
}
