/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Metadata of slave transfers: a few bytes beside the data, the client's or the engine's, that
 * travel through a pair with the last byte of the descriptor they were given to.
 */
#ifndef DMARIG_SIM_META_H
#define DMARIG_SIM_META_H

#include <linux/dmaengine.h>

struct sim_desc;

#define SIM_MAX_META	256	/* bytes */

/**
 * struct sim_meta - a transfer's metadata
 * @client: the client's buffer, DESC_METADATA_CLIENT; NULL if it has attached none
 * @room: bytes of @client
 * @len: valid bytes of @bytes
 * @bytes: the engine's own
 */
struct sim_meta {
	u8 *client;
	size_t room;
	size_t len;
	u8 bytes[SIM_MAX_META];
};

/**
 * sim_meta_offer() - let a descriptor that is being prepared have metadata, or not
 * @d: the descriptor
 *
 * It may if it has a peer and the knob metadata_bytes is not 0.
 */
void sim_meta_offer(struct sim_desc *d);

/**
 * sim_meta_submit() - what the client has attached is sent from now on
 * @d: the descriptor
 */
void sim_meta_submit(struct sim_desc *d);

/**
 * sim_meta_deliver() - what has arrived is the client's, before it is told of it
 * @d: the descriptor, ended
 */
void sim_meta_deliver(struct sim_desc *d);

#endif
