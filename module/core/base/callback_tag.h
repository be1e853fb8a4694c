/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The argument of a callback. A slot or an access is used again and again, each time in a new
 * generation, and a controller may call back twice, or for a generation that is over. The tag has
 * the generation that its descriptor was prepared for, so that such a callback is found out.
 *
 * The tags of CALLBACK_GENS generations stand side by side, since a late callback may read its tag
 * while those of later generations are written. Then they are written anew.
 */
#ifndef DMARIG_CORE_CALLBACK_TAG_H
#define DMARIG_CORE_CALLBACK_TAG_H

#include <linux/types.h>

#define CALLBACK_GENS	4

/* struct callback_tag - see above. Written before submit, read by the callback. */
struct callback_tag {
	void *owner;			/* what the descriptor is for */
	u32 gen;			/* of the owner */
	u32 nr;				/* of the descriptor, in that generation */
};

/**
 * dmarig_callback_tag_place() - where a tag stands in an array of CALLBACK_GENS times @most
 * @gen: of the owner
 * @most: descriptors that a generation has at most
 * @nr: of the descriptor
 */
static inline size_t dmarig_callback_tag_place(u32 gen, u32 most, u32 nr)
{
	return gen % CALLBACK_GENS * (size_t)most + nr;
}

/* dmarig_callback_tag_set() - for the owner's descriptor @nr, in generation @gen */
static inline void dmarig_callback_tag_set(struct callback_tag *tag, void *owner, u32 gen, u32 nr)
{
	tag->owner = owner;
	tag->gen = gen;
	tag->nr = nr;
}

#endif
