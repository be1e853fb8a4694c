// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A transfer's descriptors: which there are, preparing and submitting them, asking about them. The
 * buffers are mapped before and unmapped after by slot.c.
 */
#include <linux/atomic.h>
#include "completion/completion.h"
#include "core/chan.h"
#include "core/metadata.h"
#include "core/sentence.h"
#include "core/slot_submit.h"
#include "op/op.h"

static void plan_leg(struct slot *slot, struct rchan *rc, enum dma_transfer_direction dir)
{
	struct leg *leg = &slot->legs[slot->nr_legs++];

	leg->rc = rc;
	leg->dir = dir;
}

void slot_plan_legs(struct slot *slot)
{
	const struct xfer_spec *spec = slot->spec;

	slot->leg = slot->legs;
	if (!(dmarig_ops[spec->p->op].traits & OP_SLAVE)) {
		plan_leg(slot, spec->rc, DMA_MEM_TO_MEM);
		return;
	}
	if (slot->nr_reads)
		plan_leg(slot, spec->rc, DMA_MEM_TO_DEV);
	if (slot->nr_bufs > slot->nr_reads)
		plan_leg(slot, chan_receiver(spec->rc), DMA_DEV_TO_MEM);
}

static int leg_keep(struct slot *slot, struct leg *leg)
{
	int ret = dmaengine_desc_set_reuse(leg->tx);

	if (ret)
		sentence_say(slot->spec->sentence, "reuse=1: %s cannot reuse its descriptors (%d)",
			     leg->rc->name, ret);
	else
		leg->kept = leg->tx;
	return ret;
}

void slot_free_legs(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_legs; i++)
		if (slot->legs[i].kept)
			dmaengine_desc_free(slot->legs[i].kept);
	slot_leak_legs(slot);
}

void slot_leak_legs(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_legs; i++)
		slot->legs[i].kept = NULL;
}

/* All of them before any is submitted: what was submitted cannot wait for another. */
static int slot_prepare(struct slot *slot)
{
	const struct xfer_spec *spec = slot->spec;
	unsigned long flags = spec->way->flags;
	struct leg *leg, *end = slot->legs + slot->nr_legs;

	if (slot->quiet)
		flags &= ~DMA_PREP_INTERRUPT;
	for (leg = slot->legs; leg < end; leg++) {
		if (leg->tx)
			continue;
		slot->leg = leg;
		leg->tx = leg->kept ?: spec->op->prep(slot, flags);
		if (!leg->tx)
			return -EAGAIN;
		if (spec->p->reuse && !leg->kept && leg_keep(slot, leg))
			return -EIO;
	}
	if (slot->metadata && metadata_attach(slot))
		return -EIO;
	slot_stamp(slot, PHASE_prep);
	return 0;
}

/*
 * Have @fn, or nothing, called with this life's tag when descriptor @leg is over. Some drivers
 * hand out a descriptor again with the callback that was set before.
 */
static void arm_leg(struct slot *slot, u32 leg, dma_async_tx_callback_result fn)
{
	struct callback_tag *tag = &slot->tags[callback_tag_place(slot->life, SLOT_LEGS, leg)];
	struct dma_async_tx_descriptor *tx = slot->legs[leg].tx;

	callback_tag_set(tag, slot, slot->life, leg);
	tx->callback_result = fn;
	tx->callback_param = tag;
}

/* A new life, before a callback can complete it. */
static void slot_arm(struct slot *slot)
{
	const struct completion_way *way = slot->spec->way;
	dma_async_tx_callback_result fn = slot->spec->callback;
	u32 i;

	WRITE_ONCE(slot->life, slot->life + 1);
	slot->error = DMA_TRANS_NOERROR;
	atomic_long_set(&slot->open, BIT(slot->nr_legs) - 1);
	if (way->arm)
		way->arm(slot);
	for (i = 0; (fn || slot->quiet) && i < slot->nr_legs; i++)
		arm_leg(slot, i, slot->quiet ? NULL : fn);
	WRITE_ONCE(slot->state, SLOT_FLIGHT);
}

void slot_disarm(struct slot *slot)
{
	WRITE_ONCE(slot->state, SLOT_IDLE);
	if (slot->spec->way->disarm)
		slot->spec->way->disarm(slot);
}

void slot_forget_legs(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_legs; i++)
		slot->legs[i].tx = NULL;
}

static int slot_submit_legs(struct slot *slot)
{
	struct leg *leg, *end = slot->legs + slot->nr_legs;

	slot->sample.cpu = raw_smp_processor_id();
	for (leg = slot->legs; leg < end; leg++) {
		leg->sent = leg->tx;
		leg->cookie = dmaengine_submit(leg->tx);
		leg->tx = NULL;
		if (!dma_submit_error(leg->cookie))
			continue;
		if (leg == slot->legs)
			slot_disarm(slot);
		slot_forget_legs(slot);
		return -EIO;
	}
	slot->sample.cookie = end[-1].cookie;
	slot_stamp(slot, PHASE_submit);
	return 0;
}

int slot_submit_descriptors(struct slot *slot)
{
	int ret = slot_prepare(slot);

	if (ret)
		return ret;
	slot_arm(slot);
	return slot_submit_legs(slot);
}

enum dma_status slot_status(struct slot *slot)
{
	enum dma_status status = DMA_COMPLETE, s;
	struct leg *leg, *end = slot->legs + slot->nr_legs;

	for (leg = slot->legs; leg < end; leg++) {
		s = dma_async_is_tx_complete(leg->rc->chan, leg->cookie, NULL, NULL);
		if (s != DMA_COMPLETE && s != DMA_ERROR)
			return s;
		if (s == DMA_ERROR)
			status = s;
	}
	return status;
}
