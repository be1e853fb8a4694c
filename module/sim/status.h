/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a channel says of a cookie.
 */
#ifndef DMARIG_SIM_STATUS_H
#define DMARIG_SIM_STATUS_H

#include <linux/dmaengine.h>

/**
 * sim_chan_tx_status() - device_tx_status
 * @chan: the channel
 * @cookie: of the transfer asked for
 * @state: filled; may be NULL
 *
 * Return: the status. Context: any.
 */
enum dma_status sim_chan_tx_status(struct dma_chan *chan, dma_cookie_t cookie,
				   struct dma_tx_state *state);

#endif
