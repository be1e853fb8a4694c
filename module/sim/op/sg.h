/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Mapped scatterlists as the memory of a descriptor.
 */
#ifndef DMARIG_SIM_OP_SG_H
#define DMARIG_SIM_OP_SG_H

#include <linux/dmaengine.h>

struct scatterlist;
struct sim_chan;
struct sim_desc;
struct sim_side;

/* sim_sg_bytes() - the sum of @nr mapped entries; 0 if one of them is empty */
size_t sim_sg_bytes(struct scatterlist *sgl, unsigned int nr);

/**
 * sim_sg_refused() - is a list refused?
 * @c: the channel
 * @len: its bytes, from sim_sg_bytes()
 * @nr: its entries
 *
 * Return: true if it or an entry is empty, unless a fault accepts that. Context: any; no lock is
 * held.
 */
bool sim_sg_refused(struct sim_chan *c, size_t len, size_t nr);

/**
 * sim_sg_fill() - make a scatterlist one side of a descriptor
 * @d: the descriptor that is being prepared
 * @side: the side
 * @sgl: the list
 * @nr: mapped entries
 *
 * Return: what the prep returns; NULL, and the descriptor is gone, if there are too many entries or
 * there is no memory. Context: any.
 */
struct dma_async_tx_descriptor *sim_sg_fill(struct sim_desc *d, struct sim_side *side,
					    struct scatterlist *sgl, unsigned int nr);

#endif
