// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The heap of a driver, by the tracepoints of the kernel's allocator: a block is the driver's when
 * the code that asks for it is in its module. It does not matter who frees it.
 *
 * Lock order: heap_mutex, then the heap's lock, which is taken wherever the kernel allocates and
 * takes no other.
 */
#include <linux/delay.h>
#include <linux/hash.h>
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "check/rule/heap.h"
#include "core/base/compat.h"
#include "core/observe/probes.h"

#define MOST_BLOCKS	2048
#define HEAD_BITS	9
#define PATIENCE	(HZ / 4)	/* for what a driver frees late */

/* struct block - allocated, or with no address. Owner: the heap. */
struct block {
	struct hlist_node node;
	const void *at;
	size_t bytes;
	unsigned long by;
};

/* struct heap - of one module. Protected by lock. */
struct heap {
	raw_spinlock_t lock;
	struct module *owner;				/* NULL: nothing is watched */
	struct hlist_head heads[1 << HEAD_BITS];	/* of blocks, by their addresses */
	struct hlist_head spare;			/* blocks that are none */
	struct heap_left left;
	bool overflowed;				/* there were more blocks */
	struct block blocks[MOST_BLOCKS];
};

static DEFINE_MUTEX(heap_mutex);	/* held while a heap is watched */

/*
 * Made before the probes are first attached, and freed with this module: a probe may still run
 * after it was detached, and to wait for it after each rule takes longer than most rules do.
 */
static struct heap *the_heap;

static struct hlist_head *head_of(struct heap *heap, const void *at)
{
	return &heap->heads[hash_ptr(at, HEAD_BITS)];
}

static void forget(struct heap *heap, const void *at)
{
	struct block *block;

	lockdep_assert_held(&heap->lock);
	hlist_for_each_entry(block, head_of(heap, at), node) {
		if (block->at != at)
			continue;
		heap->left.nr--;
		heap->left.bytes -= block->bytes;
		hlist_del(&block->node);
		hlist_add_head(&block->node, &heap->spare);
		return;
	}
}

static void remember(struct heap *heap, const void *at, size_t bytes, unsigned long by)
{
	struct block *block;

	lockdep_assert_held(&heap->lock);
	if (hlist_empty(&heap->spare)) {
		heap->overflowed = true;
		return;
	}
	block = hlist_entry(heap->spare.first, struct block, node);
	hlist_del(&block->node);
	block->at = at;
	block->bytes = bytes;
	block->by = by;
	hlist_add_head(&block->node, head_of(heap, at));
	heap->left.nr++;
	heap->left.bytes += bytes;
}

/* Memory that is handed out has been freed, even if nobody has told. */
static void note_alloc(const void *at, size_t bytes, unsigned long by)
{
	struct heap *heap = the_heap;
	unsigned long flags;

	if (!at)
		return;
	raw_spin_lock_irqsave(&heap->lock, flags);
	forget(heap, at);
	if (heap->owner && within_module(by, heap->owner))
		remember(heap, at, bytes, by);
	raw_spin_unlock_irqrestore(&heap->lock, flags);
}

static void note_free(const void *at)
{
	struct heap *heap = the_heap;
	unsigned long flags;

	if (!at)
		return;
	raw_spin_lock_irqsave(&heap->lock, flags);
	forget(heap, at);
	raw_spin_unlock_irqrestore(&heap->lock, flags);
}

static void on_kmalloc(void *unused, unsigned long by, const void *at, size_t bytes, size_t room,
		       gfp_t gfp, int node)
{
	note_alloc(at, bytes, by);
}

static void on_kfree(void *unused, unsigned long by, const void *at)
{
	note_free(at);
}

static void on_cache_alloc(void *unused, unsigned long by, const void *at, struct kmem_cache *cache,
			   gfp_t gfp, int node)
{
	note_alloc(at, kmem_cache_size(cache), by);
}

static void on_cache_free(void *unused, unsigned long by, const void *at,
			  const struct kmem_cache *cache)
{
	note_free(at);
}

static struct probe probes[] = {
	{ .name = "kmalloc", .function = on_kmalloc },
	{ .name = "kfree", .function = on_kfree },
	{ .name = "kmem_cache_alloc", .function = on_cache_alloc },
	{ .name = "kmem_cache_free", .function = on_cache_free },
};

static void heap_set(struct heap *heap, struct module *owner)
{
	u32 i;

	raw_spin_lock_irq(&heap->lock);
	memset(heap->heads, 0, sizeof(heap->heads));
	INIT_HLIST_HEAD(&heap->spare);
	for (i = 0; i < MOST_BLOCKS; i++)
		hlist_add_head(&heap->blocks[i].node, &heap->spare);
	heap->left = (struct heap_left){ };
	heap->overflowed = false;
	heap->owner = owner;
	raw_spin_unlock_irq(&heap->lock);
}

static int watch(struct module *owner)
{
	int ret;

	if (!the_heap) {
		the_heap = kvzalloc(sizeof(*the_heap), GFP_KERNEL);
		if (!the_heap)
			return -ENOMEM;
		raw_spin_lock_init(&the_heap->lock);
	}
	heap_set(the_heap, owner);
	ret = dmarig_probes_attach(probes, ARRAY_SIZE(probes));
	if (ret)
		heap_set(the_heap, NULL);
	return ret;
}

bool rule_heap_watch(struct module *owner)
{
	if (!owner || !ct_has_kmem_trace || !mutex_trylock(&heap_mutex))
		return false;
	if (try_module_get(owner)) {
		if (!watch(owner))
			return true;
		module_put(owner);
	}
	mutex_unlock(&heap_mutex);
	return false;
}

/* Return: a block's origin; of many, that of any. */
static unsigned long origin(const struct heap *heap)
{
	const struct block *block;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(heap->heads); i++)
		hlist_for_each_entry(block, &heap->heads[i], node)
			return block->by;
	return 0;
}

struct heap_left rule_heap_end(void)
{
	unsigned long end = jiffies + PATIENCE;
	struct heap *heap = the_heap;
	struct module *owner = heap->owner;
	struct heap_left left;

	while (READ_ONCE(heap->left.nr) && time_before(jiffies, end))
		usleep_range(1000, 2000);
	dmarig_probes_drop(probes, ARRAY_SIZE(probes));
	raw_spin_lock_irq(&heap->lock);
	left = heap->overflowed ? (struct heap_left){ } : heap->left;
	left.by = origin(heap);
	raw_spin_unlock_irq(&heap->lock);
	heap_set(heap, NULL);
	module_put(owner);
	mutex_unlock(&heap_mutex);
	return left;
}

bool rule_heap_has(const void *p)
{
	struct heap *heap = the_heap;
	const struct block *block;
	unsigned long flags;
	bool has = false;
	u32 i;

	if (!heap)
		return false;
	raw_spin_lock_irqsave(&heap->lock, flags);
	for (i = 0; i < ARRAY_SIZE(heap->heads) && !has; i++)
		hlist_for_each_entry(block, &heap->heads[i], node)
			has |= p >= block->at && p < block->at + block->bytes;
	raw_spin_unlock_irqrestore(&heap->lock, flags);
	return has;
}

void rule_heap_exit(void)
{
	dmarig_probes_wait();
	kvfree(the_heap);
}
