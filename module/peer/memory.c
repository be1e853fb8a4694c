// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * peer=memory: coherent memory stands in for the peripheral. Its register is in the middle, and
 * what is around it must stay as it is. With flow=dev_to_dev there are two.
 */
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include "common/params.h"
#include "common/pattern.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/observe/observe.h"
#include "peer/peer.h"

#define AROUND		PAGE_SIZE	/* bytes before the register */

/* Of two registers the far one lies as far behind the near one as that does behind the start. */
static size_t far_at(const struct peer *peer)
{
	return AROUND + (peer->far - peer->phys);
}

static size_t memory_bytes(const struct peer *peer)
{
	return far_at(peer) + peer->span + AROUND;
}

static u64 before_key(const struct peer *peer)
{
	return pattern_mix(peer->phys);
}

static u64 after_key(const struct peer *peer)
{
	return pattern_mix(peer->phys + 1);
}

static u64 between_key(const struct peer *peer)
{
	return pattern_mix(peer->phys + 2);
}

static u8 *between(const struct peer *peer)
{
	return peer->memory + AROUND + peer->span;
}

/* Bytes from the near register to the far one. */
static size_t between_bytes(const struct peer *peer)
{
	return peer->far == peer->phys ? 0 : peer->far - peer->phys - peer->span;
}

static void fill_around(const struct peer *peer)
{
	pattern_fill(peer->memory, AROUND, before_key(peer));
	pattern_fill(between(peer), between_bytes(peer), between_key(peer));
	pattern_fill(peer->memory + far_at(peer) + peer->span, AROUND, after_key(peer));
}

static bool is_pair(const struct params *p)
{
	return p->flow == DMARIG_FLOW_dev_to_dev;
}

/* A register is told by its physical address, and drivers differ in what they make of that. */
static int memory_claim(struct rchan *rc, const struct params *p, const char *name)
{
	struct peer *peer = &rc->peer;

	if (dmarig_observe_path(rc->dev) != DMARIG_PATH_direct) {
		dmarig_sentence_say(rc->sentence,
				    "peer=memory: %s is behind path=%s, and memory can only stand in for a register on the direct path",
				    dev_name(rc->dev),
				    dmarig_paths[dmarig_observe_path(rc->dev)].name);
		return -EINVAL;
	}
	peer->phys = 0;
	peer->far = is_pair(p) ? AROUND + peer->span : 0;
	peer->memory = dma_alloc_coherent(rc->dev, memory_bytes(peer), &peer->dma,
					  GFP_KERNEL | __GFP_NOWARN);
	if (!peer->memory)
		return -ENOMEM;
	peer->phys = dma_to_phys(rc->dev, peer->dma) + AROUND;
	peer->far += peer->phys;
	fill_around(peer);
	return 0;
}

static void memory_release(struct rchan *rc)
{
	struct peer *peer = &rc->peer;

	if (peer->memory)
		dma_free_coherent(rc->dev, memory_bytes(peer), peer->memory, peer->dma);
}

static void memory_put(const struct rchan *rc)
{
	memcpy(rc->peer.memory + AROUND, rc->peer.words, rc->peer.span);
}

static void memory_look(const struct rchan *rc)
{
	memcpy(rc->peer.seen, rc->peer.memory + far_at(&rc->peer), rc->peer.span);
}

static void memory_spoil(const struct rchan *rc)
{
	const struct peer *peer = &rc->peer;
	u8 *far = peer->memory + far_at(peer);
	u32 at;

	for (at = 0; at < peer->span; at++)
		far[at] = (u8)~peer->words[at];
}

static bool memory_damage(const struct rchan *rc, long *at)
{
	const struct peer *peer = &rc->peer;
	size_t bad;

	bad = pattern_compare(peer->memory, AROUND, before_key(peer));
	if (bad != AROUND) {
		*at = (long)bad - (long)AROUND;
		return true;
	}
	bad = pattern_compare(between(peer), between_bytes(peer), between_key(peer));
	if (bad != between_bytes(peer)) {
		*at = (long)(peer->span + bad);
		return true;
	}
	bad = pattern_compare(peer->memory + far_at(peer) + peer->span, AROUND, after_key(peer));
	*at = (long)(far_at(peer) - AROUND + peer->span + bad);
	return bad != AROUND;
}

const struct peer_ops peer_memory = {
	.claim		= memory_claim,
	.release	= memory_release,
	.put		= memory_put,
	.look		= memory_look,
	.spoil		= memory_spoil,
	.damage		= memory_damage,
};
