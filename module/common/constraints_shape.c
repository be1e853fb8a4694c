// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Which transfers can be in pieces, and in which.
 */
#include "common/constraints.h"
#include "common/shape.h"

/* Gaps are memory too, and this is all of it that one buffer may take. */
#define MOST_ROOM	(64u << 20)

/* The knob that asks for a list, as one would write it. */
static void name_list(const struct params *p, char *text, size_t len)
{
	if (p->sg_entries > 1)
		snprintf(text, len, "sg_entries=%llu", p->sg_entries);
	else if (p->sg_cut != DMARIG_SG_CUT_even)
		snprintf(text, len, "sg_cut=%s", dmarig_sg_cuts[p->sg_cut].name);
	else
		snprintf(text, len, "sg_place=%s", dmarig_sg_places[p->sg_place].name);
}

int constraint_lists(const struct params *p, char *err, size_t len)
{
	const struct word *op = &dmarig_ops[p->op], *mapping = &dmarig_mappings[p->mapping];
	char what[64], which[SENTENCE_LEN / 2];

	if (p->mapping == DMARIG_MAPPING_sg_chained && p->sg_entries == 1) {
		snprintf(err, len, "sg_entries=1 with mapping=sg_chained: one entry has no chain");
		return -EINVAL;
	}
	if (!shape_is_cut(p) || (mapping->traits & MAPPING_LISTS && op->traits & OP_LISTS))
		return 0;
	name_list(p, what, sizeof(what));
	if (op->traits & OP_LISTS) {
		word_names_with(dmarig_mappings, MAPPING_LISTS, which, sizeof(which));
		snprintf(err, len, "%s with mapping=%s: only %s make lists", what, mapping->name,
			 which);
		return -EINVAL;
	}
	word_names_with(dmarig_ops, OP_LISTS, which, sizeof(which));
	snprintf(err, len, "%s with op=%s: only %s take lists", what, op->name, which);
	return -EINVAL;
}

int constraint_entries(const struct params *p, char *err, size_t len)
{
	u64 least = shape_least_steps(p) * p->alignment;

	if (!shape_is_cut(p))
		return 0;
	if (p->sg_cut == DMARIG_SG_CUT_odd && p->alignment > 1) {
		snprintf(err, len, "sg_cut=odd with alignment=%llu: odd lengths are aligned to 1",
			 p->alignment);
		return -EINVAL;
	}
	if (p->sg_entries * least <= p->size)
		return 0;
	snprintf(err, len,
		 "sg_entries=%llu with size=%llu: an entry has at least %llu bytes with sg_place=%s sg_cut=%s alignment=%llu",
		 p->sg_entries, p->size, least, dmarig_sg_places[p->sg_place].name,
		 dmarig_sg_cuts[p->sg_cut].name, p->alignment);
	return -EINVAL;
}

int constraint_places(const struct params *p, char *err, size_t len)
{
	bool source = p->src_offset;

	if (!shape_is_cut(p))
		return 0;
	if (p->sg_place == DMARIG_SG_PLACE_crossing && p->alignment > 2048) {
		snprintf(err, len, "sg_place=crossing with alignment=%llu: want at most 2048",
			 p->alignment);
		return -EINVAL;
	}
	if (!p->src_offset && !p->dst_offset)
		return 0;
	snprintf(err, len, "%s_offset=%llu with a list: sg_place says where its entries start",
		 source ? "src" : "dst", source ? p->src_offset : p->dst_offset);
	return -EINVAL;
}

static int check_no_chunks(const struct params *p, char *err, size_t len)
{
	const struct { const char *name; u64 value, none; } knobs[] = {
		{ "chunk", p->chunk, 0 },
		{ "frame", p->frame, 1 },
		{ "src_gap", p->src_gap, 0 },
		{ "dst_gap", p->dst_gap, 0 },
	};
	bool chunks = dmarig_ops[p->op].traits & OP_CHUNKS;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(knobs); i++) {
		if (knobs[i].value == knobs[i].none)
			continue;
		snprintf(err, len, "%s=%llu with %s%s: it has no chunks", knobs[i].name,
			 knobs[i].value, chunks ? "chunk=0" : "op=",
			 chunks ? "" : dmarig_ops[p->op].name);
		return -EINVAL;
	}
	return 0;
}

static int check_room(const struct params *p, const char *name, u64 gap, char *err, size_t len)
{
	u64 most = MOST_ROOM / ((u32)p->size / (u32)p->chunk);

	if (p->chunk + gap <= most)
		return 0;
	snprintf(err, len,
		 "%s=%llu with size=%llu chunk=%llu: want at most %llu, that is %u MiB in all",
		 name, gap, p->size, p->chunk, most > p->chunk ? most - p->chunk : 0,
		 MOST_ROOM >> 20);
	return -EINVAL;
}

int constraint_chunks(const struct params *p, char *err, size_t len)
{
	u64 frame = p->chunk * p->frame;
	int ret;

	if (!(dmarig_ops[p->op].traits & OP_CHUNKS) || !p->chunk)
		return check_no_chunks(p, err, len);
	if (frame > p->size || (u32)p->size % (u32)frame) {
		snprintf(err, len,
			 "size=%llu is no multiple of a frame, chunk=%llu times frame=%llu",
			 p->size, p->chunk, p->frame);
		return -EINVAL;
	}
	ret = check_room(p, "src_gap", p->src_gap, err, len);
	return ret ?: check_room(p, "dst_gap", p->dst_gap, err, len);
}
