// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds the channel of a command. Without any hardware that is a simulated one, which keeps all
 * rules.
 */
#include "cmd/simulated.h"
#include "lib/rig/simulator.h"

static int refuse(const char *name, struct err *err)
{
	struct channels all;
	int ret;

	channels_read(&all);
	ret = channels_check(&all, name, err);
	channels_free(&all);
	return ret ? ret : err_say(err, -EBUSY, "channel=%s: there is none that is free", name);
}

int simulated_channel(struct params *p, const char *const *settings, struct channel *channel,
		      struct err *err)
{
	int ret = 0;

	if (!channels_find_free(p->channel, channel) && !strcmp(p->channel, "any")) {
		ret = simulator_make(settings, err);
		if (!ret && channels_find_free(p->channel, channel) && !strcmp(p->peer, "none"))
			snprintf(p->peer, sizeof(p->peer), "memory");
	}
	if (ret)
		return ret;
	if (!*channel->name)
		return refuse(p->channel, err);
	snprintf(p->channel, sizeof(p->channel), "%s", channel->name);
	return 0;
}
