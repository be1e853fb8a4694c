/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Mappings: how memory is obtained and handed to a device. A buffer knows its memory and its
 * device; it knows nothing of transfers, ops or channels, and of a run the knobs alone.
 *
 * Ownership follows Documentation/core-api/dma-api.rst: between dmarig_buf_to_device() and
 * dmarig_buf_to_cpu() the memory is the device's, at all other times the CPU's.
 */
#ifndef DMARIG_MAP_MAP_H
#define DMARIG_MAP_MAP_H

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include "common/shape.h"
#include "common/words.h"

/* In front of every slice is a page of room, so that offset 0 is page-aligned and has a guard. */
#define BUF_LEAD	PAGE_SIZE

struct import;
struct params;
struct sentence;
struct vm_area_struct;

/* struct buf - one buffer, of which a slice is given to the device at a time. Owner: its slot. */
struct buf {
	const struct mapping *mapping;
	struct device *dev;		/* see dmaengine_get_dma_device() */
	enum dma_data_direction dir;
	unsigned long attrs;		/* DMA_ATTR_*, for every map and allocation */
	const struct shape *shape;	/* of its memory, where that is in pieces; or NULL */
	size_t len;			/* of the whole buffer, in bytes */
	void *cpu;			/* the whole buffer, page-aligned, pieces and holes */
	void *scratch;			/* the data as a stream, where it is in pieces; or NULL */
	dma_addr_t dma;			/* of the whole buffer, if persistently mapped */
	dma_addr_t addr;		/* of the slice given, valid until it is taken back */
	size_t given, given_len;	/* where that slice starts, and its bytes */
	struct scatterlist *sgl;	/* likewise, of a slice in pieces */
	unsigned int nr_segs;		/* entries of sgl; 0: the slice is at addr */
	unsigned int most_segs;		/* the most there were */
	bool copied;			/* for the device, see dmarig_observe_copied() */
	struct scatterlist whole;	/* see dmarig_buf_segments() */
	struct import *import;		/* memory that was imported into the run */
	void *priv;			/* the mapping's own */
};

/**
 * struct mapping - a member of the mapping vector
 * @alloc: get @len bytes for @dev into @cpu, and @dma where the mapping is persistent; 0 or -errno;
 *	may sleep
 * @free: give them back; may sleep
 * @map: make a slice visible to the device and set @addr; 0 or -errno; NULL where the mapping is
 *	persistent
 * @unmap: the opposite; NULL exactly when @map is
 * @sync_for_device: hand over a slice of a persistent mapping; or, of another one, the part that
 *	the CPU looked at while the device had it, or all that @map left undone for
 *	DMA_ATTR_SKIP_CPU_SYNC; NULL where nothing has to be done, or where it cannot be done:
 *	see MAPPING_WHOLE
 * @sync_for_cpu: and back; NULL exactly when @sync_for_device is
 * @mmap: let a process have the buffer at @vma, which is no longer than it and not mapped yet; 0 or
 *	-errno; may sleep; NULL where it cannot be had, or where a process has it already: see
 *	MAPPING_IMPORTED
 * @leak: the memory may be the device's for good and is never freed; NULL where forgetting it is
 *	all there is to do
 * @check: can this device have it, with these knobs? 0 or -errno after dmarig_sentence_say(); may
 *	sleep; NULL where any can
 * @missing: what to say of this kernel where it lacks what this needs; else NULL
 * @source: where the memory comes from, for the sentence that says there is not enough; NULL
 *	where it is just memory
 */
struct mapping {
	int (*alloc)(struct buf *buf);
	void (*free)(struct buf *buf);
	int (*map)(struct buf *buf, size_t at, size_t len);
	void (*unmap)(struct buf *buf, size_t at, size_t len);
	void (*sync_for_device)(struct buf *buf, size_t at, size_t len);
	void (*sync_for_cpu)(struct buf *buf, size_t at, size_t len);
	int (*mmap)(struct buf *buf, struct vm_area_struct *vma);
	void (*leak)(struct buf *buf);
	int (*check)(struct device *dev, const struct params *p, struct sentence *s);
	const char *missing;
	const char *source;
};

/* Each member, in the file of its name. */
#define MEMBER(name, traits, help)	extern const struct mapping mapping_##name;
DMARIG_MAPPINGS(MEMBER)
#undef MEMBER

/* In the order of the words; see map.c. */
extern const struct mapping *const mapping_table[DMARIG_NR_MAPPINGS];

/* Allocations of benchmark buffers may fail, and must neither warn nor call the OOM killer. */
#define BUF_GFP	(GFP_KERNEL | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

static inline int dmarig_buf_map(struct buf *buf, size_t at, size_t len)
{
	const struct mapping *m = buf->mapping;
	int ret = m->map(buf, at, len);

	if (!ret && buf->attrs & DMA_ATTR_SKIP_CPU_SYNC)
		m->sync_for_device(buf, at, len);
	if (buf->nr_segs > buf->most_segs)
		buf->most_segs = buf->nr_segs;
	return ret;
}

static inline void dmarig_buf_unmap(struct buf *buf, size_t at, size_t len)
{
	const struct mapping *m = buf->mapping;

	if (buf->attrs & DMA_ATTR_SKIP_CPU_SYNC)
		m->sync_for_cpu(buf, at, len);
	m->unmap(buf, at, len);
}

/**
 * dmarig_buf_to_device() - hand a slice to the device
 * @buf: the buffer, owned by the CPU
 * @at: where the slice starts
 * @len: its bytes
 * @margin: bytes on either side that the CPU wrote and will look at; only cache maintenance of
 *	a persistent mapping needs to know them, a mapping made here has exactly @len bytes
 *
 * Sets buf->addr. Atomic context is fine. See "Part I - DMA API, streaming mappings" in
 * Documentation/core-api/dma-api.rst. Return: 0 or -errno.
 */
static inline int dmarig_buf_to_device(struct buf *buf, size_t at, size_t len, size_t margin)
{
	const struct mapping *m = buf->mapping;

	buf->given = at;
	buf->given_len = len;
	if (m->map)
		return dmarig_buf_map(buf, at, len);
	buf->addr = buf->dma + at;
	if (m->sync_for_device)
		m->sync_for_device(buf, at - margin, len + 2 * margin);
	return 0;
}

/**
 * dmarig_buf_to_cpu() - take a slice back from the device
 * @buf: the buffer, whose slice the device will not touch again
 * @at: as given
 * @len: as given
 * @margin: as given; a copy does not have what the CPU wrote there, and it is left alone
 */
static inline void dmarig_buf_to_cpu(struct buf *buf, size_t at, size_t len, size_t margin)
{
	const struct mapping *m = buf->mapping;

	if (buf->copied)
		margin = 0;
	if (m->unmap)
		dmarig_buf_unmap(buf, at, len);
	else if (m->sync_for_cpu)
		m->sync_for_cpu(buf, at - margin, len + 2 * margin);
}

/**
 * dmarig_buf_segments() - what the device sees of the slice given, as a list
 * @buf: given to the device
 * @len: as given
 * @nr: gets the number of entries
 *
 * For ops that take lists; of each entry sg_dma_address() and sg_dma_len() are set. A mapping in
 * one piece is a list of one. Return: the list, valid until the slice is taken back.
 */
static inline struct scatterlist *dmarig_buf_segments(struct buf *buf, size_t len, unsigned int *nr)
{
	*nr = buf->nr_segs ?: 1;
	if (buf->nr_segs)
		return buf->sgl;
	sg_init_table(&buf->whole, 1);
	sg_dma_address(&buf->whole) = buf->addr;
	sg_dma_len(&buf->whole) = len;
	return &buf->whole;
}

/**
 * dmarig_buf_sync_for_cpu() - look at part of a slice that stays given
 * @buf: given to the device; its mapping is none that is MAPPING_WHOLE
 * @at: where the part starts
 * @len: bytes
 */
static inline void dmarig_buf_sync_for_cpu(struct buf *buf, size_t at, size_t len)
{
	const struct mapping *m = buf->mapping;

	if (m->sync_for_cpu)
		m->sync_for_cpu(buf, at, len);
}

/* dmarig_buf_sync_for_device() - the opposite */
static inline void dmarig_buf_sync_for_device(struct buf *buf, size_t at, size_t len)
{
	const struct mapping *m = buf->mapping;

	if (m->sync_for_device)
		m->sync_for_device(buf, at, len);
}

/* Helpers that several mappings share; see pages.c. */
int dmarig_pages_alloc(struct buf *buf);
void dmarig_pages_free(struct buf *buf);
int dmarig_pages_mmap(struct buf *buf, struct vm_area_struct *vma);
int dmarig_coherent_mmap(struct buf *buf, struct vm_area_struct *vma);
void dmarig_persistent_sync_for_device(struct buf *buf, size_t at, size_t len);
void dmarig_persistent_sync_for_cpu(struct buf *buf, size_t at, size_t len);
void dmarig_slice_sync_for_device(struct buf *buf, size_t at, size_t len);
void dmarig_slice_sync_for_cpu(struct buf *buf, size_t at, size_t len);

/**
 * dmarig_list_sync_for_device() - hand a part of a slice that is a list, and stays given, to the
 * device
 * @buf: the buffer
 * @table: the list, mapped
 * @at: where in the buffer the part starts; of memory in a shape, the data is counted and no gaps
 * @len: its bytes; all that was given is synchronised as it was mapped
 */
void dmarig_list_sync_for_device(struct buf *buf, struct sg_table *table, size_t at, size_t len);

/* dmarig_list_sync_for_cpu() - take it back */
void dmarig_list_sync_for_cpu(struct buf *buf, struct sg_table *table, size_t at, size_t len);

#endif
