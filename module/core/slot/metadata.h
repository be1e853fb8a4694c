/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Metadata that travels with descriptors: what goes out with one must come in with the other. See
 * "Optional: per descriptor metadata" in Documentation/driver-api/dmaengine/client.rst.
 */
#ifndef DMARIG_CORE_METADATA_H
#define DMARIG_CORE_METADATA_H

#include <linux/types.h>

struct params;
struct rchan;
struct slot;

/*
 * dmarig_metadata_check() - can the channel do what the knobs ask? 0, or -EINVAL after
 * dmarig_sentence_say()
 */
int dmarig_metadata_check(const struct rchan *rc, const struct params *p);

/*
 * dmarig_metadata_alloc() - a slot's room for metadata; 0, with nothing allocated, where there is
 * none
 */
int dmarig_metadata_alloc(struct slot *slot);

/*
 * dmarig_metadata_free(), dmarig_metadata_leak() - give it back; forget it, as the channel may
 * still own it
 */
void dmarig_metadata_free(struct slot *slot);
void dmarig_metadata_leak(struct slot *slot);

/**
 * dmarig_metadata_attach() - give a prepared descriptor its metadata
 * @slot: with metadata
 * @nr: which descriptor
 *
 * Return: 0, or -EIO after dmarig_sentence_say().
 */
int dmarig_metadata_attach(struct slot *slot, u32 nr);

/**
 * dmarig_metadata_take() - a descriptor is over: look at the engine's metadata while there is any
 * @slot: with metadata
 * @nr: which descriptor
 *
 * In the callback: a descriptor may be gone as soon as that returns.
 */
void dmarig_metadata_take(struct slot *slot, u32 nr);

/*
 * dmarig_metadata_is_right() - did what went out come in? If not, dmarig_sentence_say() was called
 */
bool dmarig_metadata_is_right(const struct slot *slot);

#endif
