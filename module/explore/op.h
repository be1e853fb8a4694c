/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What kinds of transfers share: destinations in three pieces, of which the second continues the
 * first, and the third is behind a gap.
 */
#ifndef DMARIG_EXPLORE_OP_H
#define DMARIG_EXPLORE_OP_H

#include "explore/xfer.h"

/* Transfers with a peripheral; in op_slave.c. */
extern const struct xfer_kind xfer_receive, xfer_send, xfer_receive_list, xfer_ring;

/* xfer_list() - the destination as a list; valid until the transfer's place is used again */
struct scatterlist *xfer_list(struct xfer *t);

/* xfer_piece_byte() - where byte @at of what a transfer writes is, gaps left out */
static inline const u8 *xfer_piece_byte(const struct xfer *t, size_t at)
{
	return xfer_dst(t, 0) + at + (at < t->len / 2 ? 0 : t->kind->gap);
}

/* xfer_gap_bad() - is the gap as it was? The length of the transfer, or the middle of it */
size_t xfer_gap_bad(const struct xfer *t);

#endif
