// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the periods of a cyclic transfer hold: each round must write all of it again, so what was
 * looked at is poisoned at once, byte by byte different from what is expected.
 */
#include <linux/bitmap.h>
#include <linux/slab.h>
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/slot/slot_data.h"
#include "core/worker/cyclic_data.h"
#include "core/worker/worker.h"
#include "peer/peer.h"

int dmarig_cyclic_prepare(struct worker *w, struct slot *slot)
{
	struct dma_slave_caps caps = { };
	struct cycle *cycle = kvzalloc(sizeof(*cycle), GFP_KERNEL);

	w->cycle = cycle;
	if (!cycle)
		return -ENOMEM;
	cycle->len = w->spec.p->size;
	cycle->period = w->spec.p->period;
	cycle->nr_periods = cycle->len / cycle->period;
	dma_get_slave_caps(slot->descs[slot->nr_descs - 1].rc->chan, &caps);
	cycle->tells_residue = caps.residue_granularity != DMA_RESIDUE_GRANULARITY_DESCRIPTOR;
	cycle->tainted = bitmap_zalloc(cycle->nr_periods, GFP_KERNEL);
	if (w->spec.p->verify)
		cycle->expected = kvmalloc(cycle->len, GFP_KERNEL);
	return cycle->tainted && (cycle->expected || !w->spec.p->verify) ? 0 : -ENOMEM;
}

void dmarig_cyclic_free(struct worker *w)
{
	if (!w->cycle)
		return;
	kvfree(w->cycle->expected);
	bitmap_free(w->cycle->tainted);
	kvfree(w->cycle);
	w->cycle = NULL;
}

/* Expect what is sent, where it comes back; else what the register is read as. */
void dmarig_cyclic_expect(struct worker *w, struct slot *slot)
{
	const struct peer *peer = &w->spec.rc->peer;
	struct cycle *cycle = w->cycle;
	u32 at;

	if (!cycle->expected)
		return;
	if (slot->nr_reads) {
		pattern_fill(cycle->expected, cycle->len, dmarig_slot_keys(slot)[0]);
		return;
	}
	for (at = 0; at < cycle->len; at++)
		cycle->expected[at] = peer->words[at % peer->span];
}

s64 dmarig_cyclic_moved(const struct worker *w, const struct slot_desc *desc)
{
	const struct cycle *cycle = w->cycle;
	struct dma_tx_state state = { };

	if (!cycle->tells_residue)
		return -1;
	dmaengine_tx_status(desc->rc->chan, desc->cookie, &state);
	return state.residue > cycle->len ? -1 : cycle->len - state.residue;
}

int dmarig_cyclic_position(const struct worker *w, const struct slot_desc *desc)
{
	s64 moved = dmarig_cyclic_moved(w, desc);

	return moved < 0 ? -1 : (u32)moved / w->cycle->period % w->cycle->nr_periods;
}

/* May the channel be at the period that ended with this mark again? */
static bool is_late(const struct worker *w, const struct slot *slot)
{
	const struct cycle *cycle = w->cycle;
	int position = dmarig_cyclic_position(w, &slot->descs[slot->nr_descs - 1]);

	if (READ_ONCE(cycle->head) - cycle->tail >= cycle->nr_periods)
		return true;
	return position >= 0 && position == cycle->tail % cycle->nr_periods;
}

static size_t first_difference(const u8 *a, const u8 *b, size_t len)
{
	size_t i = 0;

	while (i < len && a[i] == b[i])
		i++;
	return i;
}

static void poison(u8 *at, const u8 *expected, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		at[i] = ~expected[i];
}

static enum dmarig_outcome unchecked(struct worker *w, struct slot *slot)
{
	slot->checked = false;
	w->tally.periods_unchecked++;
	return DMARIG_OUTCOME_good;
}

static enum dmarig_outcome wrong_period(struct worker *w, const u8 *got, size_t at)
{
	const struct cycle *cycle = w->cycle;
	size_t from = (cycle->tail % cycle->nr_periods) * cycle->period;
	u8 unwritten = ~cycle->expected[from + at];

	dmarig_sentence_say(w->spec.sentence,
			    "%s: worker %u period %u: wrong data: byte %zu of the buffer is 0x%02x, not 0x%02x%s",
			    w->spec.rc->name, w->spec.index, cycle->tail, from + at, got[at],
			    cycle->expected[from + at],
			    got[at] == unwritten ? ": it was not written" : "");
	return DMARIG_OUTCOME_data;
}

/*
 * A ring of one period is written anew as soon as it has ended, with the same bytes: they can be
 * compared, and not be poisoned.
 */
static enum dmarig_outcome verify_whole(struct worker *w, struct slot *slot)
{
	struct cycle *cycle = w->cycle;
	struct buf *buf = slot->bufs + slot->nr_reads;
	u8 *got = dmarig_slot_dst(slot, 0);
	size_t bad;

	dmarig_buf_sync_for_cpu(buf, slot->dst_at, cycle->len);
	bad = first_difference(got, cycle->expected, cycle->len);
	dmarig_buf_sync_for_device(buf, slot->dst_at, cycle->len);
	return bad == cycle->len ? DMARIG_OUTCOME_good : wrong_period(w, got, bad);
}

static enum dmarig_outcome verify_received(struct worker *w, struct slot *slot)
{
	struct cycle *cycle = w->cycle;
	struct buf *buf = slot->bufs + slot->nr_reads;
	u32 index = cycle->tail % cycle->nr_periods;
	size_t from = index * cycle->period, bad;
	u8 *got = dmarig_slot_dst(slot, 0) + from;
	bool fresh = !test_and_clear_bit(index, cycle->tainted);

	dmarig_buf_sync_for_cpu(buf, slot->dst_at + from, cycle->period);
	bad = first_difference(got, cycle->expected + from, cycle->period);
	if (is_late(w, slot) || !fresh) {
		dmarig_buf_sync_for_device(buf, slot->dst_at + from, cycle->period);
		return unchecked(w, slot);
	}
	poison(got, cycle->expected + from, cycle->period);
	dmarig_buf_sync_for_device(buf, slot->dst_at + from, cycle->period);
	if (is_late(w, slot))
		set_bit(index, cycle->tainted);
	return bad == cycle->period ? DMARIG_OUTCOME_good : wrong_period(w, got, bad);
}

/* A register that is written over and over holds words of the stream that follow each other. */
static enum dmarig_outcome verify_sent(struct worker *w, struct slot *slot)
{
	const struct peer *peer = &w->spec.rc->peer;
	struct cycle *cycle = w->cycle;
	u32 width = w->spec.p->dst_window ? peer->span / (u32)w->spec.p->dst_window : peer->span;
	u32 at, word;

	peer->ops->look(w->spec.rc);
	for (word = 0; word < peer->span; word += width) {
		for (at = word; at < cycle->len; at += peer->span)
			if (!memcmp(peer->seen + word, cycle->expected + at, width))
				break;
		if (at < cycle->len)
			continue;
		dmarig_sentence_say(w->spec.sentence,
				    "%s: worker %u period %u: word %u of the register is none that was sent to it",
				    w->spec.rc->name, w->spec.index, cycle->tail, word / width);
		return DMARIG_OUTCOME_data;
	}
	return DMARIG_OUTCOME_good;
}

enum dmarig_outcome dmarig_cyclic_verify(struct worker *w, struct slot *slot)
{
	enum dmarig_outcome outcome;

	if (slot->nr_bufs == slot->nr_reads)
		outcome = verify_sent(w, slot);
	else if (w->cycle->nr_periods == 1)
		outcome = verify_whole(w, slot);
	else
		outcome = verify_received(w, slot);
	dmarig_slot_stamp(slot, PHASE_verify);
	return outcome;
}

void dmarig_cyclic_settle(struct worker *w, struct slot *slot)
{
	enum dmarig_outcome outcome;

	if (!w->cycle->expected)
		return;
	slot->sample.transfer = 0;
	outcome = dmarig_slot_verify_around(slot);
	if (outcome != DMARIG_OUTCOME_good)
		w->tally.outcome[outcome]++;
}
