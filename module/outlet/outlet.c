// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An outlet's life, and who is inside:
 *
 *   outlet_create() -> outlet_open() -> outlet_watch() -> outlet_close() -> outlet_abandon()
 *         |                                                                      |
 *         +----------------------> outlet_destroy() <----------------------------+
 *
 * Closing keeps everybody out, waits until those inside are through with submitting, which takes
 * no longer than the channel's calls do, and then for what is in flight, up to timeout_ms.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include "core/chan.h"
#include "core/deferred.h"
#include "core/observe.h"
#include "core/sentence.h"
#include "core/stage.h"
#include "core/task_account.h"
#include "op/op.h"
#include "outlet/access.h"
#include "outlet/outlet.h"

static void outlet_free(struct outlet *o)
{
	u32 i;

	for (i = 0; i < o->depth; i++) {
		cancel_work_sync(&o->accesses[i].work);
		access_free_rooms(&o->accesses[i]);
	}
	kvfree(o->accesses);
	kfree(o);
}

static void outlet_release(struct kref *kref)
{
	outlet_free(container_of(kref, struct outlet, kref));
}

void outlet_put(struct outlet *o)
{
	kref_put(&o->kref, outlet_release);
}

/* What memory and lengths must be multiples of: not to share a cache line with a device. */
static void outlet_align(struct outlet *o)
{
	u32 align = 1u << o->rc->op->align_shift(o->rc->chan->device);

	o->align[true] = align;
	if (!observe_coherent(o->dev))
		align = max_t(u32, align, dma_get_cache_alignment());
	o->align[false] = align;
}

static int outlet_measure(struct outlet *o)
{
	size_t most = min_t(size_t, dma_get_max_seg_size(o->dev), dma_max_mapping_size(o->dev));
	u64 boundary = (u64)dma_get_seg_boundary(o->dev) + 1;

	if (boundary && boundary < most)
		most = boundary;
	o->most = most;
	if (most >= PAGE_SIZE)
		return 0;
	sentence_say(o->rc->sentence, "expose=%llu: %s takes %zu bytes in one, and want a page",
		     o->p->expose, dev_name(o->dev), most);
	return -EINVAL;
}

static int outlet_stock(struct outlet *o, struct observed *seen)
{
	struct task_account *a = task_account_begin(current, o->dev);
	int ret;

	if (!a)
		return -ENOMEM;
	ret = store_alloc(o, o->p->expose);
	task_account_end(a, &seen->bounced_maps, &seen->bounced_bytes);
	if (ret)
		sentence_say(o->rc->sentence,
			     "expose=%llu: no memory for that much, or none to map (%d)",
			     o->p->expose, ret);
	return ret;
}

static int outlet_alloc_accesses(struct outlet *o)
{
	u32 i;

	o->accesses = kvcalloc(o->p->depth, sizeof(*o->accesses), GFP_KERNEL);
	if (!o->accesses)
		return -ENOMEM;
	o->depth = o->p->depth;
	for (i = 0; i < o->depth; i++)
		access_init(&o->accesses[i], o);
	return 0;
}

int outlet_open(struct outlet *o)
{
	int ret;

	snprintf(o->name, sizeof(o->name), "dmarig-%s", o->rc->holder);
	snprintf(o->path, sizeof(o->path), "dmarig/%s", o->rc->holder);
	o->misc = (struct miscdevice){
		.minor		= MISC_DYNAMIC_MINOR,
		.name		= o->name,
		.nodename	= o->path,
		.mode		= 0600,
		.fops		= &outlet_fops,
	};
	ret = misc_register(&o->misc);
	if (ret)
		sentence_say(o->rc->sentence,
			     "expose=%llu: /dev/%s cannot be made (%d)", o->p->expose,
			     o->path, ret);
	return ret;
}

static void outlet_fill_in(struct outlet *o, struct stage *stage, const struct params *p,
			   struct rchan *rc)
{
	kref_init(&o->kref);
	spin_lock_init(&o->lock);
	init_waitqueue_head(&o->wake);
	INIT_LIST_HEAD(&o->idle);
	INIT_LIST_HEAD(&o->busy);
	o->stage = stage;
	o->p = p;
	o->rc = rc;
	o->dev = o->rc->dev;
	o->slice = msecs_to_jiffies(p->timeout_ms) / OUTLET_SLICES + 1;
	outlet_align(o);
}

struct outlet *outlet_create(struct stage *stage, const struct params *p, struct rchan *rc,
			     struct observed *seen)
{
	struct outlet *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return ERR_PTR(-ENOMEM);
	outlet_fill_in(o, stage, p, rc);
	ret = outlet_measure(o);
	if (!ret)
		ret = outlet_alloc_accesses(o);
	if (!ret)
		ret = outlet_stock(o, seen);
	if (!ret)
		return o;
	outlet_free(o);
	return ERR_PTR(ret);
}

void outlet_observe(const struct outlet *o, struct mem_extent *extent)
{
	u32 i;

	for (i = 0; i < o->store.nr; i++)
		observe_memory(extent, o->store.chunks[i].cpu, o->store.chunks[i].len);
}

bool outlet_watch(struct outlet *o)
{
	while (!wait_event_idle_timeout(o->stage->wake, stage_is_over(o->stage), o->slice))
		if (outlet_is_overdue(o))
			return false;
	return true;
}

/* All who are inside wait for the channel: nobody is on the way in or out. */
static bool outlet_is_settled(struct outlet *o)
{
	bool settled;

	spin_lock_irq(&o->lock);
	settled = !o->nr_submitting && o->nr_inside == outlet_busy(o);
	spin_unlock_irq(&o->lock);
	return settled;
}

static bool outlet_is_empty(struct outlet *o)
{
	bool empty;

	spin_lock_irq(&o->lock);
	empty = !o->nr_inside;
	spin_unlock_irq(&o->lock);
	return empty;
}

void outlet_close(struct outlet *o)
{
	misc_deregister(&o->misc);
	spin_lock_irq(&o->lock);
	o->closed = true;
	wake_up_all(&o->wake);
	spin_unlock_irq(&o->lock);
	while (!o->gave_up &&
	       !wait_event_idle_timeout(o->wake, outlet_is_empty(o), o->slice))
		outlet_is_overdue(o);
	wait_event_idle(o->wake, outlet_is_settled(o));
}

u32 outlet_flight(struct outlet *o)
{
	u32 n;

	if (!o)
		return 0;
	spin_lock_irq(&o->lock);
	n = outlet_busy(o);
	spin_unlock_irq(&o->lock);
	return n;
}

/* Callbacks that come from now on are of an earlier generation. */
static struct access *take_busy(struct outlet *o)
{
	struct access *a;

	spin_lock_irq(&o->lock);
	a = list_first_entry_or_null(&o->busy, struct access, node);
	if (a) {
		list_del_init(&a->node);
		a->gen++;
		a->left = 0;
	}
	o->nr_flight = 0;
	spin_unlock_irq(&o->lock);
	return a;
}

u32 outlet_abandon(struct outlet *o, bool terminated)
{
	struct access *a;
	u32 leaked = 0;

	while (o && (a = take_busy(o))) {
		access_abandon(a, terminated);
		leaked += !terminated;
	}
	if (o)
		wait_event_idle(o->wake, outlet_is_empty(o));
	return leaked;
}

void outlet_count(struct outlet *o, struct counters *c)
{
	struct passage passed;

	spin_lock_irq(&o->lock);
	passed = o->passage;
	spin_unlock_irq(&o->lock);
	c->done += passed.accesses;
	c->bytes += passed.bytes;
	c->transfer_errors += passed.errors;
	c->lost += passed.lost;
	c->timeouts += passed.timeouts;
	c->stray += passed.spurious;
	c->prep_busy += passed.prep_busy;
	c->map_busy += passed.map_busy;
}

u64 outlet_accesses(struct outlet *o)
{
	u64 n;

	spin_lock_irq(&o->lock);
	n = o->passage.accesses;
	spin_unlock_irq(&o->lock);
	return n;
}

static void outlet_put_late(struct deferred *d)
{
	outlet_put(container_of(d, struct outlet, deferred));
}

void outlet_destroy(struct outlet *o)
{
	if (!o)
		return;
	if (!o->rc->quarantined)
		store_free(o);
	if (o->rc->terminated || o->rc->quarantined)
		defer_free(&o->deferred, outlet_put_late, 0);
	else
		outlet_put(o);
}
