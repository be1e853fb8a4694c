// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A transfer's descriptors: which there are, preparing and submitting them, asking about them. The
 * buffers are mapped before and unmapped after by slot.c.
 */
#include <linux/atomic.h>
#include "completion/completion.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/slot/metadata.h"
#include "core/slot/slot_submit.h"
#include "op/op.h"

static void plan_desc(struct slot *slot, struct rchan *rc, enum dma_transfer_direction dir)
{
	struct slot_desc *desc = &slot->descs[slot->nr_descs++];

	desc->rc = rc;
	desc->dir = dir;
}

void dmarig_slot_plan_descs(struct slot *slot)
{
	const struct xfer_spec *spec = slot->spec;

	slot->desc = slot->descs;
	if (!(dmarig_ops[spec->p->op].traits & OP_SLAVE)) {
		plan_desc(slot, spec->rc, DMA_MEM_TO_MEM);
		return;
	}
	if (spec->p->flow == DMARIG_FLOW_dev_to_dev) {
		plan_desc(slot, spec->rc, DMA_DEV_TO_DEV);
		return;
	}
	if (slot->nr_reads)
		plan_desc(slot, spec->rc, DMA_MEM_TO_DEV);
	if (slot->nr_bufs > slot->nr_reads)
		plan_desc(slot, dmarig_chan_receiver(spec->rc), DMA_DEV_TO_MEM);
}

static int desc_keep(struct slot *slot, struct slot_desc *desc)
{
	int ret = dmaengine_desc_set_reuse(desc->tx);

	if (ret)
		dmarig_sentence_say(slot->spec->sentence,
				    "reuse=1: %s cannot reuse its descriptors (%d)",
				    desc->rc->name, ret);
	else
		desc->kept = desc->tx;
	return ret;
}

void dmarig_slot_free_descs(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_descs; i++)
		if (slot->descs[i].kept)
			dmaengine_desc_free(slot->descs[i].kept);
	dmarig_slot_leak_descs(slot);
}

void dmarig_slot_leak_descs(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_descs; i++)
		slot->descs[i].kept = NULL;
}

static int desc_prepare(struct slot *slot, struct slot_desc *desc)
{
	const struct xfer_spec *spec = slot->spec;
	unsigned long flags = spec->completion->flags;

	if (slot->no_irq)
		flags &= ~DMA_PREP_INTERRUPT;
	slot->desc = desc;
	if (desc->rc->turns && dmarig_chan_turn(desc->rc, desc->dir))
		return -EIO;
	desc->tx = desc->kept ?: spec->op->prep(slot, flags);
	if (!desc->tx)
		return -EAGAIN;
	if (spec->p->reuse && !desc->kept && desc_keep(slot, desc))
		return -EIO;
	if (slot->unmap)
		dma_set_unmap(desc->tx, slot->unmap);
	if (slot->metadata && dmarig_metadata_attach(slot, desc - slot->descs))
		return -EIO;
	return 0;
}

/* Some drivers know callback alone, and have no result to tell. */
static void plain_callback(void *param)
{
	const struct callback_tag *tag = param;
	const struct slot *slot = tag->owner;

	slot->spec->callback(param, NULL);
}

/*
 * Have @fn, or nothing, called with this generation's tag when descriptor @nr is over. Some drivers
 * hand out a descriptor again with the callback that was set before.
 */
static void arm_desc(struct slot *slot, u32 nr, dma_async_tx_callback_result fn)
{
	struct callback_tag *tag = &slot->tags[dmarig_callback_tag_place(slot->gen, SLOT_DESCS,
									 nr)];
	struct dma_async_tx_descriptor *tx = slot->descs[nr].tx;

	dmarig_callback_tag_set(tag, slot, slot->gen, nr);
	tx->callback = fn ? plain_callback : NULL;
	tx->callback_result = fn;
	tx->callback_param = tag;
}

/* A new generation, before a callback can complete it. */
static void slot_arm(struct slot *slot)
{
	const struct completion_ops *ops = slot->spec->completion;

	WRITE_ONCE(slot->gen, slot->gen + 1);
	slot->error = DMA_TRANS_NOERROR;
	atomic_long_set(&slot->open, BIT(slot->nr_descs) - 1);
	if (ops->arm)
		ops->arm(slot);
	WRITE_ONCE(slot->state, SLOT_FLIGHT);
}

void dmarig_slot_disarm(struct slot *slot)
{
	WRITE_ONCE(slot->state, SLOT_IDLE);
	if (slot->spec->completion->disarm)
		slot->spec->completion->disarm(slot);
}

void dmarig_slot_forget_descs(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_descs; i++)
		slot->descs[i].tx = NULL;
	slot->nr_sent = 0;
}

static int desc_submit(struct slot *slot, struct slot_desc *desc)
{
	dma_async_tx_callback_result fn = slot->spec->callback;

	if (desc == slot->descs)
		slot_arm(slot);
	if (fn || slot->no_irq)
		arm_desc(slot, desc - slot->descs, slot->no_irq ? NULL : fn);
	slot->sample.cpu = raw_smp_processor_id();
	desc->sent = desc->tx;
	desc->cookie = dmaengine_submit(desc->tx);
	desc->tx = NULL;
	slot->sample.cookie = desc->cookie;
	if (!dma_submit_error(desc->cookie))
		return 0;
	if (desc == slot->descs)
		dmarig_slot_disarm(slot);
	return -EIO;
}

/* What each of the descriptors took makes up the phase. */
static void stamp_more(struct slot *slot, enum dmarig_phase phase)
{
	u64 before = slot->sample.phase_ns[phase];

	dmarig_slot_stamp(slot, phase);
	if (slot->timed)
		slot->sample.phase_ns[phase] += before;
}

/*
 * One after the other: a driver may hold a lock from prep to submit. So a transfer of two can be
 * left with one submitted.
 */
int dmarig_slot_submit_descriptors(struct slot *slot)
{
	struct slot_desc *desc;
	int ret;

	for (; slot->nr_sent < slot->nr_descs; slot->nr_sent++) {
		desc = &slot->descs[slot->nr_sent];
		ret = desc_prepare(slot, desc);
		if (ret)
			return ret;
		stamp_more(slot, PHASE_prep);
		ret = desc_submit(slot, desc);
		if (ret)
			return ret;
		stamp_more(slot, PHASE_submit);
	}
	slot->nr_sent = 0;
	return 0;
}

enum dma_status dmarig_slot_status(struct slot *slot)
{
	enum dma_status status = DMA_COMPLETE, s;
	struct slot_desc *desc, *end = slot->descs + slot->nr_descs;

	for (desc = slot->descs; desc < end; desc++) {
		s = dma_async_is_tx_complete(desc->rc->chan, desc->cookie, NULL, NULL);
		if (s != DMA_COMPLETE && s != DMA_ERROR)
			return s;
		if (s == DMA_ERROR)
			status = s;
	}
	return status;
}
