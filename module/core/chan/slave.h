/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Configuring a slave channel, which it needs before it can transfer anything: its peer, and how to
 * talk to it.
 */
#ifndef DMARIG_CORE_SLAVE_H
#define DMARIG_CORE_SLAVE_H

struct dma_chan;
struct dma_slave_caps;
struct params;
struct rchan;
struct text;

/**
 * dmarig_slave_set_up() - give a channel its peer, and configure it
 * @rc: the channel; claimed for a slave op
 * @p: the knobs
 * @peer: the n-th name in the knob peer, where those are channels
 *
 * Every value is checked against dma_get_slave_caps(), as far as the driver fills those in. May
 * sleep. See "Set slave and controller specific parameters" in
 * Documentation/driver-api/dmaengine/client.rst. Return: 0, or -errno after dmarig_sentence_say().
 */
int dmarig_slave_set_up(struct rchan *rc, const struct params *p, const char *peer);

/**
 * dmarig_slave_caps() - dma_get_slave_caps(), and what can be known where a driver leaves that out
 * @chan: the channel
 * @caps: filled in; of a driver that names no directions, with what its device says of the rest
 *
 * Return: true if dma_get_slave_caps() knows the channel.
 */
bool dmarig_slave_caps(struct dma_chan *chan, struct dma_slave_caps *caps);

/* dmarig_slave_list() - what dma_get_slave_caps() says of a channel, for its line in the list */
void dmarig_slave_list(struct text *text, struct dma_chan *chan);

#endif
