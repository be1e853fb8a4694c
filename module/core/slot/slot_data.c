// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a slot's buffers hold: filling, touching, verifying, and explaining what is wrong.
 */
#include "common/parity.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/slot/metadata.h"
#include "core/slot/slot_data.h"
#include "core/slot/slot_pieces.h"
#include "op/op.h"

static u64 slot_key(const struct slot *slot, u32 what)
{
	return pattern_key(slot->spec->key, slot->sample.transfer, what);
}

const u64 *dmarig_slot_keys(const struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_sources; i++)
		slot->keys[i] = slot_key(slot, i);
	return slot->keys;
}

static u32 nr_parities(const struct slot *slot)
{
	return slot->nr_reads - slot->nr_sources;
}

static u32 nr_destinations(const struct slot *slot)
{
	return slot->nr_bufs - slot->nr_reads;
}

static void *slot_parity(const struct slot *slot, u32 i)
{
	return dmarig_slot_src(slot, slot->nr_sources + i);
}

/* Every second transfer on average has one wrong parity or more, by one bit somewhere. */
static void choose_wrong(struct slot *slot)
{
	u64 bits = slot_key(slot, PATTERN_KEY_WRONG);
	u32 combinations = BIT(nr_parities(slot)) - 1;

	slot->wrong = bits & 1 ? 1 + (u32)(bits >> 32) % combinations : 0;
}

/* Make the wrong parities wrong, or right again. */
static void corrupt_parities(struct slot *slot)
{
	u64 bits = slot_key(slot, PATTERN_KEY_CORRUPT);
	u8 *parity;
	u32 i;

	for (i = 0; i < nr_parities(slot); i++) {
		parity = slot_parity(slot, i);
		if (slot->wrong & BIT(i))
			parity[(u32)(bits >> 32) % slot->len] ^= BIT(bits & 7);
	}
}

static void fill_parities(struct slot *slot)
{
	const u64 *keys = dmarig_slot_keys(slot);
	u32 i;

	for (i = 0; i < nr_parities(slot); i++)
		parity_fill(slot_parity(slot, i), slot->len, keys, slot->nr_sources, i);
	choose_wrong(slot);
	corrupt_parities(slot);
}

static void fill_sources(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_sources; i++)
		pattern_fill(dmarig_slot_src(slot, i), slot->len, slot_key(slot, i));
}

static void fill_guards(struct slot *slot, u32 i)
{
	u8 *dst = dmarig_slot_dst(slot, i);

	pattern_fill(dst - PATTERN_GUARD, PATTERN_GUARD, slot_key(slot, PATTERN_KEY_BEFORE(i)));
	pattern_fill(dst + slot->len, PATTERN_GUARD, slot_key(slot, PATTERN_KEY_AFTER(i)));
}

static void fill_destination(struct slot *slot, u32 i)
{
	if (slot->spec->op->poisons) {
		pattern_fill(dmarig_slot_dst(slot, i), slot->len,
			     slot_key(slot, PATTERN_KEY_POISON(i)));
		dmarig_pieces_put(slot, slot->nr_reads + i);
	}
	if (slot->writes)
		dmarig_pieces_guard(slot, i, slot_key(slot, PATTERN_KEY_BEFORE(i)));
	else
		fill_guards(slot, i);
}

void dmarig_slot_fill(struct slot *slot)
{
	u32 i;

	fill_sources(slot);
	if (nr_parities(slot))
		fill_parities(slot);
	for (i = 0; i < slot->nr_reads; i++)
		dmarig_pieces_put(slot, i);
	for (i = 0; i < nr_destinations(slot); i++)
		fill_destination(slot, i);
	if (slot->spec->op->ready)
		slot->spec->op->ready(slot);
	dmarig_slot_stamp(slot, PHASE_fill);
}

/* Straight into the pieces: the time is that of the CPU's writing and of nothing else. */
static void touch_pieces(struct slot *slot)
{
	u32 i;

	for (i = 0; i < slot->nr_sources; i++)
		shape_fill(slot->reads, slot->bufs[i].cpu + slot->src_at, slot->len,
			   slot_key(slot, i));
}

void dmarig_slot_touch_write(struct slot *slot)
{
	if (slot->reads)
		touch_pieces(slot);
	else
		fill_sources(slot);
	dmarig_slot_stamp(slot, PHASE_touch);
}

/* A word at a time where there is a word. */
static u64 read_all(const u8 *from, size_t len)
{
	u64 sum = 0, word;
	size_t i;

	for (i = 0; i + sizeof(word) <= len; i += sizeof(word)) {
		__builtin_memcpy(&word, from + i, sizeof(word));
		sum += word;
	}
	for (; i < len; i++)
		sum += from[i];
	return sum;
}

static u64 read_pieces(const struct slot *slot, u32 i)
{
	const u8 *from = slot->bufs[slot->nr_reads + i].cpu + slot->dst_at;
	struct walk w = { };
	u64 sum = 0;

	while (shape_next(slot->writes, slot->len, &w))
		sum += read_all(from + w.at, w.len);
	return sum;
}

void dmarig_slot_touch_read(struct slot *slot)
{
	u64 before = slot->sample.phase_ns[PHASE_touch];
	u64 sum = 0;
	u32 i;

	for (i = 0; i < nr_destinations(slot); i++)
		sum += slot->writes ? read_pieces(slot, i) : read_all(dmarig_slot_dst(slot, i),
								      slot->len);
	OPTIMIZER_HIDE_VAR(sum);
	dmarig_slot_stamp(slot, PHASE_touch);
	slot->sample.phase_ns[PHASE_touch] += before;
}

size_t dmarig_slot_compare_copy(const struct slot *slot, u32 i)
{
	return pattern_compare(dmarig_slot_dst(slot, i), slot->len, slot_key(slot, 0));
}

void dmarig_slot_explain_copy(const struct slot *slot, u32 i, size_t bad, char *text, size_t room)
{
	pattern_explain(dmarig_slot_dst(slot, i), slot->len, bad, slot->spec->key,
			slot->sample.transfer, text, room);
}

/* The terms of parity @i: the sources, and its value before if the op continues from it. */
static u32 parity_terms(const struct slot *slot, u32 i)
{
	u32 at = 0, source;

	if (slot->spec->p->pq_continue)
		slot->keys[at++] = slot_key(slot, PATTERN_KEY_POISON(i));
	for (source = 0; source < slot->nr_sources; source++)
		slot->keys[at++] = slot_key(slot, source);
	return at;
}

size_t dmarig_slot_compare_parity(const struct slot *slot, u32 i)
{
	u32 terms = parity_terms(slot, i);

	return parity_compare(dmarig_slot_dst(slot, i), slot->len, slot->keys, terms, i);
}

void dmarig_slot_explain_parity(const struct slot *slot, u32 i, size_t bad, char *text, size_t room)
{
	u32 terms = parity_terms(slot, i);

	parity_explain(dmarig_slot_dst(slot, i), slot->len, bad, slot->keys, terms, i, text, room);
}

size_t dmarig_slot_compare_poison(const struct slot *slot, u32 i)
{
	return pattern_compare(dmarig_slot_dst(slot, i), slot->len,
			       slot_key(slot, PATTERN_KEY_POISON(i)));
}

static void explain_data(const struct slot *slot, u32 i, size_t bad)
{
	const struct xfer_spec *spec = slot->spec;
	char why[SENTENCE_LEN / 2], which[32] = "";

	if (nr_destinations(slot) > 1)
		snprintf(which, sizeof(which), " in destination %u", i);
	spec->op->explain(slot, i, bad, why, sizeof(why));
	dmarig_sentence_say(spec->sentence, "%s: worker %u transfer %llu: wrong data%s: %s",
			    spec->rc->name, spec->index, slot->sample.transfer, which, why);
}

static void explain_place(const struct slot *slot, const char *what, size_t at)
{
	const struct xfer_spec *spec = slot->spec;

	dmarig_sentence_say(spec->sentence,
			    "%s: worker %u transfer %llu of %zu bytes: %s overwritten at byte %zu",
			    spec->rc->name, spec->index, slot->sample.transfer, slot->len, what,
			    at);
}

static void explain_verdict(const struct slot *slot, u32 want, u32 looked_at)
{
	const struct xfer_spec *spec = slot->spec;

	dmarig_sentence_say(spec->sentence,
			    "%s: worker %u transfer %llu: wrong verdict: flags 0x%x of 0x%x, not 0x%x",
			    spec->rc->name, spec->index, slot->sample.transfer,
			    slot->verdict & looked_at, looked_at, want);
}

static bool peer_is_right(const struct slot *slot)
{
	const struct xfer_spec *spec = slot->spec;
	char why[SENTENCE_LEN / 2];

	if (!spec->op->inspect || spec->op->inspect(slot, why, sizeof(why)))
		return true;
	dmarig_sentence_say(spec->sentence,
			    "%s: worker %u transfer %llu: wrong data at the peer: %s",
			    spec->rc->name, spec->index, slot->sample.transfer, why);
	return false;
}

static bool destinations_are_right(const struct slot *slot)
{
	const struct op *op = slot->spec->op;
	size_t bad;
	u32 i;

	for (i = 0; i < nr_destinations(slot); i++) {
		bad = op->compare(slot, i);
		if (bad == slot->len)
			continue;
		explain_data(slot, i, bad);
		return false;
	}
	return true;
}

/* enum sum_check_flags count the parities as we do. A flag of a disabled one says nothing. */
static bool verdict_is_right(const struct slot *slot)
{
	u32 looked_at = BIT(nr_parities(slot)) - 1;

	looked_at &= ~params_disabled(slot->spec->p);
	if (((slot->verdict ^ slot->wrong) & looked_at) == 0)
		return true;
	explain_verdict(slot, slot->wrong & looked_at, looked_at);
	return false;
}

static bool guard_is_whole(const struct slot *slot, const u8 *at, u32 what, const char *name)
{
	size_t bad = pattern_compare(at, PATTERN_GUARD, slot_key(slot, what));

	if (bad == PATTERN_GUARD)
		return true;
	explain_place(slot, name, bad);
	return false;
}

/* Are the gaps of a destination in pieces unwritten? */
static bool gaps_are_whole(const struct slot *slot, u32 i)
{
	struct guards g;
	ssize_t bad = dmarig_pieces_damage(slot, i, slot_key(slot, PATTERN_KEY_BEFORE(i)), &g);
	char what[64];

	if (bad < 0)
		return true;
	snprintf(what, sizeof(what), "the memory %s piece %u of %u", g.behind ? "behind" : "before",
		 g.piece, shape_count(slot->writes, slot->len));
	explain_place(slot, what, bad);
	return false;
}

static bool guards_are_whole(const struct slot *slot)
{
	const u8 *dst;
	u32 i;

	for (i = 0; i < nr_destinations(slot); i++) {
		if (slot->writes && !gaps_are_whole(slot, i))
			return false;
		if (slot->writes)
			continue;
		dst = dmarig_slot_dst(slot, i);
		if (!guard_is_whole(slot, dst - PATTERN_GUARD, PATTERN_KEY_BEFORE(i),
				    "the guard before") ||
		    !guard_is_whole(slot, dst + slot->len, PATTERN_KEY_AFTER(i),
				    "the guard after"))
			return false;
	}
	return true;
}

static bool sources_are_whole(const struct slot *slot)
{
	size_t bad;
	u32 i;

	for (i = 0; i < slot->nr_sources; i++) {
		bad = pattern_compare(dmarig_slot_src(slot, i), slot->len, slot_key(slot, i));
		if (bad == slot->len)
			continue;
		explain_place(slot, "the source", bad);
		return false;
	}
	return true;
}

static bool parities_are_whole(struct slot *slot)
{
	size_t bad;
	u32 i;

	if (!nr_parities(slot))
		return true;
	corrupt_parities(slot);
	for (i = 0; i < nr_parities(slot); i++) {
		bad = parity_compare(slot_parity(slot, i), slot->len, dmarig_slot_keys(slot),
				     slot->nr_sources, i);
		if (bad == slot->len)
			continue;
		explain_place(slot, "the parity", bad);
		return false;
	}
	return true;
}

enum dmarig_outcome dmarig_slot_verify_around(struct slot *slot)
{
	if (!guards_are_whole(slot))
		return DMARIG_OUTCOME_guard;
	if (!sources_are_whole(slot) || !parities_are_whole(slot))
		return DMARIG_OUTCOME_source;
	return DMARIG_OUTCOME_good;
}

/* The result first: where it is wrong, a guard or a source that is wrong too only follows. */
enum dmarig_outcome dmarig_slot_verify(struct slot *slot)
{
	dmarig_pieces_get(slot);
	if (!destinations_are_right(slot) || !verdict_is_right(slot) || !peer_is_right(slot) ||
	    !dmarig_metadata_is_right(slot))
		return DMARIG_OUTCOME_data;
	return dmarig_slot_verify_around(slot);
}
