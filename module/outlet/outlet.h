/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An outlet: the channel of a run with expose=BYTES as the character device /dev/dmarig/<run>, for
 * any load generator. What is written to it a memcpy moves from the writer's pages to memory that
 * stands for a device's, and what is read comes back from there.
 *
 * The run owns it while it is live; a file that was opened keeps the struct, and nothing that the
 * channel or the run own. Of its run it knows the knobs and the stage; the name, and
 * where to say what is wrong, it has from the channel.
 */
#ifndef DMARIG_OUTLET_OUTLET_H
#define DMARIG_OUTLET_OUTLET_H

#include <linux/dmaengine.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include "core/deferred.h"

struct access;
struct counters;
struct observed;
struct params;
struct rchan;
struct mem_extent;
struct stage;

/* struct chunk - a part of the store that is contiguous for everybody */
struct chunk {
	void *cpu;
	size_t len;
	dma_addr_t addr;
};

/*
 * struct store - what stands for the device's memory. Mapped once, both ways; the CPU does not look
 * at it as long as it is. Constant while the outlet is open.
 */
struct store {
	struct chunk *chunks;	/* all of chunk_bytes, but for the last */
	u32 nr;
	u32 chunk_bytes;
	size_t bytes;
};

/* struct passage - what has passed through an outlet. Under its lock. */
struct passage {
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
#define OUTLET_SLICES	4

/* struct outlet - see above. What has no note is constant once it was made. */
struct outlet {
	struct kref kref;		/* one of the run's, one of each open file's */
	struct stage *stage;		/* the run's; these four only by who is inside */
	const struct params *p;		/* likewise */
	struct rchan *rc;
	struct device *dev;
	struct store store;
	size_t most;			/* bytes of a mapping's entry and of a descriptor */
	unsigned long slice;		/* of timeout_ms, in jiffies; see OUTLET_SLICES */
	bool gave_up;			/* something was overdue; by the run's supervisor */
	u32 align[2];			/* of what is read, and of what is written; power of two */
	struct miscdevice misc;
	char name[80], path[80];
	struct access *accesses;
	u32 depth;
	struct deferred deferred;	/* see outlet_destroy() */

	spinlock_t lock;		/* from any context; protects what follows */
	u32 slices;			/* that have gone by, by outlet_is_overdue() */
	wait_queue_head_t wake;		/* an access or a descriptor has ended, or closed */
	bool closed;			/* nobody gets inside any more */
	struct list_head idle;		/* of struct access */
	struct list_head busy;		/* what the channel has, or is being given */
	u32 nr_inside;			/* from outlet_enter() to outlet_leave() */
	u32 nr_submitting;		/* of them, with descriptors yet to be submitted */
	u32 nr_flight;			/* descriptors */
	u64 nr_ended;			/* descriptors, ever */
	struct passage passage;
};

/**
 * outlet_create() - all but the device
 * @stage: its run's
 * @p: the knobs
 * @rc: the channel, claimed for a memcpy
 * @seen: gets what was bounced meanwhile
 *
 * May sleep. Return: the outlet, or an ERR_PTR, perhaps after sentence_say(), and then nothing
 * is held.
 */
struct outlet *outlet_create(struct stage *stage, const struct params *p, struct rchan *rc,
			     struct observed *seen);

/**
 * outlet_open() - make the device
 * @o: created; accesses begin at once
 *
 * May sleep. Return: 0, or -errno after sentence_say().
 */
int outlet_open(struct outlet *o);

/**
 * outlet_observe() - look where the memory behind an outlet lies
 * @o: the outlet
 * @extent: see observe_memory()
 */
void outlet_observe(const struct outlet *o, struct mem_extent *extent);

/**
 * outlet_watch() - wait until the run is over, or the channel overdue
 * @o: the outlet
 *
 * May sleep. Return: false when an access was overdue, after sentence_say().
 */
bool outlet_watch(struct outlet *o);

/**
 * outlet_close() - take the device away and wait for what the channel has
 * @o: open
 *
 * May sleep, but not much longer than the run's timeout_ms: what is overdue by then stays in
 * flight, and outlet_abandon() is due once the channel was told to terminate.
 */
void outlet_close(struct outlet *o);

/* outlet_flight() - how many accesses a closed outlet still has in flight; @o may be NULL */
u32 outlet_flight(struct outlet *o);

/**
 * outlet_abandon() - end what is still in flight, with -EIO
 * @o: closed; or NULL
 * @terminated: the channel was terminated; otherwise it may still own the memory, which then stays
 *	mapped and pinned for good
 *
 * Return: how many accesses' memory was leaked.
 */
u32 outlet_abandon(struct outlet *o, bool terminated);

/* outlet_count() - add what has passed to a run's counters */
void outlet_count(struct outlet *o, struct counters *c);

/* outlet_accesses() - how many accesses have ended well */
u64 outlet_accesses(struct outlet *o);

/**
 * outlet_destroy() - give up what the run has of an outlet
 * @o: never opened, or closed with nothing in flight; or NULL
 *
 * What is in quarantine stays. The struct stays while a file is open, and, where the channel had to
 * be terminated, until this module goes: a callback that comes late all the same must find it.
 */
void outlet_destroy(struct outlet *o);

/* outlet_put() - a file is closed */
void outlet_put(struct outlet *o);

/**
 * outlet_enter() - before an access has anything mapped
 * @o: the outlet
 *
 * Any context. Return: false once it is closed; else its run, channel and device stay until
 * outlet_leave().
 */
bool outlet_enter(struct outlet *o);

/* outlet_leave() - nothing of it is mapped any more, or for good */
void outlet_leave(struct outlet *o);

/**
 * outlet_ended() - how many descriptors have ended, for outlet_await()
 * @o: the outlet
 */
u64 outlet_ended(struct outlet *o);

/**
 * outlet_await() - wait until there may be room again for what there was none for
 * @o: the outlet; the caller is inside
 * @seen: outlet_ended() before it tried
 * @tries: counted up where it may try again
 *
 * May sleep. Return: false when there is nothing to wait for: closed, or nothing in flight.
 */
bool outlet_await(struct outlet *o, u64 seen, u64 *tries);

/* outlet_busy() - how many accesses the channel has, or is being given; under the lock */
u32 outlet_busy(struct outlet *o);

/**
 * outlet_is_overdue() - is an access in flight for longer than timeout_ms?
 * @o: the outlet; the run's supervisor asks once a slice
 *
 * Return: true also ever after, and then sentence_say() was called.
 */
bool outlet_is_overdue(struct outlet *o);

/* outlet_fops - what can be done with the device; in file.c */
extern const struct file_operations outlet_fops;

/* store_alloc() - memory of @bytes for @o, mapped; 0 or -errno, and then nothing is held */
int store_alloc(struct outlet *o, size_t bytes);

/* store_free() - the opposite */
void store_free(struct outlet *o);

/**
 * store_find() - where the device finds a byte of the store
 * @store: the store
 * @at: which; less than its bytes
 * @len: shortened to what is contiguous from there
 */
dma_addr_t store_find(const struct store *store, size_t at, size_t *len);

#endif
