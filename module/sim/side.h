/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * One side of a transfer: the memory that is read, or the memory that is written. Either some rows
 * of the same length side by side (the sources of an xor), or one row cut into a list of pieces,
 * which may be gone through several times, a stride further each time.
 * A side knows how far the engine has come, and where the CPU finds the next byte.
 */
#ifndef DMARIG_SIM_SIDE_H
#define DMARIG_SIM_SIDE_H

#include "sim/type/desc.h"

struct sim;

/* sim_side_clear() - no memory on this side */
static inline void sim_side_clear(struct sim_side *side)
{
	side->nr = 0;
	side->left = 0;
	side->run = 0;
	side->nr_pieces = 0;
	side->next = 0;
	side->frames = 1;
	side->frame = 0;
}

/* sim_side_add() - @nr more rows */
static inline void sim_side_add(struct sim_side *side, const dma_addr_t *addr, unsigned int nr)
{
	while (nr--)
		side->addr[side->nr++] = *addr++;
}

/* sim_side_limit() - how many of @n bytes there are before the next piece, of list or memory */
static inline size_t sim_side_limit(const struct sim_side *side, size_t n)
{
	return side->nr && side->run < n ? side->run : n;
}

/* sim_side_advance() - @n bytes of what sim_side_limit() allows have been moved, or are skipped */
static inline void sim_side_advance(struct sim_side *side, size_t n)
{
	unsigned int i;

	for (i = 0; i < side->nr; i++)
		side->at[i] += n;
	side->left -= n;
	side->run -= n;
}

/**
 * sim_side_reserve() - make room for a list
 * @side: a side without memory
 * @nr: pieces
 *
 * Return: false if there are too many, or no memory. Context: any.
 */
bool sim_side_reserve(struct sim_side *side, size_t nr);

/**
 * sim_side_append() - one more piece; there must be room
 * @side: the side
 * @addr: DMA address
 * @len: bytes, not 0
 */
void sim_side_append(struct sim_side *side, dma_addr_t addr, size_t len);

/**
 * sim_side_start() - go to the first byte
 * @sim: the controller
 * @side: the side
 * @len: bytes of each row, if there is no list
 * @write: is this the side that is written?
 *
 * Return: true if the device may touch all rows, or the first piece. Context: any.
 */
bool sim_side_start(const struct sim *sim, struct sim_side *side, size_t len, bool write);

/**
 * sim_side_ready() - if at the end of a piece, go to the next
 * @sim: the controller
 * @side: the side; it has not come to its end
 * @write: is this the side that is written?
 *
 * Return: true if the device may touch what comes next. Context: any.
 */
bool sim_side_ready(const struct sim *sim, struct sim_side *side, bool write);

/**
 * sim_side_is_mapped() - may the device still touch what comes next?
 * @sim: the controller
 * @side: the side
 * @n: bytes, as many as sim_side_limit() allows
 * @write: is this the side that is written?
 *
 * Only addresses that somebody has given out can become invalid. Context: any.
 */
bool sim_side_is_mapped(const struct sim *sim, const struct sim_side *side, size_t n, bool write);

/**
 * sim_side_addr() - the DMA address of a byte
 * @side: the side; has memory
 * @row: which row
 * @pos: which byte of it; with a list, of all pieces together
 *
 * Return: the address; beyond the end, that many bytes beyond the last piece.
 */
dma_addr_t sim_side_addr(const struct sim_side *side, unsigned int row, size_t pos);

/* sim_side_free() - the list's memory goes, and the side is of no more use */
void sim_side_free(struct sim_side *side);

#endif
