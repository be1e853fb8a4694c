// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * peer=memory: coherent memory stands in for the peripheral. Its register is in the middle, and
 * what is around it must stay as it is.
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

static size_t memory_bytes(const struct peer *peer)
{
	return 2 * AROUND + peer->span;
}

static u64 before_key(const struct peer *peer)
{
	return pattern_mix(peer->phys);
}

static u64 after_key(const struct peer *peer)
{
	return pattern_mix(peer->phys + 1);
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
	peer->memory = dma_alloc_coherent(rc->dev, memory_bytes(peer), &peer->dma,
					  GFP_KERNEL | __GFP_NOWARN);
	if (!peer->memory)
		return -ENOMEM;
	peer->phys = dma_to_phys(rc->dev, peer->dma) + AROUND;
	pattern_fill(peer->memory, AROUND, before_key(peer));
	pattern_fill(peer->memory + AROUND + peer->span, AROUND, after_key(peer));
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
	memcpy(rc->peer.seen, rc->peer.memory + AROUND, rc->peer.span);
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
	bad = pattern_compare(peer->memory + AROUND + peer->span, AROUND, after_key(peer));
	*at = (long)(peer->span + bad);
	return bad != AROUND;
}

const struct peer_ops peer_memory = {
	.claim		= memory_claim,
	.release	= memory_release,
	.put		= memory_put,
	.look		= memory_look,
	.damage		= memory_damage,
};
