/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The tag that a callback is given. What a descriptor is prepared for is used again, one life after
 * another, and a controller may call back twice, or for a life that is over. The tag says which
 * life the descriptor was of, so that such a callback is known for what it is.
 *
 * The tags of several lives stand side by side, since a late callback may look at its own while
 * those of later lives are written. After CALLBACK_LIVES they are written anew.
 */
#ifndef DMARIG_CORE_CALLBACK_TAG_H
#define DMARIG_CORE_CALLBACK_TAG_H

#include <linux/types.h>

#define CALLBACK_LIVES	4

/* struct callback_tag - see above. Written before submit, read by the callback. */
struct callback_tag {
	void *owner;			/* what the descriptor is for */
	u32 life;			/* of the owner */
	u32 nr;				/* of the descriptor, in that life */
};

/**
 * callback_tag_place() - where a tag stands in an array of CALLBACK_LIVES times @most
 * @life: of the owner
 * @most: descriptors that a life has at most
 * @nr: of the descriptor
 */
static inline size_t callback_tag_place(u32 life, u32 most, u32 nr)
{
	return life % CALLBACK_LIVES * (size_t)most + nr;
}

/* callback_tag_set() - for the owner's descriptor @nr, in its life @life */
static inline void callback_tag_set(struct callback_tag *tag, void *owner, u32 life, u32 nr)
{
	tag->owner = owner;
	tag->life = life;
	tag->nr = nr;
}

#endif
