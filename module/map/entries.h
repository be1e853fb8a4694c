/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory in pieces, for the mappings whose transfers are lists; see entries.c. For this folder.
 */
#ifndef DMARIG_MAP_ENTRIES_H
#define DMARIG_MAP_ENTRIES_H

#include "map/map.h"

/* struct block - memory that is contiguous for everybody */
struct block {
	void *cpu;
	size_t len;
};

/* struct entries - what such a buffer has in priv. Owner: the buffer. */
struct entries {
	struct sg_table table;		/* orig_nents and nents are those of the slice given */
	struct scatterlist *last;	/* of the slice given; only for a buffer with a shape */
	unsigned int last_len;		/* bytes it has when the slice does not end in it */
	u32 nr;
	struct block blocks[];
};

/* dmarig_shape_entries() - how many blocks a buffer consists of */
static inline u32 dmarig_shape_entries(const struct buf *buf)
{
	return buf->shape ? buf->shape->nr : 1;
}

/*
 * dmarig_entries_new() - for a buffer with its length and shape set; the list is the caller's to
 * make
 */
struct entries *dmarig_entries_new(struct buf *buf);

/*
 * dmarig_entries_alloc() - memory for all entries of e->table; on error dmarig_entries_free() is
 * still due
 */
int dmarig_entries_alloc(struct buf *buf, struct entries *e);

/* dmarig_entries_free() - give the memory back, and @e; the list is the caller's */
void dmarig_entries_free(struct buf *buf, struct entries *e);

/* For struct mapping. */
int dmarig_entries_map(struct buf *buf, size_t at, size_t len);
void dmarig_entries_unmap(struct buf *buf, size_t at, size_t len);
void dmarig_entries_sync_for_device(struct buf *buf, size_t at, size_t len);
void dmarig_entries_sync_for_cpu(struct buf *buf, size_t at, size_t len);

#endif
