// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of peers, made from the list of their names, and what those with a register share.
 */
#include <linux/slab.h>
#include "common/params.h"
#include "common/pattern.h"
#include "core/chan.h"
#include "peer/peer.h"

#define ROW(name, traits, help)		[DMARIG_PEER_##name] = &peer_##name,
const struct peer *const peer_table[DMARIG_NR_PEERS] = { DMARIG_PEERS(ROW) };
#undef ROW

/* A peer that is no peer, and one that needs nothing. */
const struct peer peer_none = { };
const struct peer peer_device = { };

static int alloc_words(struct peering *peer, u64 seed)
{
	peer->words = kmalloc(peer->span, GFP_KERNEL);
	peer->seen = kmalloc(peer->span, GFP_KERNEL);
	if (!peer->words || !peer->seen)
		return -ENOMEM;
	pattern_fill(peer->words, peer->span, pattern_mix(seed));
	return 0;
}

int peer_claim(struct rchan *rc, const struct params *p, u32 span, const char *name)
{
	struct peering *peer = &rc->peer;
	int ret = 0;

	peer->kind = peer_table[params_peer(p)];
	peer->span = span;
	if (peer->kind->put)
		ret = alloc_words(peer, p->seed);
	if (!ret && peer->kind->claim)
		ret = peer->kind->claim(rc, p, name);
	if (!ret && peer->kind->put && p->verify)
		peer->kind->put(rc);
	return ret;
}

void peer_release(struct rchan *rc)
{
	struct peering *peer = &rc->peer;

	/* The channel may still write there. */
	if (rc->quarantined)
		return;
	if (peer->kind && peer->kind->release)
		peer->kind->release(rc);
	kfree(peer->words);
	kfree(peer->seen);
	memset(peer, 0, sizeof(*peer));
}
