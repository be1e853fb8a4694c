// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * peer=<channel>: what one channel sends the other receives, as in a loopback between the transmit
 * and the receive channel of a stream.
 */
#include <linux/err.h>
#include "common/params.h"
#include "core/chan/chan.h"
#include "peer/peer.h"

static int channel_claim(struct rchan *rc, const struct params *p, const char *name)
{
	struct rchan *peer = dmarig_chan_claim(rc->sentence, rc->holder, name, p, rc->op);

	if (IS_ERR(peer))
		return PTR_ERR(peer);
	rc->peer_chan = peer;
	return 0;
}

static void channel_release(struct rchan *rc)
{
	if (rc->peer_chan)
		dmarig_chan_release(rc->peer_chan);
	rc->peer_chan = NULL;
}

const struct peer_ops peer_channel = {
	.claim		= channel_claim,
	.release	= channel_release,
};
