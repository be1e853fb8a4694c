/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An access: one read or write of an outlet's device. It owns the pages it moves to or from, their
 * mapping, and the descriptors that do it; there are depth of them, made with the outlet.
 *
 *        access_get()        access_start()                    its last descriptor ends
 *   IDLE ------------> (pinned, ----------> inside, in flight ---------------------------+
 *    ^                  mapped)                                                          |
 *    |                                                                 unmap, unpin, leave, tell
 *    +-----------------------------------------------------------------------------------+
 *
 * Nothing is unmapped or unpinned before all its descriptors have completed, or the channel was
 * terminated.
 */
#ifndef DMARIG_OUTLET_ACCESS_H
#define DMARIG_OUTLET_ACCESS_H

#include <linux/completion.h>
#include <linux/scatterlist.h>
#include <linux/uio.h>
#include <linux/workqueue.h>
#include "core/callback_tag.h"
#include "outlet/outlet.h"

struct access;

/* struct access_desc - one descriptor of an access, in one of its generations */
struct access_desc {
	struct callback_tag tag;
	dma_cookie_t cookie;
	bool completed;			/* its callback has come */
};

/*
 * struct room - what an access of up to so many pages needs. One that turned out too small is kept
 * until the outlet goes, as a callback that comes too late may still be looking at its tag.
 */
struct room {
	struct room *outgrown;
	u32 nr_pages;
	u32 nr_descs;			/* of each generation, at most */
	struct page **pages;
	struct scatterlist *sgl;
	struct access_desc *descs;	/* of CALLBACK_GENS generations */
};

/* struct access - see above. Owner: who got it, then the channel; what has a note, as noted. */
struct access {
	struct outlet *o;
	struct list_head node;		/* idle or busy; under the outlet's lock */
	struct room *room;
	bool write;
	bool user;			/* the pages are a process's */
	loff_t pos;
	size_t len;
	u32 nr_pages;
	struct sg_table table;
	struct scatterlist *last;	/* of that */
	struct kiocb *iocb;		/* to be told, or NULL: somebody waits for done */
	struct completion done;
	ssize_t result;
	struct work_struct work;	/* what cannot be done where a callback is */

	/* Under the outlet's lock: */
	u32 users;			/* the channel, and who waits for done */
	u32 gen;
	u32 nr_descs;			/* submitted in this generation */
	u32 left;			/* descriptors, and one for who submits them */
	u32 since;			/* the outlet's slices when it began */
	int error;
};

/* access_init() - make an access of @o that is idle */
void access_init(struct access *a, struct outlet *o);

/* access_free_rooms() - nothing is in flight and nothing is to come */
void access_free_rooms(struct access *a);

/**
 * access_get() - an idle access
 * @o: the outlet
 * @wait: sleep until there is one
 *
 * Return: it; or -EAGAIN, -ERESTARTSYS when a fatal signal came, or -ENODEV as an ERR_PTR.
 */
struct access *access_get(struct outlet *o, bool wait);

/* access_put() - one user less; without any it is idle */
void access_put(struct access *a);

/**
 * access_pin() - take hold of the pages
 * @a: not in flight; its write, pos and len are set
 * @iter: where they are; len bytes on
 *
 * May sleep. Return: 0 or -errno.
 */
int access_pin(struct access *a, struct iov_iter *iter);

/* access_unpin() - let go of them */
void access_unpin(struct access *a);

/* access_is_dirty() - does the kernel still know that its pages were written to? Any context */
bool access_is_dirty(const struct access *a);

/* access_make_dirty() - tell it; may sleep */
void access_make_dirty(struct access *a);

/**
 * access_start() - have the channel do it
 * @a: pinned; how it ended is told to iocb, or by done
 *
 * May sleep. Return: 0, and it is the channel's; or -errno, and nothing has begun.
 */
int access_start(struct access *a);

/**
 * access_abandon() - end an access that the channel does not end
 * @a: in flight, taken off the busy list by the caller, who has begun another generation
 * @terminated: the channel owns nothing of it
 */
void access_abandon(struct access *a, bool terminated);

/* access_is_complete() - is it by its descriptors' status? May be out of date at once */
bool access_is_complete(struct access *a);

#endif
