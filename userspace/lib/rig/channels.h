/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The channels of this system: those that the module lists, completed from sysfs and debugfs for
 * channels that another client holds.
 */
#ifndef DMARIG_CHANNELS_H
#define DMARIG_CHANNELS_H

#include <stdbool.h>

#include "lib/base/err.h"
#include "lib/base/json.h"
#include "lib/base/lookup.h"

/* struct channel - one line of `dmarig list` */
struct channel {
	char name[64];
	char driver[64];
	char device[64];
	char holder[128];		/* the client that holds it; empty when it is free */
	char capabilities[256];		/* by comma; empty when the module cannot see the channel */
	bool is_public;			/* held, as all that are not private, by async_tx */
	char limits[1024];		/* key=value by space */
};

/* struct channels - all of them, by name */
struct channels {
	struct channel *at;
	int nr;
	struct lookup lookup;	/* of channels by name, while they are read */
};

/**
 * channels_read() - find all channels
 * @channels: gets them
 */
void channels_read(struct channels *channels);

/**
 * channels_check() - can a run have the channels it asks for?
 * @channels: what there is
 * @wanted: the knob's value: names of channels, devices or drivers by comma, or any
 * @err: the names that would have been right, or who holds the channel
 *
 * Return: 0; -EINVAL for a name that does not exist; -EBUSY when all it could mean are held.
 */
int channels_check(const struct channels *channels, const char *wanted, struct err *err);

/**
 * channel_is_called() - does a name mean this channel?
 * @chan: a channel
 * @name: a channel's, device's or driver's name, or any
 */
bool channel_is_called(const struct channel *chan, const char *name);

/**
 * channels_find_free() - look for a channel that nobody holds
 * @name: what channel_is_called()
 * @chan: gets the first by name
 */
bool channels_find_free(const char *name, struct channel *chan);

/* channel_members() - write a channel as members of the object that is open */
void channel_members(const struct channel *chan, struct json *json);

/* channels_free() - free what channels_read() found */
void channels_free(struct channels *channels);

#endif
