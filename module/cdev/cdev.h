/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A cdev: the channel of a run with expose=BYTES as the character device /dev/dmarig/<run>, for any
 * load generator. What is written to it a memcpy moves from the writer's pages to memory that
 * stands for a device's, and what is read comes back from there.
 *
 * The run owns it while it is live; a file that was opened keeps the struct, and nothing that the
 * channel or the run own. Of its run it knows the knobs and the stage; the name, and
 * where to say what is wrong, it has from the channel.
 */
#ifndef DMARIG_CDEV_CDEV_H
#define DMARIG_CDEV_CDEV_H

#include <linux/dmaengine.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include "core/base/deferred.h"

struct access;
struct counters;
struct observed;
struct params;
struct rchan;
struct mem_extent;
struct stage;

/* struct chunk - a part of the backing memory, contiguous for CPU and device */
struct chunk {
	void *cpu;
	size_t len;
	dma_addr_t addr;
};

/*
 * struct backing - memory that stands for a device's. Mapped once, in both directions; while it
 * is, the CPU does not touch it. Constant while the cdev is open.
 */
struct backing {
	struct chunk *chunks;	/* all of chunk_bytes, but for the last */
	u32 nr;
	u32 chunk_bytes;
	size_t bytes;
};

/* struct cdev_stats - what a cdev counts. Under its lock. */
struct cdev_stats {
	u64 accesses, bytes;		/* that ended well */
	u64 errors;			/* accesses that the channel reported as failed */
	u64 lost, timeouts;		/* accesses that were overdue: complete by status, or not */
	u64 spurious;			/* callbacks of nothing that was in flight */
	u64 prep_busy, map_busy;	/* tries that came too early */
};

/*
 * An access is overdue when it has been there for more than so many slices of timeout_ms. A slice
 * that took longer than it should have counts once: a computer that stopped for a while is no
 * controller that hangs.
 */
#define CDEV_SLICES	4

/* struct dmarig_cdev - see above. What has no note is constant once it was made. */
struct dmarig_cdev {
	struct kref kref;		/* one of the run's, one of each open file's */
	struct stage *stage;		/* the run's; these four only for users */
	const struct params *p;		/* likewise */
	struct rchan *rc;
	struct device *dev;
	struct backing backing;
	size_t most;			/* bytes of a mapping's entry and of a descriptor */
	unsigned long slice;		/* of timeout_ms, in jiffies; see CDEV_SLICES */
	bool gave_up;			/* something was overdue; by the run's supervisor */
	u32 align[2];			/* of what is read, and of what is written; power of two */
	struct miscdevice misc;
	char name[80], path[80];
	struct access *accesses;
	u32 depth;
	struct deferred deferred;	/* see dmarig_cdev_destroy() */

	spinlock_t lock;		/* from any context; protects what follows */
	u32 slices;			/* that have gone by, by dmarig_cdev_is_overdue() */
	wait_queue_head_t wake;		/* an access or a descriptor has ended, or closed */
	bool closed;			/* admits no more users */
	struct list_head idle;		/* of struct access */
	struct list_head busy;		/* what the channel has, or is being given */
	u32 nr_users;			/* from dmarig_cdev_enter() to dmarig_cdev_leave() */
	u32 nr_submitting;		/* of them, with descriptors yet to be submitted */
	u32 nr_flight;			/* descriptors */
	u64 nr_ended;			/* descriptors, ever */
	struct cdev_stats stats;
};

/**
 * dmarig_cdev_create() - all but the device
 * @stage: its run's
 * @p: the knobs
 * @rc: the channel, claimed for a memcpy
 * @seen: gets what was bounced meanwhile
 *
 * May sleep. Return: the cdev, or an ERR_PTR, perhaps after dmarig_sentence_say(), and then nothing
 * is held.
 */
struct dmarig_cdev *dmarig_cdev_create(struct stage *stage, const struct params *p,
				       struct rchan *rc, struct observed *seen);

/**
 * dmarig_cdev_open() - make the device
 * @cdev: created; accesses begin at once
 *
 * May sleep. Return: 0, or -errno after dmarig_sentence_say().
 */
int dmarig_cdev_open(struct dmarig_cdev *cdev);

/**
 * dmarig_cdev_observe() - look where a cdev's backing memory lies
 * @cdev: the cdev
 * @extent: see dmarig_observe_memory()
 */
void dmarig_cdev_observe(const struct dmarig_cdev *cdev, struct mem_extent *extent);

/**
 * dmarig_cdev_watch() - wait until the run is over, or the channel overdue
 * @cdev: the cdev
 *
 * May sleep. Return: false when an access was overdue, after dmarig_sentence_say().
 */
bool dmarig_cdev_watch(struct dmarig_cdev *cdev);

/**
 * dmarig_cdev_close() - take the device away and wait for what the channel has
 * @cdev: open
 *
 * May sleep, but not much longer than the run's timeout_ms: what is overdue by then stays in
 * flight, and dmarig_cdev_abandon() is due once the channel was told to terminate.
 */
void dmarig_cdev_close(struct dmarig_cdev *cdev);

/* dmarig_cdev_flight() - how many accesses a closed cdev still has in flight; @cdev may be NULL */
u32 dmarig_cdev_flight(struct dmarig_cdev *cdev);

/**
 * dmarig_cdev_abandon() - end what is still in flight, with -EIO
 * @cdev: closed; or NULL
 * @terminated: the channel was terminated; otherwise it may still own the memory, which then stays
 *	mapped and pinned for good
 *
 * Return: how many accesses' memory was leaked.
 */
u32 dmarig_cdev_abandon(struct dmarig_cdev *cdev, bool terminated);

/* dmarig_cdev_count() - add what has passed to a run's counters */
void dmarig_cdev_count(struct dmarig_cdev *cdev, struct counters *c);

/* dmarig_cdev_accesses() - how many accesses have ended well */
u64 dmarig_cdev_accesses(struct dmarig_cdev *cdev);

/**
 * dmarig_cdev_destroy() - drop the run's reference to a cdev
 * @cdev: never opened, or closed with nothing in flight; or NULL
 *
 * What is in quarantine stays. The struct stays while a file is open, and, where the channel had to
 * be terminated, until this module goes: a callback that comes late all the same must find it.
 */
void dmarig_cdev_destroy(struct dmarig_cdev *cdev);

/* dmarig_cdev_put() - a file is closed */
void dmarig_cdev_put(struct dmarig_cdev *cdev);

/**
 * dmarig_cdev_enter() - before an access has anything mapped
 * @cdev: the cdev
 *
 * Any context. Return: false once it is closed; else its run, channel and device stay until
 * dmarig_cdev_leave().
 */
bool dmarig_cdev_enter(struct dmarig_cdev *cdev);

/* dmarig_cdev_leave() - nothing of it is mapped any more, or for good */
void dmarig_cdev_leave(struct dmarig_cdev *cdev);

/**
 * dmarig_cdev_ended() - how many descriptors have ended, for dmarig_cdev_await()
 * @cdev: the cdev
 */
u64 dmarig_cdev_ended(struct dmarig_cdev *cdev);

/**
 * dmarig_cdev_await() - wait until there may be room again for what there was none for
 * @cdev: the cdev; the caller is a user of it
 * @seen: dmarig_cdev_ended() before it tried
 * @tries: counted up where it may try again
 *
 * May sleep. Return: false when there is nothing to wait for: closed, or nothing in flight.
 */
bool dmarig_cdev_await(struct dmarig_cdev *cdev, u64 seen, u64 *tries);

/* dmarig_cdev_busy() - how many accesses the channel has, or is being given; under the lock */
u32 dmarig_cdev_busy(struct dmarig_cdev *cdev);

/**
 * dmarig_cdev_is_overdue() - is an access in flight for longer than timeout_ms?
 * @cdev: the cdev; the run's supervisor asks once a slice
 *
 * Return: true also ever after, and then dmarig_sentence_say() was called.
 */
bool dmarig_cdev_is_overdue(struct dmarig_cdev *cdev);

/* dmarig_cdev_fops - what can be done with the device; in file.c */
extern const struct file_operations dmarig_cdev_fops;

/*
 * dmarig_backing_alloc() - memory of @bytes for @cdev, mapped; 0 or -errno, and then nothing is
 * held
 */
int dmarig_backing_alloc(struct dmarig_cdev *cdev, size_t bytes);

/* dmarig_backing_free() - the opposite */
void dmarig_backing_free(struct dmarig_cdev *cdev);

/**
 * dmarig_backing_find() - where the device finds a byte of the backing memory
 * @backing: the memory
 * @at: which; less than its bytes
 * @len: shortened to what is contiguous from there
 */
dma_addr_t dmarig_backing_find(const struct backing *backing, size_t at, size_t *len);

#endif
