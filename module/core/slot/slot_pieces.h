/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Transfers whose data is in pieces. Each of their buffers has a scratch, which holds the data as
 * the stream of bytes it is, so that filling, comparing and explaining need not know of pieces.
 */
#ifndef DMARIG_CORE_SLOT_PIECES_H
#define DMARIG_CORE_SLOT_PIECES_H

#include "core/slot/slot.h"

/* dmarig_pieces_put() - write what the scratch of buffer @i holds over its pieces, if it has any */
void dmarig_pieces_put(const struct slot *slot, u32 i);

/*
 * dmarig_pieces_get() - for all buffers that are in pieces: let the scratch hold what is in memory
 */
void dmarig_pieces_get(const struct slot *slot);

/* dmarig_pieces_guard() - fill the memory beside the pieces of destination @i; @key is for that */
void dmarig_pieces_guard(const struct slot *slot, u32 i, u64 key);

/**
 * dmarig_pieces_damage() - is that memory as dmarig_pieces_guard() left it?
 * @slot: the slot
 * @i: the destination
 * @key: as it was given
 * @g: gets the guard that is not
 *
 * Return: the offset of the first byte of that guard which was written; -1 if there is none.
 */
ssize_t dmarig_pieces_damage(const struct slot *slot, u32 i, u64 key, struct guards *g);

#endif
