// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What becomes of data at a peripheral: it comes back as it was sent, or it goes through a
 * register, or a window of several, which the words of a transfer write or read in turn.
 */
#include "core/chan/chan.h"
#include "core/slot/slot_data.h"
#include "op/slave.h"
#include "peer/peer.h"

struct buf *dmarig_slave_buf(struct slot *slot)
{
	return slot->desc->dir == DMA_MEM_TO_DEV ? slot->bufs : slot->bufs + slot->nr_reads;
}

static const struct peer *slot_peer(const struct slot *slot)
{
	return &slot->spec->rc->peer;
}

/* Byte @at of what a register is read as, over and over. */
static u8 register_byte(const struct peer *peer, size_t at)
{
	return peer->words[at % peer->span];
}

/* Between registers, a transfer has memory for its length alone, which must stay as it is. */
static bool is_between(const struct slot *slot)
{
	return slot->descs[0].dir == DMA_DEV_TO_DEV;
}

void dmarig_slave_ready(const struct slot *slot)
{
	if (is_between(slot))
		slot_peer(slot)->ops->spoil(slot->spec->rc);
}

size_t dmarig_slave_compare(const struct slot *slot, u32 i)
{
	const struct peer *peer = slot_peer(slot);
	const u8 *dst = dmarig_slot_dst(slot, i);
	size_t at = 0, n;

	if (is_between(slot))
		return dmarig_slot_compare_poison(slot, i);
	if (!peer->words)
		return dmarig_slot_compare_copy(slot, i);
	/* Whole windows at a time; the byte is looked for where one is wrong. */
	for (; at < slot->len; at += n) {
		n = min_t(size_t, peer->span, slot->len - at);
		if (memcmp(dst + at, peer->words, n))
			break;
	}
	while (at < slot->len && dst[at] == register_byte(peer, at))
		at++;
	return min(at, slot->len);
}

void dmarig_slave_explain(const struct slot *slot, u32 i, size_t bad, char *text, size_t room)
{
	const struct peer *peer = slot_peer(slot);
	const u8 *dst = dmarig_slot_dst(slot, i);

	if (is_between(slot))
		snprintf(text, room, "byte %zu of %zu was written, by a transfer between registers",
			 bad, slot->len);
	else if (peer->words)
		snprintf(text, room, "byte %zu of %zu is 0x%02x, but the register holds 0x%02x",
			 bad, slot->len, dst[bad], register_byte(peer, bad));
	else
		dmarig_slot_explain_copy(slot, i, bad, text, room);
}

/* The last byte of the stream that went to byte @at of the register; the stream filled it all. */
static size_t last_to(const struct slot *slot, const struct peer *peer, u32 at)
{
	size_t last = slot->len - 1;

	return last - (last - at) % peer->span;
}

static bool far_is_right(const struct slot *slot, const struct peer *peer, char *text, size_t room)
{
	u32 at;

	peer->ops->look(slot->spec->rc);
	for (at = 0; at < peer->span; at++) {
		if (peer->seen[at] == peer->words[at])
			continue;
		snprintf(text, room,
			 "byte %u of the far register is 0x%02x, but of the near one it is 0x%02x",
			 at, peer->seen[at], peer->words[at]);
		return false;
	}
	return true;
}

bool dmarig_slave_inspect(const struct slot *slot, char *text, size_t room)
{
	const struct peer *peer = slot_peer(slot);
	const struct rchan *rc = slot->spec->rc;
	const u8 *src;
	long damaged;
	size_t from;
	u32 at;

	if (peer->ops->damage && peer->ops->damage(rc, &damaged)) {
		snprintf(text, room, "byte %ld from the register was overwritten", damaged);
		return false;
	}
	if (is_between(slot))
		return far_is_right(slot, peer, text, room);
	if (slot->descs[0].dir != DMA_MEM_TO_DEV || !peer->words)
		return true;
	src = dmarig_slot_src(slot, 0);
	peer->ops->look(rc);
	for (at = 0; at < peer->span; at++) {
		from = last_to(slot, peer, at);
		if (peer->seen[at] == src[from])
			continue;
		snprintf(text, room,
			 "byte %u of the register is 0x%02x, but byte %zu of %zu was 0x%02x",
			 at, peer->seen[at], from, slot->len, src[from]);
		return false;
	}
	return true;
}
