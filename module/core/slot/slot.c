// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A transfer's life, step by step: choose, fill, touch, map, submit, take back, touch, verify. What
 * the buffers hold is slot_data.c's business.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include "core/observe/trace.h"
#include "core/slot/slot.h"
#include "core/slot/slot_cache.h"
#include "core/slot/slot_data.h"
#include "core/slot/slot_submit.h"
#include "core/slot/slot_unmap.h"
#include "op/op.h"

dma_addr_t *dmarig_slot_addrs(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_bufs; i++)
		slot->addrs[i] = slot->bufs[i].addr;
	return slot->addrs;
}

/* One of 0, step, 2 * step ... @max, from 32 random bits; @max is a multiple of @step. */
static size_t draw(u32 bits, size_t max, size_t step)
{
	return (size_t)reciprocal_scale(bits, max / step + 1) * step;
}

/* The bytes of a slice: those of the transfer, and the gaps where they are a part of it. */
static size_t shape_given(const struct shape *shape, size_t len)
{
	return shape && shape->spread ? shape_span(shape, len) : len;
}

/* Reproducible from the seed and the transfer's number alone. */
static void slot_choose(struct slot *slot)
{
	const struct params *p = slot->spec->p;
	u64 bits = pattern_mix(slot->spec->key ^ slot->sample.transfer);
	u64 more = pattern_mix(bits);
	size_t step = p->chunk ? p->chunk * p->frame : p->alignment;

	slot->len = slot->nr_bufs ? p->size : 0;
	slot->src_at = BUF_LEAD + p->src_offset;
	slot->dst_at = BUF_LEAD + p->dst_offset;
	if (p->random == DMARIG_RANDOM_size || p->random == DMARIG_RANDOM_both)
		slot->len = step + draw(bits, p->size - step, step);
	if (p->random == DMARIG_RANDOM_offset || p->random == DMARIG_RANDOM_both) {
		slot->src_at = BUF_LEAD + draw(bits >> 32, p->src_offset, p->alignment);
		slot->dst_at = BUF_LEAD + draw(more, p->dst_offset, p->alignment);
	}
	slot->src_span = shape_given(slot->reads, slot->len);
	slot->dst_span = shape_given(slot->writes, slot->len);
	slot->checked = p->verify && is_nth(slot->sample.transfer, p->verify);
	slot->wrong = 0;
}

/* Bytes on either side of the slice that the CPU wrote and will look at. */
static size_t slot_margin(const struct slot *slot)
{
	return slot->checked ? PATTERN_GUARD : 0;
}

/* Everything before @end, which is one of slot->bufs or where they end. */
static void slot_take_back(struct slot *slot, struct buf *end)
{
	struct buf *buf = slot->bufs, *written = min(buf + slot->nr_reads, end);
	size_t margin = slot_margin(slot);

	for (; buf < written; buf++)
		dmarig_buf_to_cpu(buf, slot->src_at, slot->src_span, 0);
	for (; buf < end; buf++)
		dmarig_buf_to_cpu(buf, slot->dst_at, slot->dst_span, margin);
}

static int slot_map(struct slot *slot)
{
	struct buf *buf = slot->bufs, *written = buf + slot->nr_reads, *end = buf + slot->nr_bufs;
	size_t margin = slot_margin(slot);
	int ret;

	for (; buf < written; buf++) {
		ret = dmarig_buf_to_device(buf, slot->src_at, slot->src_span, 0);
		if (ret)
			goto err_take_back;
	}
	for (; buf < end; buf++) {
		ret = dmarig_buf_to_device(buf, slot->dst_at, slot->dst_span, margin);
		if (ret)
			goto err_take_back;
	}
	ret = dmarig_unmap_tell(slot);
	if (!ret)
		return 0;

err_take_back:
	slot_take_back(slot, buf);
	return ret;
}

static void slot_unmap(struct slot *slot)
{
	if (slot->unmap && dmarig_unmap_take(slot))
		return;
	if (slot->spec->op->maps)
		slot_take_back(slot, slot->bufs + slot->nr_bufs);
}

static bool touches(const struct params *p, enum dmarig_touch touch)
{
	return p->cpu_touch == touch || p->cpu_touch == DMARIG_TOUCH_both;
}

int dmarig_slot_begin(struct slot *slot, u64 transfer, u64 due)
{
	const struct xfer_spec *spec = slot->spec;
	int ret = 0;

	slot->sample.transfer = transfer;
	slot->no_irq = spec->p->irq_every > 1 && !is_nth(transfer + 1, spec->p->irq_every);
	slot->due = due;
	slot_choose(slot);
	slot->timed = spec->timed || trace_dmarig_transfer_enabled();
	if (slot->timed) {
		memset(slot->sample.phase_ns, 0, sizeof(slot->sample.phase_ns));
		slot->mark = ktime_get_ns();
		slot->sample.start = slot->mark;
		slot->sample.issued = 0;
		if (slot->due)
			slot->sample.phase_ns[PHASE_late] = slot->mark - slot->due;
	}
	if (spec->p->fresh) {
		ret = dmarig_slot_renew(slot);
		if (ret)
			return ret;
	}
	if (slot->checked)
		dmarig_slot_fill(slot);
	if (spec->p->cache != DMARIG_CACHE_any)
		dmarig_slot_bring_caches(slot);
	if (touches(spec->p, DMARIG_TOUCH_write))
		dmarig_slot_touch_write(slot);
	slot->begun = slot->mark;
	if (spec->op->maps) {
		ret = slot_map(slot);
		dmarig_slot_stamp(slot, PHASE_map);
	}
	return ret;
}

int dmarig_slot_submit(struct slot *slot)
{
	const struct op *op = slot->spec->op;
	int ret;

	if (op->work) {
		op->work(slot);
		dmarig_slot_stamp(slot, PHASE_device);
		slot->result = DMA_TRANS_NOERROR;
		slot->state = SLOT_ENDED;
		return 0;
	}
	ret = dmarig_slot_submit_descriptors(slot);
	if (ret && !dmarig_slot_is_partly_submitted(slot) && slot->state == SLOT_IDLE)
		slot_unmap(slot);
	return ret;
}

static void slot_stamp_wake(struct slot *slot)
{
	u64 completed;

	if (!slot->timed || slot->spec->op->work)
		return;
	/*
	 * A completion may come before issue_pending has returned: then the device took no time
	 * beyond.
	 */
	completed = max(slot->completed, slot->mark);
	slot->sample.phase_ns[PHASE_device] = completed - slot->mark;
	slot->mark = completed;
	dmarig_slot_stamp(slot, PHASE_wake);
}

void dmarig_slot_end(struct slot *slot, enum dmarig_outcome outcome)
{
	const struct xfer_spec *spec = slot->spec;

	slot_stamp_wake(slot);
	if (slot->unmap && !dmarig_unmap_await(slot))
		outcome = DMARIG_OUTCOME_error;
	if (spec->op->maps) {
		slot_unmap(slot);
		dmarig_slot_stamp(slot, PHASE_unmap);
	}
	slot->sample.phase_ns[PHASE_total] = slot->mark - slot->begun;
	if (slot->due)
		slot->sample.phase_ns[PHASE_response] = slot->mark - slot->due;
	if (touches(spec->p, DMARIG_TOUCH_read))
		dmarig_slot_touch_read(slot);
	if (outcome == DMARIG_OUTCOME_good && slot->result != DMA_TRANS_NOERROR)
		outcome = DMARIG_OUTCOME_error;
	if (slot->checked && outcome != DMARIG_OUTCOME_error) {
		enum dmarig_outcome seen = dmarig_slot_verify(slot);

		dmarig_slot_stamp(slot, PHASE_verify);
		if (outcome == DMARIG_OUTCOME_good)
			outcome = seen;
	}
	slot->sample.len = slot->len;
	slot->sample.outcome = outcome;
	slot->state = SLOT_IDLE;
}

void dmarig_slot_abandon(struct slot *slot)
{
	if (slot->state != SLOT_IDLE)
		dmarig_slot_disarm(slot);
	dmarig_slot_forget_descs(slot);
	slot_unmap(slot);
}
