/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The channel that a command is to use: the one that was named, or a simulated one of its own.
 */
#ifndef DMARIG_SIMULATED_H
#define DMARIG_SIMULATED_H

#include "common/params.h"
#include "lib/base/err.h"
#include "lib/rig/channels.h"

/**
 * simulated_channel() - find the channel of a command
 * @p: its knobs; the knob channel is set to the name, and the knob peer where one is needed
 * @settings: of a simulated controller, which is made where any channel would do and there is none
 * @channel: gets it
 * @err: why there is none
 *
 * simulator_remove() removes the controller. Return: 0 or -errno.
 */
int simulated_channel(struct params *p, const char *const *settings, struct channel *channel,
		      struct err *err);

#endif
