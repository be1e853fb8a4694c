// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * mapping=dmabuf: a dma_buf that a heap or another device exports, imported for the channel's
 * device. The exporter maps it once; per transfer its begin and end of CPU access are called, and a
 * fence stands in its reservation from when the device is given it to when it is taken back. A
 * buffer has one all for itself, as CPU access is about the whole of it.
 *
 * See Documentation/driver-api/dma-buf.rst.
 */
#include <linux/dma-buf.h>
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/slab.h>
#include "core/base/compat.h"
#include "map/import.h"
#include "map/map.h"
#include "map/segments.h"

#ifndef CT_NO_DMA_BUF

#include <linux/iosys-map.h>

MODULE_IMPORT_NS(CT_NS_DMA_BUF);

/* struct imported - what such a buffer has in priv. Owner: the buffer. */
struct imported {
	struct dma_buf *dmabuf;			/* the run's */
	struct dma_buf_attachment *attachment;
	struct sg_table *table;			/* of all of it, the exporter's */
	struct scatterlist *slice;		/* what the device sees of the slice given */
	struct iosys_map view;
	struct dma_fence *fence;		/* while the device has it */
	u64 context, seqno;
};

/* The lock goes with the fence, which others may keep longer than we do. */
struct import_fence {
	struct dma_fence base;			/* first: it is freed as one */
	spinlock_t lock;
};

static const char *import_name(struct dma_fence *fence)
{
	return "dmarig";
}

static const struct dma_fence_ops import_fence_ops = {
	.get_driver_name	= import_name,
	.get_timeline_name	= import_name,
};

static enum dma_resv_usage usage_of(const struct buf *buf)
{
	return dma_resv_usage_rw(buf->dir != DMA_TO_DEVICE);
}

static int resv_add(struct dma_buf *dmabuf, struct dma_fence *fence, enum dma_resv_usage usage)
{
	int ret;

	dma_resv_lock(dmabuf->resv, NULL);
	ret = dma_resv_reserve_fences(dmabuf->resv, 1);
	if (!ret)
		dma_resv_add_fence(dmabuf->resv, fence, usage);
	dma_resv_unlock(dmabuf->resv);
	return ret;
}

/* Put up a fence, for other users of the dma_buf to wait for until our device is done. */
static int fence_put_up(struct buf *buf, struct imported *m)
{
	struct import_fence *f = kzalloc(sizeof(*f), GFP_KERNEL);
	int ret;

	if (!f)
		return -ENOMEM;
	spin_lock_init(&f->lock);
	dma_fence_init(&f->base, &import_fence_ops, &f->lock, m->context, ++m->seqno);
	ret = resv_add(m->dmabuf, &f->base, usage_of(buf));
	if (!ret) {
		m->fence = &f->base;
		return 0;
	}
	dma_fence_signal(&f->base);
	dma_fence_put(&f->base);
	return ret;
}

static void fence_take_down(struct imported *m)
{
	dma_fence_signal(m->fence);
	dma_fence_put(m->fence);
	m->fence = NULL;
}

/* A signalled fence stays until another takes its place; none of ours may outlive this module. */
static void fences_forget(struct imported *m)
{
	struct dma_fence *stub = dma_fence_get_stub();

	resv_add(m->dmabuf, stub, DMA_RESV_USAGE_READ);
	dma_fence_put(stub);
}

static long wait_for_others(struct buf *buf, struct imported *m)
{
	return dma_resv_wait_timeout(m->dmabuf->resv, usage_of(buf), false, HZ);
}

/* List what the device sees of the slice: one entry or more, of addresses and lengths only. */
static void list_imported(struct buf *buf, struct imported *m, size_t at, size_t len)
{
	struct scatterlist *from, *to = m->slice;
	size_t n;
	int i;

	for_each_sgtable_dma_sg(m->table, from, i) {
		if (at >= sg_dma_len(from)) {
			at -= sg_dma_len(from);
			continue;
		}
		n = min_t(size_t, len, sg_dma_len(from) - at);
		sg_dma_address(to) = sg_dma_address(from) + at;
		sg_dma_len(to) = n;
		to++;
		at = 0;
		len -= n;
		if (!len)
			break;
	}
	buf->sgl = m->slice;
	buf->nr_segs = to - m->slice;
	buf->addr = sg_dma_address(m->slice);
}

static int dmabuf_map(struct buf *buf, size_t at, size_t len)
{
	struct imported *m = buf->priv;
	int ret;

	if (wait_for_others(buf, m) <= 0)
		return -EBUSY;
	ret = dma_buf_end_cpu_access(m->dmabuf, buf->dir);
	if (ret)
		return ret;
	list_imported(buf, m, at, len);
	ret = fence_put_up(buf, m);
	if (ret)
		dma_buf_begin_cpu_access(m->dmabuf, buf->dir);
	return ret;
}

static void dmabuf_unmap(struct buf *buf, size_t at, size_t len)
{
	struct imported *m = buf->priv;

	fence_take_down(m);
	dma_buf_begin_cpu_access(m->dmabuf, buf->dir);
}

static int view(struct buf *buf, struct imported *m)
{
	int ret = ct_dma_buf_vmap(m->dmabuf, &m->view);

	if (ret)
		return ret;
	if (!m->view.is_iomem)
		ret = dma_buf_begin_cpu_access(m->dmabuf, buf->dir);
	else
		ret = -EOPNOTSUPP;
	if (ret)
		ct_dma_buf_vunmap(m->dmabuf, &m->view);
	buf->cpu = m->view.vaddr;
	return ret;
}

static int list_alloc(struct imported *m)
{
	m->slice = kvcalloc(m->table->nents, sizeof(*m->slice), GFP_KERNEL);
	if (!m->slice)
		return -ENOMEM;
	sg_init_table(m->slice, m->table->nents);
	return 0;
}

static int import(struct buf *buf, struct imported *m)
{
	int ret;

	m->attachment = dma_buf_attach(m->dmabuf, buf->dev);
	if (IS_ERR(m->attachment))
		return PTR_ERR(m->attachment);
	m->table = ct_dma_buf_map(m->attachment, buf->dir);
	ret = PTR_ERR_OR_ZERO(m->table);
	if (ret)
		goto err_detach;
	ret = list_alloc(m);
	if (ret)
		goto err_unmap;
	ret = view(buf, m);
	if (ret)
		goto err_free;
	return 0;

err_free:
	kvfree(m->slice);
err_unmap:
	ct_dma_buf_unmap(m->attachment, m->table, buf->dir);
err_detach:
	dma_buf_detach(m->dmabuf, m->attachment);
	return ret;
}

static int dmabuf_alloc(struct buf *buf)
{
	struct import *imp = buf->import;
	struct imported *m;
	int ret;

	if (imp->next_buf == imp->nr_bufs || imp->bufs[imp->next_buf]->size < buf->len)
		return -ENOMEM;
	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;
	m->dmabuf = imp->bufs[imp->next_buf++];
	m->context = dma_fence_context_alloc(1);
	ret = import(buf, m);
	if (ret)
		kfree(m);
	else
		buf->priv = m;
	return ret;
}

static void dmabuf_free(struct buf *buf)
{
	struct imported *m = buf->priv;

	fences_forget(m);
	dma_buf_end_cpu_access(m->dmabuf, buf->dir);
	ct_dma_buf_vunmap(m->dmabuf, &m->view);
	ct_dma_buf_unmap(m->attachment, m->table, buf->dir);
	dma_buf_detach(m->dmabuf, m->attachment);
	kvfree(m->slice);
	kfree(m);
}

static void dmabuf_leak(struct buf *buf)
{
	buf->import->leaked = true;
}

/* Exporters map at least whole pages; how many are neighbours is theirs to know. */
static int dmabuf_check(struct device *dev, const struct params *p, struct sentence *s)
{
	return dmarig_segments_check_whole(dev, p, s, PAGE_SIZE);
}

const struct mapping mapping_dmabuf = {
	.alloc	= dmabuf_alloc,
	.free	= dmabuf_free,
	.map	= dmabuf_map,
	.unmap	= dmabuf_unmap,
	.leak	= dmabuf_leak,
	.check	= dmabuf_check,
	.source	= "dmabuf, as none or too few or too small ones were handed in",
};

#else

const struct mapping mapping_dmabuf = {
	.missing = CT_NO_DMA_BUF,
};

#endif
