/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory that a run is given before it is live: by a process, pages of its own, which are pinned,
 * and dma_bufs; by a knob, a device's. Buffers take from it, first come, first served; what a
 * process has handed in goes when the run does, or when other memory is handed in.
 */
#ifndef DMARIG_MAP_HANDED_H
#define DMARIG_MAP_HANDED_H

#include <linux/types.h>

struct dma_buf;
struct page;
struct params;
struct sentence;

/* struct handed - see above. Owner: the run, with its lock; its set-up while that goes on. */
struct handed {
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
 * handed_user() - pin memory of the calling process
 * @h: nothing of it is in use: its run is locked and not live
 * @text: "<address> <bytes>", both multiples of a page
 *
 * May sleep. See Documentation/core-api/pin_user_pages.rst.
 * Return: 0, or -errno after sentence_say().
 */
int handed_user(struct handed *h, const char *text);

/**
 * handed_dmabuf() - take one more dma_buf from the calling process
 * @h: nothing of it is in use: its run is locked and not live
 * @text: its file descriptor; "none" gives all of them back
 *
 * May sleep. See Documentation/driver-api/dma-buf.rst. Return: 0, or -errno after sentence_say().
 */
int handed_dmabuf(struct handed *h, const char *text);

/* handed_rewind() - no buffer has any of it any more: a run with the knobs @p starts */
void handed_rewind(struct handed *handed, const struct params *p);

/* handed_release() - give everything back, but what was leaked */
void handed_release(struct handed *handed);

#endif
