/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Imported memory: what a run is given before it is live. A process hands in pages of its own,
 * which are pinned, or dma_bufs; a knob names a device's memory. Buffers take from it, first come,
 * first served. What a process has handed in goes when the run does, or when other memory is
 * handed in.
 */
#ifndef DMARIG_MAP_IMPORT_H
#define DMARIG_MAP_IMPORT_H

#include <linux/types.h>

struct dma_buf;
struct page;
struct params;
struct sentence;

/* struct import - see above. Owner: the run, with its lock; its set-up while that goes on. */
struct import {
	struct sentence *sentence;	/* gets what is wrong with what was handed in; constant */
	struct page **pages;		/* pinned */
	unsigned long nr_pages;
	unsigned long next_page;	/* the first that no buffer has */
	struct dma_buf **bufs;		/* referenced */
	u32 nr_bufs;
	u32 next_buf;
	phys_addr_t window;		/* of a device: the first byte that no buffer has */
	bool looked_at;			/* by the CPU; else it is not mapped for it */
	bool leaked;			/* a device may own some of it for good: never given back */
};

/**
 * dmarig_import_user() - pin memory of the calling process
 * @imp: nothing of it is in use: its run is locked and not live
 * @text: "<address> <bytes>", both multiples of a page
 *
 * May sleep. See Documentation/core-api/pin_user_pages.rst.
 * Return: 0, or -errno after dmarig_sentence_say().
 */
int dmarig_import_user(struct import *imp, const char *text);

/**
 * dmarig_import_dmabuf() - take one more dma_buf from the calling process
 * @imp: nothing of it is in use: its run is locked and not live
 * @text: its file descriptor; "none" gives all of them back
 *
 * May sleep. See Documentation/driver-api/dma-buf.rst. Return: 0, or -errno after
 * dmarig_sentence_say().
 */
int dmarig_import_dmabuf(struct import *imp, const char *text);

/* dmarig_import_rewind() - no buffer has any of it any more: a run with the knobs @p starts */
void dmarig_import_rewind(struct import *imp, const struct params *p);

/* dmarig_import_release() - give everything back, but what was leaked */
void dmarig_import_release(struct import *imp);

#endif
