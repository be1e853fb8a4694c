/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Peers: what a slave channel talks to. A peer knows its channel and where its register is; it
 * knows nothing of transfers. See "struct dma_slave_config" in include/linux/dmaengine.h.
 */
#ifndef DMARIG_PEER_PEER_H
#define DMARIG_PEER_PEER_H

#include <linux/types.h>
#include "common/words.h"

struct params;
struct rchan;

/**
 * struct peer_ops - a member of the peer vector
 * @claim: get what the peer needs; @name is the channel's, where it is one. 0 or -errno after
 *	dmarig_sentence_say(); may sleep; may be NULL
 * @release: the opposite, also after a @claim that failed halfway; may be NULL
 * @put: the CPU writes the register from peer.words; NULL where there is no register
 * @look: the CPU reads the register that is written into peer.seen; NULL exactly when @put is
 * @spoil: the CPU makes each byte of the far register another than the near one has; NULL without
 *	PEER_PAIR
 * @damage: the byte offset from the register of the first neighbour that was overwritten, in @at;
 *	false when there is none; may be NULL
 */
struct peer_ops {
	int (*claim)(struct rchan *rc, const struct params *p, const char *name);
	void (*release)(struct rchan *rc);
	void (*put)(const struct rchan *rc);
	void (*look)(const struct rchan *rc);
	void (*spoil)(const struct rchan *rc);
	bool (*damage)(const struct rchan *rc, long *at);
};

/* Each member, in the file of its name. */
#define MEMBER(name, traits, help)	extern const struct peer_ops peer_##name;
DMARIG_PEERS(MEMBER)
#undef MEMBER

/* In the order of the words; see peer.c. */
extern const struct peer_ops *const peer_table[DMARIG_NR_PEERS];

/**
 * dmarig_peer_claim() - give a channel its peer
 * @rc: the channel
 * @p: the knobs, with a slave op
 * @span: bytes of the register window
 * @name: of the channel at the other end, where it is one
 *
 * May sleep. Return: 0, or -errno after dmarig_sentence_say(); dmarig_peer_release() undoes it in
 * any case.
 */
int dmarig_peer_claim(struct rchan *rc, const struct params *p, u32 span, const char *name);

/*
 * dmarig_peer_release() - take it away again, before the channel is released; @rc may have none,
 * and one that is in quarantine keeps its own
 */
void dmarig_peer_release(struct rchan *rc);

#endif
