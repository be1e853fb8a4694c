// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * completion=fence: the channel's callback signals a dma_fence, and the worker waits for fences.
 *
 * Each slot has one fence, made anew in every generation, and each fence two references: the
 * channel's, dropped once it has been signalled, and the worker's, dropped by the callback that the
 * worker has put on it. Such callbacks run under the fence's lock, which dma_fence_signal() still
 * has to let go of afterwards, and the lock stands beside the fence in the slot. So the slot goes
 * to the worker only when the last reference is dropped: then nobody looks at the fence any more,
 * and the worker may make it anew at once. It waits for no fence in particular, as it would have
 * to with dma_fence_wait_timeout(), so any of those outstanding may be signalled first.
 *
 * A slot is a timeline of its own: one worker's transfers may end in any order, and the fences of
 * one context must not.
 */
#include <linux/dma-fence.h>
#include <linux/lockdep.h>
#include "completion/completion.h"
#include "core/worker/worker.h"

#if IS_ENABLED(CONFIG_DMA_SHARED_BUFFER)

/* The worker's callback has run, so the release is the end of a transfer. */
#define FENCE_HEARD	DMA_FENCE_FLAG_USER_BITS

static struct slot *fence_slot(struct dma_fence *fence)
{
	return container_of(fence, struct slot, fence);
}

static const char *fence_driver_name(struct dma_fence *fence)
{
	return "dmarig";
}

static const char *fence_timeline_name(struct dma_fence *fence)
{
	return fence_slot(fence)->descs[0].rc->name;
}

/* Any context. The fence is the slot's memory, and given back with it. */
static void fence_release(struct dma_fence *fence)
{
	if (test_bit(FENCE_HEARD, &fence->flags))
		dmarig_worker_complete(fence_slot(fence));
}

static const struct dma_fence_ops fence_ops = {
	.get_driver_name	= fence_driver_name,
	.get_timeline_name	= fence_timeline_name,
	.release		= fence_release,
};

/* The channel still has its reference. */
static void fence_hear(struct dma_fence *fence, struct dma_fence_cb *cb)
{
	lockdep_assert_held(&fence_slot(fence)->fence_lock);
	fence_slot(fence)->completed = ktime_to_ns(fence->timestamp);
	set_bit(FENCE_HEARD, &fence->flags);
	dma_fence_put(fence);
}

static void fence_callback(void *param, const struct dmaengine_result *result)
{
	struct callback_tag *tag = param;
	struct slot *slot = tag->owner;
	struct dma_fence *fence = &slot->fence;

	if (!dmarig_worker_accept_callback(tag, result, 0))
		return;
	if (slot->result != DMA_TRANS_NOERROR)
		dma_fence_set_error(fence, -EIO);
	dma_fence_signal(fence);
	dma_fence_put(fence);
}

static void fence_arm(struct slot *slot)
{
	const struct worker *w = dmarig_slot_worker(slot);
	u64 context = w->fence_context + (slot - w->slots);

	dma_fence_init(&slot->fence, &fence_ops, &slot->fence_lock, context, slot->gen);
	dma_fence_get(&slot->fence);
	dma_fence_add_callback(&slot->fence, &slot->fence_cb, fence_hear);
}

/* Every fence is signalled in the end. With the worker's callback gone, it tells nobody. */
static void fence_disarm(struct slot *slot)
{
	if (!dma_fence_remove_callback(&slot->fence, &slot->fence_cb))
		return;
	dma_fence_set_error(&slot->fence, -ECANCELED);
	dma_fence_signal(&slot->fence);
	dma_fence_put(&slot->fence);
	dma_fence_put(&slot->fence);
}

static void fence_init(struct worker *w)
{
	u32 i;

	w->fence_context = dma_fence_context_alloc(params_slots(w->spec.p));
	for (i = 0; i < params_slots(w->spec.p); i++)
		spin_lock_init(&w->slots[i].fence_lock);
}

const struct completion_ops completion_fence = {
	.flags	= DMA_PREP_INTERRUPT | DMA_CTRL_ACK,
	.wakes	= true,
	.init	= fence_init,
	.arm	= fence_arm,
	.callback = fence_callback,
	.disarm	= fence_disarm,
	.wait	= dmarig_callback_wait,
};

#else

const struct completion_ops completion_fence = {
	.missing	= "was built without CONFIG_DMA_SHARED_BUFFER",
};

#endif
