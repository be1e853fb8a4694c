// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Making, serving and closing a run's character device:
 *
 *   create() -> open() -> watch() -> close() -> abandon()
 *      |                                           |
 *      +----------------> destroy() <--------------+
 *
 * Closing admits no more users, waits until those there are have submitted their descriptors, which
 * takes no longer than the channel's calls do, and then for what is in flight, up to timeout_ms.
 */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/slab.h>
#include "cdev/access.h"
#include "cdev/cdev.h"
#include "core/base/deferred.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/observe/observe.h"
#include "core/observe/task_account.h"
#include "core/worker/stage.h"
#include "op/op.h"

static void cdev_free(struct dmarig_cdev *cdev)
{
	u32 i;

	for (i = 0; i < cdev->depth; i++) {
		cancel_work_sync(&cdev->accesses[i].work);
		dmarig_access_free_rooms(&cdev->accesses[i]);
	}
	kvfree(cdev->accesses);
	kfree(cdev);
}

static void cdev_release(struct kref *kref)
{
	cdev_free(container_of(kref, struct dmarig_cdev, kref));
}

void dmarig_cdev_put(struct dmarig_cdev *cdev)
{
	kref_put(&cdev->kref, cdev_release);
}

/* Memory and lengths must be multiples of this, so that no cache line is shared with a device. */
static void cdev_align(struct dmarig_cdev *cdev)
{
	u32 align = (u32)chan_align(cdev->rc->op->align_shift(cdev->rc->chan->device));

	cdev->align[true] = align;
	if (!dmarig_observe_coherent(cdev->dev))
		align = max_t(u32, align, dma_get_cache_alignment());
	cdev->align[false] = align;
}

static int cdev_measure(struct dmarig_cdev *cdev)
{
	size_t most = min_t(size_t, dma_get_max_seg_size(cdev->dev),
			    dma_max_mapping_size(cdev->dev));
	u64 boundary = (u64)dma_get_seg_boundary(cdev->dev) + 1;

	if (boundary && boundary < most)
		most = boundary;
	cdev->most = most;
	if (most >= PAGE_SIZE)
		return 0;
	dmarig_sentence_say(cdev->rc->sentence,
			    "expose=%llu: %s takes %zu bytes in one, and want a page",
			    cdev->p->expose, dev_name(cdev->dev), most);
	return -EINVAL;
}

static int cdev_alloc_backing(struct dmarig_cdev *cdev, struct observed *seen)
{
	struct task_account *a = dmarig_task_account_begin(current, cdev->dev);
	int ret;

	if (!a)
		return -ENOMEM;
	ret = dmarig_backing_alloc(cdev, cdev->p->expose);
	dmarig_task_account_end(a, &seen->bounced_maps, &seen->bounced_bytes);
	if (ret)
		dmarig_sentence_say(cdev->rc->sentence,
				    "expose=%llu: no memory for that much, or none to map (%d)",
				    cdev->p->expose, ret);
	return ret;
}

static int cdev_alloc_accesses(struct dmarig_cdev *cdev)
{
	u32 i;

	cdev->accesses = kvcalloc(cdev->p->depth, sizeof(*cdev->accesses), GFP_KERNEL);
	if (!cdev->accesses)
		return -ENOMEM;
	cdev->depth = cdev->p->depth;
	for (i = 0; i < cdev->depth; i++)
		dmarig_access_init(&cdev->accesses[i], cdev);
	return 0;
}

int dmarig_cdev_open(struct dmarig_cdev *cdev)
{
	int ret;

	snprintf(cdev->name, sizeof(cdev->name), "dmarig-%s", cdev->rc->holder);
	snprintf(cdev->path, sizeof(cdev->path), "dmarig/%s", cdev->rc->holder);
	cdev->misc = (struct miscdevice){
		.minor		= MISC_DYNAMIC_MINOR,
		.name		= cdev->name,
		.nodename	= cdev->path,
		.mode		= 0600,
		.fops		= &dmarig_cdev_fops,
	};
	ret = misc_register(&cdev->misc);
	if (ret)
		dmarig_sentence_say(cdev->rc->sentence,
				    "expose=%llu: /dev/%s cannot be made (%d)", cdev->p->expose,
				    cdev->path, ret);
	return ret;
}

static void cdev_fill_in(struct dmarig_cdev *cdev, struct stage *stage, const struct params *p,
			 struct rchan *rc)
{
	kref_init(&cdev->kref);
	spin_lock_init(&cdev->lock);
	init_waitqueue_head(&cdev->wake);
	INIT_LIST_HEAD(&cdev->idle);
	INIT_LIST_HEAD(&cdev->busy);
	cdev->stage = stage;
	cdev->p = p;
	cdev->rc = rc;
	cdev->dev = cdev->rc->dev;
	cdev->slice = msecs_to_jiffies(p->timeout_ms) / CDEV_SLICES + 1;
	cdev_align(cdev);
}

struct dmarig_cdev *dmarig_cdev_create(struct stage *stage, const struct params *p,
				       struct rchan *rc, struct observed *seen)
{
	struct dmarig_cdev *cdev = kzalloc(sizeof(*cdev), GFP_KERNEL);
	int ret;

	if (!cdev)
		return ERR_PTR(-ENOMEM);
	cdev_fill_in(cdev, stage, p, rc);
	ret = cdev_measure(cdev);
	if (!ret)
		ret = cdev_alloc_accesses(cdev);
	if (!ret)
		ret = cdev_alloc_backing(cdev, seen);
	if (!ret)
		return cdev;
	cdev_free(cdev);
	return ERR_PTR(ret);
}

void dmarig_cdev_observe(const struct dmarig_cdev *cdev, struct mem_extent *extent)
{
	u32 i;

	for (i = 0; i < cdev->backing.nr; i++)
		dmarig_observe_memory(extent, cdev->backing.chunks[i].cpu,
				      cdev->backing.chunks[i].len);
}

bool dmarig_cdev_watch(struct dmarig_cdev *cdev)
{
	while (!wait_event_idle_timeout(cdev->stage->wake, dmarig_stage_is_over(cdev->stage),
					cdev->slice))
		if (dmarig_cdev_is_overdue(cdev))
			return false;
	return true;
}

/* Do all users wait for the channel? Then none is about to submit or to leave. */
static bool cdev_is_settled(struct dmarig_cdev *cdev)
{
	bool settled;

	spin_lock_irq(&cdev->lock);
	settled = !cdev->nr_submitting && cdev->nr_users == dmarig_cdev_busy(cdev);
	spin_unlock_irq(&cdev->lock);
	return settled;
}

static bool cdev_is_empty(struct dmarig_cdev *cdev)
{
	bool empty;

	spin_lock_irq(&cdev->lock);
	empty = !cdev->nr_users;
	spin_unlock_irq(&cdev->lock);
	return empty;
}

void dmarig_cdev_close(struct dmarig_cdev *cdev)
{
	misc_deregister(&cdev->misc);
	spin_lock_irq(&cdev->lock);
	cdev->closed = true;
	wake_up_all(&cdev->wake);
	spin_unlock_irq(&cdev->lock);
	while (!cdev->gave_up &&
	       !wait_event_idle_timeout(cdev->wake, cdev_is_empty(cdev), cdev->slice))
		dmarig_cdev_is_overdue(cdev);
	wait_event_idle(cdev->wake, cdev_is_settled(cdev));
}

u32 dmarig_cdev_flight(struct dmarig_cdev *cdev)
{
	u32 n;

	if (!cdev)
		return 0;
	spin_lock_irq(&cdev->lock);
	n = dmarig_cdev_busy(cdev);
	spin_unlock_irq(&cdev->lock);
	return n;
}

/* Callbacks that come from now on are of an earlier generation. */
static struct access *take_busy(struct dmarig_cdev *cdev)
{
	struct access *a;

	spin_lock_irq(&cdev->lock);
	a = list_first_entry_or_null(&cdev->busy, struct access, node);
	if (a) {
		list_del_init(&a->node);
		a->gen++;
		a->left = 0;
	}
	cdev->nr_flight = 0;
	spin_unlock_irq(&cdev->lock);
	return a;
}

u32 dmarig_cdev_abandon(struct dmarig_cdev *cdev, bool terminated)
{
	struct access *a;
	u32 leaked = 0;

	while (cdev && (a = take_busy(cdev))) {
		dmarig_access_abandon(a, terminated);
		leaked += !terminated;
	}
	if (cdev)
		wait_event_idle(cdev->wake, cdev_is_empty(cdev));
	return leaked;
}

void dmarig_cdev_count(struct dmarig_cdev *cdev, struct counters *c)
{
	struct cdev_stats stats;

	spin_lock_irq(&cdev->lock);
	stats = cdev->stats;
	spin_unlock_irq(&cdev->lock);
	c->done += stats.accesses;
	c->bytes += stats.bytes;
	c->transfer_errors += stats.errors;
	c->lost += stats.lost;
	c->timeouts += stats.timeouts;
	c->stray += stats.spurious;
	c->prep_busy += stats.prep_busy;
	c->map_busy += stats.map_busy;
}

u64 dmarig_cdev_accesses(struct dmarig_cdev *cdev)
{
	u64 n;

	spin_lock_irq(&cdev->lock);
	n = cdev->stats.accesses;
	spin_unlock_irq(&cdev->lock);
	return n;
}

static void cdev_put_late(struct deferred *d)
{
	dmarig_cdev_put(container_of(d, struct dmarig_cdev, deferred));
}

void dmarig_cdev_destroy(struct dmarig_cdev *cdev)
{
	if (!cdev)
		return;
	if (!cdev->rc->quarantined)
		dmarig_backing_free(cdev);
	if (cdev->rc->terminated || cdev->rc->quarantined)
		dmarig_defer_free(&cdev->deferred, cdev_put_late, 0);
	else
		dmarig_cdev_put(cdev);
}
