// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * peer=<physical address>: a real register window. Reading or writing one may do anything to a
 * machine, so the module must be told at load that this is wanted. With verify=0 the CPU does not
 * touch it; otherwise it must behave as memory does.
 */
#include <linux/io.h>
#include <linux/module.h>
#include "common/params.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/observe/window.h"
#include "peer/peer.h"

static bool unlock_peer_address;
module_param(unlock_peer_address, bool, 0400);
MODULE_PARM_DESC(unlock_peer_address,
		 "allow peer=<physical address>, which may do anything to this machine");

static int address_check(struct rchan *rc, const struct params *p)
{
	u64 address = params_peer_address(p);

	if (!unlock_peer_address) {
		dmarig_sentence_say(rc->sentence,
				    "peer=%s: a register's address needs the module parameter unlock_peer_address=1 at load",
				    p->peer);
		return -EPERM;
	}
	return dmarig_window_check(rc->sentence, "peer", p->peer, address, rc->peer.span);
}

static int address_claim(struct rchan *rc, const struct params *p, const char *name)
{
	struct peer *peer = &rc->peer;
	int ret = address_check(rc, p);

	if (ret)
		return ret;
	peer->phys = params_peer_address(p);
	peer->far = peer->phys;
	if (!p->verify)
		return 0;
	peer->io = ioremap(peer->phys, peer->span);
	if (peer->io)
		return 0;
	dmarig_sentence_say(rc->sentence, "peer=%s: cannot be mapped for the CPU", p->peer);
	return -ENXIO;
}

static void address_release(struct rchan *rc)
{
	if (rc->peer.io)
		iounmap(rc->peer.io);
}

static void address_put(const struct rchan *rc)
{
	memcpy_toio(rc->peer.io, rc->peer.words, rc->peer.span);
}

static void address_look(const struct rchan *rc)
{
	memcpy_fromio(rc->peer.seen, rc->peer.io, rc->peer.span);
}

const struct peer_ops peer_address = {
	.claim		= address_claim,
	.release	= address_release,
	.put		= address_put,
	.look		= address_look,
};
