/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A view: the buffer of a run with op=mmap as the character device /dev/dmarig/<run>, for the one
 * process that measures what using it costs. That process has it by mmap(), and takes it from the
 * device and gives it back by DMA_BUF_IOCTL_SYNC, as if it were a dma_buf; of a real dma_buf, and
 * of memory of its own, it has both without us.
 *
 * The run owns it while it is live. A process that stays longer keeps the memory, which is leaked.
 */
#ifndef DMARIG_CDEV_VIEW_H
#define DMARIG_CDEV_VIEW_H

#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/wait.h>
#include "map/map.h"

struct import;
struct mem_extent;
struct observed;
struct params;
struct rchan;
struct task_account;

/* struct dmarig_view - see above. What has no note is constant once it was made. */
struct dmarig_view {
	struct kref kref;		/* one of the run's, one of the open file's */
	const struct params *p;		/* the run's; these two as long as it is not closed */
	struct rchan *rc;
	struct buf buf;
	struct miscdevice misc;
	char name[80], path[80];

	struct mutex lock;		/* protects what follows */
	wait_queue_head_t wake;		/* no process has it open any more */
	bool open;			/* a process has it; read by the run without the lock */
	bool closed;			/* no process can do anything with it any more */
	bool given;			/* to the device */
	struct task_account *account;	/* of the process that has it open */
	u64 bounced_maps, bounced_bytes;	/* of those before */
};

/**
 * dmarig_view_create() - the buffer, and all but the device
 * @p: the knobs
 * @rc: the channel for whose device memory is got
 * @import: memory for the mappings that want some
 *
 * May sleep. Return: the view, or an ERR_PTR, and then nothing is held.
 */
struct dmarig_view *dmarig_view_create(const struct params *p, struct rchan *rc,
				       struct import *import);

/**
 * dmarig_view_open() - make the device
 * @view: created
 *
 * May sleep. Return: 0, or -errno after dmarig_sentence_say().
 */
int dmarig_view_open(struct dmarig_view *view);

/* dmarig_view_observe() - look where its memory lies; see dmarig_observe_memory() */
void dmarig_view_observe(const struct dmarig_view *view, struct mem_extent *extent);

/**
 * dmarig_view_close() - take the device away, and wait until no process has it open
 * @view: open
 * @seen: gets what was bounced
 *
 * May sleep, but not longer than the run's timeout_ms. Return: false if a process has it even then,
 * after dmarig_sentence_say(); it keeps the memory, which is leaked, and the channel is in
 * quarantine.
 */
bool dmarig_view_close(struct dmarig_view *view, struct observed *seen);

/* dmarig_view_destroy() - free a view that no process has, leak another one; @view may be NULL */
void dmarig_view_destroy(struct dmarig_view *view);

#endif
