/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An access: one read or write of a run's character device. It owns the pages it moves to or from,
 * their mapping, and the descriptors that do it; there are depth of them, made with the cdev.
 *
 *        access_get()        access_start()                    its last descriptor ends
 *   IDLE ------------> (pinned, ----------> user, in flight -----------------------------+
 *    ^                  mapped)                                                          |
 *    |                                                                 unmap, unpin, complete
 *    +-----------------------------------------------------------------------------------+
 *
 * Nothing is unmapped or unpinned before all its descriptors have completed, or the channel was
 * terminated.
 */
#ifndef DMARIG_CDEV_ACCESS_H
#define DMARIG_CDEV_ACCESS_H

#include <linux/completion.h>
#include <linux/scatterlist.h>
#include <linux/uio.h>
#include <linux/workqueue.h>
#include "cdev/cdev.h"
#include "core/base/callback_tag.h"

struct access;

/* struct access_desc - one descriptor of an access, in one of its generations */
struct access_desc {
	struct callback_tag tag;
	dma_cookie_t cookie;
	bool completed;			/* its callback has come */
};

/*
 * struct room - what an access of up to nr_pages pages needs. One that turned out too small is kept
 * until the cdev goes, as a callback that comes too late may still be looking at its tag.
 */
struct room {
	struct room *outgrown;
	u32 nr_pages;
	u32 nr_descs;			/* of each generation, at most */
	struct page **pages;
	struct scatterlist *sgl;
	struct access_desc *descs;	/* of CALLBACK_GENS generations */
};

/*
 * struct access - see above. Owner: the caller of dmarig_access_get(), then the channel; what has a
 * note, as noted.
 */
struct access {
	struct dmarig_cdev *cdev;
	struct list_head node;		/* idle or busy; under the cdev's lock */
	struct room *room;
	bool write;
	bool user;			/* the pages are a process's */
	loff_t pos;
	size_t len;
	u32 nr_pages;
	struct sg_table table;
	struct scatterlist *last;	/* of that */
	struct kiocb *iocb;		/* to complete, or NULL: somebody waits for done */
	struct completion done;
	ssize_t result;
	struct work_struct work;	/* what cannot be done where a callback is */

	/* Under the cdev's lock: */
	u32 users;			/* the channel, and a waiter for done */
	u32 gen;
	u32 nr_descs;			/* submitted in this generation */
	u32 left;			/* descriptors, and one while they are submitted */
	u32 since;			/* the cdev's slices when it began */
	int error;
};

/* dmarig_access_init() - make an access of @cdev that is idle */
void dmarig_access_init(struct access *a, struct dmarig_cdev *cdev);

/* dmarig_access_free_rooms() - nothing is in flight and nothing is to come */
void dmarig_access_free_rooms(struct access *a);

/**
 * dmarig_access_get() - an idle access
 * @cdev: the cdev
 * @wait: sleep until there is one
 *
 * Return: it; or -EAGAIN, -ERESTARTSYS when a fatal signal came, or -ENODEV as an ERR_PTR.
 */
struct access *dmarig_access_get(struct dmarig_cdev *cdev, bool wait);

/* dmarig_access_put() - one user less; without any it is idle */
void dmarig_access_put(struct access *a);

/**
 * dmarig_access_pin() - take hold of the pages
 * @a: not in flight; its write, pos and len are set
 * @iter: where they are; len bytes on
 *
 * May sleep. Return: 0 or -errno.
 */
int dmarig_access_pin(struct access *a, struct iov_iter *iter);

/* dmarig_access_unpin() - let go of them */
void dmarig_access_unpin(struct access *a);

/*
 * dmarig_access_is_dirty() - does the kernel still know that its pages were written to? Any context
 */
bool dmarig_access_is_dirty(const struct access *a);

/* dmarig_access_make_dirty() - tell it; may sleep */
void dmarig_access_make_dirty(struct access *a);

/**
 * dmarig_access_start() - have the channel do it
 * @a: pinned; its result goes to iocb, or done is completed
 *
 * May sleep. Return: 0, and it is the channel's; or -errno, and nothing has begun.
 */
int dmarig_access_start(struct access *a);

/**
 * dmarig_access_abandon() - end an access that the channel does not end
 * @a: in flight, taken off the busy list by the caller, who has begun another generation
 * @terminated: the channel owns nothing of it
 */
void dmarig_access_abandon(struct access *a, bool terminated);

/* dmarig_access_is_complete() - is it by its descriptors' status? May be out of date at once */
bool dmarig_access_is_complete(struct access *a);

#endif
