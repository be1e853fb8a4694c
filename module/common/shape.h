/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Shapes: where the pieces of a transfer's data lie in a buffer. A transfer has one for all that it
 * reads and one for all that it writes; what it moves is one stream of bytes, cut over the pieces.
 * Places count from where a transfer's data starts in its buffer. Pure code.
 */
#ifndef DMARIG_COMMON_SHAPE_H
#define DMARIG_COMMON_SHAPE_H

#include "common/params.h"
#include "common/pattern.h"

/* struct piece - a part of a transfer's data that is in one piece */
struct piece {
	size_t at, len;
};

/* struct shape - see above. A transfer smaller than the shape uses the first of it. */
struct shape {
	u32 nr;			/* pieces */
	bool spread;		/* to the device all of it is one range, gaps included */
	size_t room;		/* bytes from the start to where the last piece's memory ends */
	size_t len, stride;	/* of pieces that are all alike */
	struct piece *pieces;	/* or each of them */
};

/* shape_piece() - where a piece is */
static inline struct piece shape_piece(const struct shape *s, u32 i)
{
	struct piece p = { i * s->stride, s->len };

	return s->pieces ? s->pieces[i] : p;
}

/* struct walk - where one is, going over the pieces of a transfer; see shape_next() */
struct walk {
	size_t done;		/* bytes of the stream before this piece */
	size_t at, len;		/* of this piece, which the transfer may not use up */
	u32 i;			/* its number, from 1 */
};

/**
 * shape_next() - go on to the next piece
 * @s: the shape
 * @len: bytes of the transfer
 * @w: all zero at the start
 *
 * Return: false after the last one.
 */
static inline bool shape_next(const struct shape *s, size_t len, struct walk *w)
{
	struct piece p;

	w->done += w->len;
	if (w->done >= len)
		return false;
	p = shape_piece(s, w->i++);
	w->at = p.at;
	w->len = p.len < len - w->done ? p.len : len - w->done;
	return true;
}

/* shape_count() - how many pieces a transfer of @len bytes has */
u32 shape_count(const struct shape *s, size_t len);

/* shape_span() - bytes from the start to the end of the last piece, for a transfer of @len */
size_t shape_span(const struct shape *s, size_t len);

/*
 * struct guards - where one is, going over the memory beside the pieces that nobody may touch: on
 * either side PATTERN_GUARD bytes, or all that is between two pieces where that is no more than two
 * of those.
 */
struct guards {
	struct walk w;
	s64 at;			/* of this one; before the start it is negative */
	size_t len;		/* bytes, which may be none */
	u32 i;			/* its number, from 1 */
	u32 piece;		/* the piece it is beside, from 0 */
	bool behind;		/* and on which side */
	bool wide;		/* the gap has another one, before the next piece */
	bool ended;
};

/**
 * guards_next() - go on to the next one
 * @s: the shape
 * @len: bytes of the transfer
 * @g: all zero at the start
 *
 * Return: false after the last one.
 */
bool guards_next(const struct shape *s, size_t len, struct guards *g);

/* shape_scatter() - write a stream of @len bytes over the pieces, which are in a buffer at @to */
void shape_scatter(const struct shape *s, void *to, const void *stream, size_t len);

/* shape_gather() - the opposite */
void shape_gather(const struct shape *s, const void *from, void *stream, size_t len);

/* shape_copy() - from pieces to pieces, which need not be cut alike */
void shape_copy(const struct shape *to_shape, void *to, const struct shape *from_shape,
		const void *from, size_t len);

/* shape_fill() - as pattern_fill() would a stream, but straight over the pieces */
void shape_fill(const struct shape *s, void *to, size_t len, u64 key);

/* What is read and what is written is cut alike, but what is random differs. */
#define SHAPE_SALT(written)	((u64)(written) << 32)

/* shape_is_cut() - do the knobs make a list with entries in memory of their own? */
static inline bool shape_is_cut(const struct params *p)
{
	return p->sg_entries > 1 || p->sg_cut != DMARIG_SG_CUT_even ||
	       p->sg_place != DMARIG_SG_PLACE_start;
}

/* shape_least_steps() - the fewest multiples of alignment that an entry may have */
u32 shape_least_steps(const struct params *p);

/**
 * shape_cut() - the entries of a list, each in memory of its own
 * @s: gets the shape; @s->pieces has room for p->sg_entries
 * @p: the knobs, which params_check() accepts
 * @page: bytes of a page: a page of room stands before every entry, and a guard behind it
 * @salt: what is random differs from shape to shape
 *
 * Memory of entry i begins at the start of the page that its piece is in.
 */
void shape_cut(struct shape *s, const struct params *p, size_t page, u64 salt);

/**
 * shape_spread() - the chunks of an interleaved transfer, which are all alike
 * @s: gets the shape
 * @p: the knobs, which params_check() accepts; there is a chunk
 * @gap: bytes between two chunks
 */
void shape_spread(struct shape *s, const struct params *p, size_t gap);

#endif
