/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Metadata of slave transfers: a few bytes beside the data, the client's or the engine's, that
 * travel through a pair with the last byte of the descriptor they were given to.
 */
#ifndef DMARIG_SIM_SLAVE_META_H
#define DMARIG_SIM_SLAVE_META_H

struct sim_desc;

/**
 * sim_meta_offer() - let a descriptor that is being prepared have metadata, or not
 * @d: the descriptor
 *
 * It may if it has a peer and the knob metadata_bytes is not 0.
 */
void sim_meta_offer(struct sim_desc *d);

/**
 * sim_meta_submit() - take over what the client has attached, to be sent
 * @d: the descriptor
 */
void sim_meta_submit(struct sim_desc *d);

/**
 * sim_meta_deliver() - give the client what has arrived, before its callback
 * @d: the descriptor, ended
 */
void sim_meta_deliver(struct sim_desc *d);

#endif
