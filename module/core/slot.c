// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A transfer's life, step by step: choose, fill, touch, map, submit, take back, touch, verify.
 */
#include <linux/ktime.h>
#include <linux/math.h>
#include "completion/completion.h"
#include "core/chan.h"
#include "core/run.h"
#include "core/slot.h"
#include "core/trace.h"
#include "core/worker.h"
#include "op/op.h"

/* In front of every slice is a page of room, so that offset 0 is page-aligned and has a guard. */
#define SLOT_LEAD	PAGE_SIZE

struct dma_chan *slot_chan(const struct slot *slot)
{
	return slot->worker->rc->chan;
}

static int buf_alloc(struct buf *buf, const struct worker *w, enum dma_data_direction dir,
		     size_t offset)
{
	int ret;

	buf->mapping = mapping_table[w->p->mapping];
	buf->dev = w->rc->dev;
	buf->dir = w->p->direction == DMARIG_DIRECTION_bidirectional ? DMA_BIDIRECTIONAL : dir;
	buf->len = SLOT_LEAD + offset + w->p->size + PATTERN_GUARD;
	ret = buf->mapping->alloc(buf);
	if (ret)
		buf->mapping = NULL;
	return ret;
}

static void buf_release(struct buf *buf)
{
	if (buf->mapping)
		buf->mapping->free(buf);
	buf->mapping = NULL;
}

int slot_init(struct slot *slot, struct worker *worker)
{
	int ret;

	slot->worker = worker;
	ret = buf_alloc(&slot->src, worker, DMA_TO_DEVICE, worker->p->src_offset);
	if (ret)
		return ret;
	ret = buf_alloc(&slot->dst, worker, DMA_FROM_DEVICE, worker->p->dst_offset);
	if (ret)
		buf_release(&slot->src);
	return ret;
}

void slot_destroy(struct slot *slot)
{
	buf_release(&slot->dst);
	buf_release(&slot->src);
}

/* One of 0, step, 2 * step ... @max, from 32 random bits; @max is a multiple of @step. */
static size_t draw(u32 bits, size_t max, size_t step)
{
	return (size_t)reciprocal_scale(bits, max / step + 1) * step;
}

/* Reproducible from the seed and the transfer's number alone. */
static void slot_choose(struct slot *slot)
{
	const struct params *p = slot->worker->p;
	u64 bits = pattern_mix(slot->worker->key ^ slot->sample.transfer);
	u64 more = pattern_mix(bits);

	slot->len = p->size;
	slot->src_at = SLOT_LEAD + p->src_offset;
	slot->dst_at = SLOT_LEAD + p->dst_offset;
	if (p->random == DMARIG_RANDOM_size || p->random == DMARIG_RANDOM_both)
		slot->len = p->alignment + draw(bits, p->size - p->alignment, p->alignment);
	if (p->random == DMARIG_RANDOM_offset || p->random == DMARIG_RANDOM_both) {
		slot->src_at = SLOT_LEAD + draw(bits >> 32, p->src_offset, p->alignment);
		slot->dst_at = SLOT_LEAD + draw(more, p->dst_offset, p->alignment);
	}
	slot->checked = p->verify && slot->sample.transfer % p->verify == 0;
}

static u64 slot_key(const struct slot *slot, u32 what)
{
	return pattern_key(slot->worker->key, slot->sample.transfer, what);
}

static void slot_fill(struct slot *slot)
{
	u8 *dst = slot_dst(slot);

	pattern_fill(slot_src(slot), slot->len, slot_key(slot, 0));
	pattern_fill(dst - PATTERN_GUARD, PATTERN_GUARD, slot_key(slot, PATTERN_KEY_BEFORE));
	pattern_fill(dst + slot->len, PATTERN_GUARD, slot_key(slot, PATTERN_KEY_AFTER));
	slot_stamp(slot, PHASE_fill);
}

/* The CPU writes all of the source; what it writes is what a verified transfer holds anyway. */
static void slot_touch_write(struct slot *slot)
{
	pattern_fill(slot_src(slot), slot->len, slot_key(slot, 0));
	slot_stamp(slot, PHASE_touch);
}

/* The CPU reads all of the destination, a word at a time where there is a word. */
static void slot_touch_read(struct slot *slot)
{
	const u8 *from = slot_dst(slot);
	u64 before = slot->sample.phase_ns[PHASE_touch];
	u64 sum = 0, word;
	size_t i;

	for (i = 0; i + sizeof(word) <= slot->len; i += sizeof(word)) {
		__builtin_memcpy(&word, from + i, sizeof(word));
		sum += word;
	}
	for (; i < slot->len; i++)
		sum += from[i];
	OPTIMIZER_HIDE_VAR(sum);
	slot_stamp(slot, PHASE_touch);
	slot->sample.phase_ns[PHASE_touch] += before;
}

/* What the CPU wrote next to the slice, and will look at. */
static size_t slot_margin(const struct slot *slot)
{
	return slot->checked ? PATTERN_GUARD : 0;
}

static int slot_map(struct slot *slot)
{
	int ret;

	ret = buf_give(&slot->src, slot->src_at, slot->len, 0);
	if (ret)
		return ret;
	ret = buf_give(&slot->dst, slot->dst_at, slot->len, slot_margin(slot));
	if (ret)
		buf_take(&slot->src, slot->src_at, slot->len, 0);
	return ret;
}

static void slot_unmap(struct slot *slot)
{
	if (!slot->worker->op->maps)
		return;
	buf_take(&slot->src, slot->src_at, slot->len, 0);
	buf_take(&slot->dst, slot->dst_at, slot->len, slot_margin(slot));
}

static bool touches(const struct params *p, enum dmarig_touch touch)
{
	return p->cpu_touch == touch || p->cpu_touch == DMARIG_TOUCH_both;
}

int slot_begin(struct slot *slot, u64 transfer)
{
	struct worker *w = slot->worker;
	int ret = 0;

	slot->sample.transfer = transfer;
	slot_choose(slot);
	slot->timed = w->hist || trace_dmarig_transfer_enabled();
	if (slot->timed) {
		memset(slot->sample.phase_ns, 0, sizeof(slot->sample.phase_ns));
		slot->mark = ktime_get_ns();
		slot->sample.start = slot->mark;
	}
	if (slot->checked)
		slot_fill(slot);
	if (touches(w->p, DMARIG_TOUCH_write))
		slot_touch_write(slot);
	slot->begun = slot->mark;
	if (w->op->maps) {
		ret = slot_map(slot);
		slot_stamp(slot, PHASE_map);
	}
	return ret;
}

static int slot_submit_descriptor(struct slot *slot)
{
	const struct completion_way *way = slot->worker->way;
	struct dma_async_tx_descriptor *tx;
	dma_cookie_t cookie;

	tx = slot->worker->op->prep(slot, way->flags);
	if (!tx)
		return -EAGAIN;
	slot_stamp(slot, PHASE_prep);
	/* A new life, before anybody can be told that it has ended. */
	WRITE_ONCE(slot->life, slot->life + 1);
	if (way->arm)
		way->arm(slot, tx);
	WRITE_ONCE(slot->state, SLOT_FLIGHT);
	cookie = dmaengine_submit(tx);
	slot->sample.cookie = cookie;
	if (dma_submit_error(cookie)) {
		WRITE_ONCE(slot->state, SLOT_IDLE);
		if (way->disarm)
			way->disarm(slot);
		return -EIO;
	}
	slot_stamp(slot, PHASE_submit);
	return 0;
}

int slot_submit(struct slot *slot)
{
	const struct op *op = slot->worker->op;
	int ret;

	if (op->work) {
		op->work(slot);
		slot_stamp(slot, PHASE_device);
		slot->result = DMA_TRANS_NOERROR;
		slot->state = SLOT_ENDED;
		return 0;
	}
	ret = slot_submit_descriptor(slot);
	if (ret)
		slot_unmap(slot);
	return ret;
}

size_t slot_compare_copy(const struct slot *slot)
{
	return pattern_compare(slot_dst(slot), slot->len, slot_key(slot, 0));
}

static void explain_data(const struct slot *slot, size_t bad)
{
	const struct worker *w = slot->worker;
	char why[SENTENCE_LEN / 2];

	pattern_explain(slot_dst(slot), slot->len, bad, w->key, slot->sample.transfer, why,
			sizeof(why));
	run_explain(w->run, "%s: worker %u transfer %llu: wrong data: %s",
		    dma_chan_name(w->rc->chan), w->index, slot->sample.transfer, why);
}

static void explain_place(const struct slot *slot, const char *what, size_t at)
{
	const struct worker *w = slot->worker;

	run_explain(w->run, "%s: worker %u transfer %llu of %zu bytes: %s overwritten at byte %zu",
		    dma_chan_name(w->rc->chan), w->index, slot->sample.transfer, slot->len, what,
		    at);
}

static bool guard_is_whole(const struct slot *slot, const u8 *at, u32 what, const char *name)
{
	size_t bad = pattern_compare(at, PATTERN_GUARD, slot_key(slot, what));

	if (bad == PATTERN_GUARD)
		return true;
	explain_place(slot, name, bad);
	return false;
}

/* The destination first: where it is wrong, a guard or a source that is wrong too only follows. */
static enum dmarig_outcome slot_verify(struct slot *slot)
{
	const u8 *dst = slot_dst(slot);
	const u8 *after = dst + slot->len;
	size_t bad;

	bad = slot->worker->op->compare(slot);
	if (bad < slot->len) {
		explain_data(slot, bad);
		return DMARIG_OUTCOME_data;
	}
	if (!guard_is_whole(slot, dst - PATTERN_GUARD, PATTERN_KEY_BEFORE, "the guard before") ||
	    !guard_is_whole(slot, after, PATTERN_KEY_AFTER, "the guard after"))
		return DMARIG_OUTCOME_guard;
	bad = pattern_compare(slot_src(slot), slot->len, slot_key(slot, 0));
	if (bad < slot->len) {
		explain_place(slot, "the source", bad);
		return DMARIG_OUTCOME_source;
	}
	return DMARIG_OUTCOME_good;
}

static void slot_stamp_wake(struct slot *slot)
{
	u64 announced;

	if (!slot->timed || slot->worker->op->work)
		return;
	/*
	 * A completion may come before issue_pending has returned: then the device took no time
	 * beyond.
	 */
	announced = max(slot->announced, slot->mark);
	slot->sample.phase_ns[PHASE_device] = announced - slot->mark;
	slot->mark = announced;
	slot_stamp(slot, PHASE_wake);
}

void slot_end(struct slot *slot, enum dmarig_outcome outcome)
{
	struct worker *w = slot->worker;

	slot_stamp_wake(slot);
	if (w->op->maps) {
		slot_unmap(slot);
		slot_stamp(slot, PHASE_unmap);
	}
	slot->sample.phase_ns[PHASE_total] = slot->mark - slot->begun;
	if (touches(w->p, DMARIG_TOUCH_read))
		slot_touch_read(slot);
	if (outcome == DMARIG_OUTCOME_good && slot->result != DMA_TRANS_NOERROR)
		outcome = DMARIG_OUTCOME_error;
	if (slot->checked && outcome != DMARIG_OUTCOME_error) {
		enum dmarig_outcome seen = slot_verify(slot);

		slot_stamp(slot, PHASE_verify);
		if (outcome == DMARIG_OUTCOME_good)
			outcome = seen;
	}
	slot->sample.len = slot->len;
	slot->sample.outcome = outcome;
	slot->state = SLOT_IDLE;
}

void slot_abandon(struct slot *slot)
{
	const struct completion_way *way = slot->worker->way;

	WRITE_ONCE(slot->state, SLOT_IDLE);
	if (way->disarm)
		way->disarm(slot);
	slot_unmap(slot);
}
