// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=pool: blocks of a dma_pool; nothing to do per transfer. One pool serves all buffers of
 * the same length on the same device, whatever run or worker they are of.
 *
 * Blocks are aligned to pages, as every buffer is, so a pool fetches them from dma_alloc_coherent()
 * one by one; what it saves is giving them back. A block leaked on purpose keeps its pool.
 */
#include <linux/dmapool.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "map/map.h"

/* Protects pools; the innermost lock of ours. */
static DEFINE_MUTEX(pools_lock);
static LIST_HEAD(pools);		/* of struct shared: all pools with a block in use */

/* struct shared - a pool and the number of its users. Protected by pools_lock. */
struct shared {
	struct list_head node;
	struct device *dev;		/* referenced, so that no other one gets its address */
	size_t len;			/* of a buffer, in bytes */
	struct dma_pool *pool;
	unsigned int users;
};

static struct shared *shared_find(struct device *dev, size_t len)
{
	struct shared *s;

	lockdep_assert_held(&pools_lock);
	list_for_each_entry(s, &pools, node)
		if (s->dev == dev && s->len == len)
			return s;
	return NULL;
}

static struct shared *shared_new(struct device *dev, size_t len)
{
	struct shared *s = kzalloc(sizeof(*s), GFP_KERNEL);

	lockdep_assert_held(&pools_lock);
	if (!s)
		return NULL;
	s->pool = dma_pool_create("dmarig", dev, len, PAGE_SIZE, 0);
	if (!s->pool) {
		kfree(s);
		return NULL;
	}
	s->dev = get_device(dev);
	s->len = len;
	list_add(&s->node, &pools);
	return s;
}

static struct shared *shared_get(struct device *dev, size_t len)
{
	struct shared *s;

	mutex_lock(&pools_lock);
	s = shared_find(dev, len) ?: shared_new(dev, len);
	if (s)
		s->users++;
	mutex_unlock(&pools_lock);
	return s;
}

static void shared_put(struct shared *s)
{
	mutex_lock(&pools_lock);
	if (!--s->users) {
		list_del(&s->node);
		dma_pool_destroy(s->pool);
		put_device(s->dev);
		kfree(s);
	}
	mutex_unlock(&pools_lock);
}

static int pool_alloc(struct buf *buf)
{
	struct shared *s = shared_get(buf->dev, buf->len);

	if (!s)
		return -ENOMEM;
	buf->cpu = dma_pool_zalloc(s->pool, BUF_GFP, &buf->dma);
	if (!buf->cpu) {
		shared_put(s);
		return -ENOMEM;
	}
	buf->priv = s;
	return 0;
}

static void pool_free(struct buf *buf)
{
	struct shared *s = buf->priv;

	dma_pool_free(s->pool, buf->cpu, buf->dma);
	shared_put(s);
}

const struct mapping mapping_pool = {
	.alloc	= pool_alloc,
	.free	= pool_free,
	.source	= "a dma_pool, whose blocks of this size are coherent allocations",
};
