// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The table of peers, made from the list of their names, and what those with a register share.
 */
#include <linux/slab.h>
#include "common/params.h"
#include "common/pattern.h"
#include "core/chan/chan.h"
#include "peer/peer.h"

#define ROW(name, traits, help)		[DMARIG_PEER_##name] = &peer_##name,
const struct peer_ops *const peer_table[DMARIG_NR_PEERS] = { DMARIG_PEERS(ROW) };
#undef ROW

/* A peer that is no peer, and one that needs nothing. */
const struct peer_ops peer_none = { };
const struct peer_ops peer_device = { };

static int alloc_words(struct peer *peer, u64 seed)
{
	peer->words = kmalloc(peer->span, GFP_KERNEL);
	peer->seen = kmalloc(peer->span, GFP_KERNEL);
	if (!peer->words || !peer->seen)
		return -ENOMEM;
	pattern_fill(peer->words, peer->span, pattern_mix(seed));
	return 0;
}

int dmarig_peer_claim(struct rchan *rc, const struct params *p, u32 span, const char *name)
{
	struct peer *peer = &rc->peer;
	int ret = 0;

	peer->ops = peer_table[params_peer(p)];
	peer->span = span;
	if (peer->ops->put)
		ret = alloc_words(peer, p->seed);
	if (!ret && peer->ops->claim)
		ret = peer->ops->claim(rc, p, name);
	if (!ret && peer->ops->put && p->verify)
		peer->ops->put(rc);
	return ret;
}

void dmarig_peer_release(struct rchan *rc)
{
	struct peer *peer = &rc->peer;

	/* The channel may still write there. */
	if (rc->quarantined)
		return;
	if (peer->ops && peer->ops->release)
		peer->ops->release(rc);
	kfree(peer->words);
	kfree(peer->seen);
	memset(peer, 0, sizeof(*peer));
}
