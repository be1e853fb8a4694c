// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A run's buffer in a process: mapping it, synchronising it, and how it goes.
 *
 * What mmap() maps are pages that nobody counts references of. So the memory may only be freed when
 * the file is closed, which it is not as long as a mapping of it is there.
 */
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <uapi/linux/dma-buf.h>
#include "cdev/view.h"
#include "common/pattern.h"
#include "core/base/sentence.h"
#include "core/chan/chan.h"
#include "core/observe/observe.h"
#include "core/observe/task_account.h"
#include "map/attrs.h"
#include "map/import.h"

static struct dmarig_view *to_view(struct file *file)
{
	return container_of(file->private_data, struct dmarig_view, misc);
}

static void view_release(struct kref *kref)
{
	kfree(container_of(kref, struct dmarig_view, kref));
}

static void view_put(struct dmarig_view *view)
{
	kref_put(&view->kref, view_release);
}

/* One process at a time: nobody else's syncs are in what it measures. */
static int view_file_open(struct inode *inode, struct file *file)
{
	struct dmarig_view *view = to_view(file);
	int ret = 0;

	mutex_lock(&view->lock);
	if (view->open)
		ret = -EBUSY;
	else
		view->account = dmarig_task_account_begin(current, view->buf.dev);
	if (!ret && !view->account)
		ret = -ENOMEM;
	if (!ret) {
		WRITE_ONCE(view->open, true);
		kref_get(&view->kref);
	}
	mutex_unlock(&view->lock);
	return ret;
}

static int view_file_release(struct inode *inode, struct file *file)
{
	struct dmarig_view *view = to_view(file);

	mutex_lock(&view->lock);
	dmarig_task_account_end(view->account, &view->bounced_maps, &view->bounced_bytes);
	view->account = NULL;
	WRITE_ONCE(view->open, false);
	wake_up_all(&view->wake);
	mutex_unlock(&view->lock);
	view_put(view);
	return 0;
}

static int view_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct dmarig_view *view = to_view(file);
	struct buf *buf = &view->buf;
	int ret;

	mutex_lock(&view->lock);
	if (view->closed)
		ret = -ENODEV;
	else if (!buf->mapping->mmap)
		ret = -EOPNOTSUPP;
	else if (vma->vm_pgoff || vma->vm_end - vma->vm_start > PAGE_ALIGN(buf->len))
		ret = -EINVAL;
	else
		ret = buf->mapping->mmap(buf, vma);
	mutex_unlock(&view->lock);
	return ret;
}

static int view_sync(struct dmarig_view *view, bool end)
{
	struct buf *buf = &view->buf;
	int ret = 0;

	lockdep_assert_held(&view->lock);
	if (view->closed)
		return -ENODEV;
	if (view->given == end)
		return -EINVAL;
	if (end)
		ret = dmarig_buf_to_device(buf, 0, view->p->size, 0);
	else
		dmarig_buf_to_cpu(buf, 0, view->p->size, 0);
	if (ret)
		return ret;
	view->given = end;
	return 0;
}

static long view_file_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct dmarig_view *view = to_view(file);
	struct dma_buf_sync sync;
	int ret;

	if (cmd != DMA_BUF_IOCTL_SYNC)
		return -ENOTTY;
	if (copy_from_user(&sync, (void __user *)arg, sizeof(sync)))
		return -EFAULT;
	if (sync.flags & ~DMA_BUF_SYNC_VALID_FLAGS_MASK || !(sync.flags & DMA_BUF_SYNC_RW))
		return -EINVAL;
	mutex_lock(&view->lock);
	ret = view_sync(view, sync.flags & DMA_BUF_SYNC_END);
	mutex_unlock(&view->lock);
	return ret;
}

static const struct file_operations view_fops = {
	.owner		= THIS_MODULE,
	.open		= view_file_open,
	.release	= view_file_release,
	.mmap		= view_file_mmap,
	.unlocked_ioctl	= view_file_ioctl,
	.compat_ioctl	= compat_ptr_ioctl,
};

/* What the process reads the device has written, and the other way round. */
static enum dma_data_direction direction_of(const struct params *p)
{
	u32 access = dmarig_accesses[p->access].traits;

	if (p->direction == DMARIG_DIRECTION_bidirectional ||
	    access == (ACCESS_READS | ACCESS_WRITES))
		return DMA_BIDIRECTIONAL;
	return access & ACCESS_READS ? DMA_FROM_DEVICE : DMA_TO_DEVICE;
}

static int view_alloc(struct dmarig_view *view, struct import *import)
{
	struct buf *buf = &view->buf;

	buf->mapping = mapping_table[view->p->mapping];
	buf->dev = view->rc->dev;
	buf->dir = direction_of(view->p);
	buf->attrs = dmarig_attrs_flags(view->p);
	buf->import = import;
	buf->len = PAGE_ALIGN(view->p->size);
	return buf->mapping->alloc(buf);
}

/* What the process must find: it looks whether it has this memory, and all of it. */
static void view_fill(struct dmarig_view *view)
{
	struct buf *buf = &view->buf;

	/* Memory the CPU cannot see is the process's alone. */
	if (view->p->attrs != DMARIG_ATTRS_no_kernel_mapping)
		pattern_fill(buf->cpu, view->p->size, view->p->seed);
	flush_kernel_vmap_range(buf->cpu, buf->len);
}

struct dmarig_view *dmarig_view_create(const struct params *p, struct rchan *rc,
				       struct import *import)
{
	struct dmarig_view *view = kzalloc(sizeof(*view), GFP_KERNEL);
	int ret;

	if (!view)
		return ERR_PTR(-ENOMEM);
	kref_init(&view->kref);
	mutex_init(&view->lock);
	init_waitqueue_head(&view->wake);
	view->p = p;
	view->rc = rc;
	ret = view_alloc(view, import);
	if (ret) {
		kfree(view);
		return ERR_PTR(ret);
	}
	view_fill(view);
	return view;
}

int dmarig_view_open(struct dmarig_view *view)
{
	int ret;

	snprintf(view->name, sizeof(view->name), "dmarig-%s", view->rc->holder);
	snprintf(view->path, sizeof(view->path), "dmarig/%s", view->rc->holder);
	view->misc = (struct miscdevice){
		.minor		= MISC_DYNAMIC_MINOR,
		.name		= view->name,
		.nodename	= view->path,
		.mode		= 0600,
		.fops		= &view_fops,
	};
	ret = misc_register(&view->misc);
	if (ret)
		dmarig_sentence_say(view->rc->sentence, "op=mmap: /dev/%s cannot be made (%d)",
				    view->path, ret);
	return ret;
}

void dmarig_view_observe(const struct dmarig_view *view, struct mem_extent *extent)
{
	dmarig_observe_memory(extent, view->buf.cpu, view->buf.len);
}

/* One flag, and what it was written with is looked at under the lock. */
static bool view_is_unused(const struct dmarig_view *view)
{
	return !READ_ONCE(view->open);
}

bool dmarig_view_close(struct dmarig_view *view, struct observed *seen)
{
	bool unused;

	misc_deregister(&view->misc);
	mutex_lock(&view->lock);
	view->closed = true;
	mutex_unlock(&view->lock);
	unused = wait_event_idle_timeout(view->wake, view_is_unused(view),
					 msecs_to_jiffies(view->p->timeout_ms) + 1);
	if (!unused) {
		dmarig_sentence_say(view->rc->sentence,
				    "op=mmap: a process has /dev/%s open after timeout_ms=%llu: its memory and %s are quarantined until reboot",
				    view->path, view->p->timeout_ms, view->rc->name);
		dmarig_chan_quarantine(view->rc);
	}
	mutex_lock(&view->lock);
	if (view->given)
		dmarig_buf_to_cpu(&view->buf, 0, view->p->size, 0);
	view->given = false;
	seen->bounced_maps += view->bounced_maps;
	seen->bounced_bytes += view->bounced_bytes;
	mutex_unlock(&view->lock);
	return unused;
}

void dmarig_view_destroy(struct dmarig_view *view)
{
	if (!view)
		return;
	if (!view->rc->quarantined)
		view->buf.mapping->free(&view->buf);
	else if (view->buf.mapping->leak)
		view->buf.mapping->leak(&view->buf);
	view_put(view);
}
