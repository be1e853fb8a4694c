// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Metadata that travels with descriptors.
 */
#include <linux/dmaengine.h>
#include <linux/slab.h>
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/slot/metadata.h"
#include "core/slot/slot.h"

/*
 * struct metadata - of one descriptor. Owner: the slot's; written by the callback before its bit
 * goes.
 */
struct metadata {
	u8 *bytes;			/* p->metadata of them */
	size_t len;			/* of what came in */
};

static enum dma_desc_metadata_mode wanted_mode(const struct params *p)
{
	return p->metadata_mode == DMARIG_METADATA_engine ? DESC_METADATA_ENGINE :
	       DESC_METADATA_CLIENT;
}

static int check_one(const struct rchan *rc, const struct params *p)
{
	if (dmaengine_is_metadata_mode_supported(rc->chan, wanted_mode(p)))
		return 0;
	dmarig_sentence_say(rc->sentence,
			    "metadata=%llu metadata_mode=%s: %s cannot do that, by its desc_metadata_modes",
			    p->metadata, dmarig_metadata_modes[p->metadata_mode].name, rc->name);
	return -EINVAL;
}

int dmarig_metadata_check(const struct rchan *rc, const struct params *p)
{
	if (!p->metadata)
		return 0;
	return check_one(rc, p) ?: rc->peer_chan ? check_one(rc->peer_chan, p) : 0;
}

int dmarig_metadata_alloc(struct slot *slot)
{
	size_t bytes = slot->spec->p->metadata;
	u32 i;

	if (!bytes)
		return 0;
	slot->metadata = kcalloc(slot->nr_descs, sizeof(*slot->metadata), GFP_KERNEL);
	if (!slot->metadata)
		return -ENOMEM;
	for (i = 0; i < slot->nr_descs; i++) {
		slot->metadata[i].bytes = kzalloc(bytes, GFP_KERNEL);
		if (!slot->metadata[i].bytes)
			return -ENOMEM;
	}
	return 0;
}

void dmarig_metadata_free(struct slot *slot)
{
	u32 i;

	for (i = 0; slot->metadata && i < slot->nr_descs; i++)
		kfree(slot->metadata[i].bytes);
	kfree(slot->metadata);
	slot->metadata = NULL;
}

void dmarig_metadata_leak(struct slot *slot)
{
	slot->metadata = NULL;
}

static u64 metadata_key(const struct slot *slot)
{
	return pattern_key(slot->spec->key, slot->sample.transfer, PATTERN_KEY_METADATA);
}

static int attach_engine(struct slot *slot, struct slot_desc *desc, const struct metadata *m,
			 size_t bytes)
{
	size_t now, most;
	void *at;

	if (desc->dir != DMA_MEM_TO_DEV)
		return 0;
	at = dmaengine_desc_get_metadata_ptr(desc->tx, &now, &most);
	if (IS_ERR_OR_NULL(at))
		return at ? PTR_ERR(at) : -EINVAL;
	if (most < bytes)
		return -EMSGSIZE;
	memcpy(at, m->bytes, bytes);
	return dmaengine_desc_set_metadata_len(desc->tx, bytes);
}

static int attach_one(struct slot *slot, struct slot_desc *desc, struct metadata *m)
{
	const struct params *p = slot->spec->p;

	if (desc->dir == DMA_MEM_TO_DEV)
		pattern_fill(m->bytes, p->metadata, metadata_key(slot));
	else
		memset(m->bytes, 0, p->metadata);
	m->len = p->metadata;
	if (p->metadata_mode == DMARIG_METADATA_engine)
		return attach_engine(slot, desc, m, p->metadata);
	return dmaengine_desc_attach_metadata(desc->tx, m->bytes, p->metadata);
}

int dmarig_metadata_attach(struct slot *slot, u32 nr)
{
	const struct xfer_spec *spec = slot->spec;
	int ret = attach_one(slot, &slot->descs[nr], &slot->metadata[nr]);

	if (!ret)
		return 0;
	dmarig_sentence_say(spec->sentence, "metadata=%llu: %s refuses it (%d)",
			    spec->p->metadata, slot->descs[nr].rc->name, ret);
	return -EIO;
}

void dmarig_metadata_take(struct slot *slot, u32 nr)
{
	struct metadata *m = &slot->metadata[nr];
	size_t most;
	void *at;

	if (slot->spec->p->metadata_mode != DMARIG_METADATA_engine ||
	    slot->descs[nr].dir != DMA_DEV_TO_MEM)
		return;
	at = dmaengine_desc_get_metadata_ptr(slot->descs[nr].sent, &m->len, &most);
	if (IS_ERR_OR_NULL(at))
		m->len = 0;
	else
		memcpy(m->bytes, at, min_t(size_t, m->len, slot->spec->p->metadata));
}

bool dmarig_metadata_is_right(const struct slot *slot)
{
	const struct xfer_spec *spec = slot->spec;
	const struct metadata *m;
	size_t bad;

	if (!slot->metadata)
		return true;
	m = &slot->metadata[slot->nr_descs - 1];
	bad = pattern_compare(m->bytes, spec->p->metadata, metadata_key(slot));
	if (m->len == spec->p->metadata && bad == m->len)
		return true;
	dmarig_sentence_say(spec->sentence,
			    "%s: worker %u transfer %llu: %zu bytes of metadata came in, %llu went out, and from byte %zu on they differ",
			    slot->descs[slot->nr_descs - 1].rc->name, spec->index,
			    slot->sample.transfer, m->len, spec->p->metadata, bad);
	return false;
}
