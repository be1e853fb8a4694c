// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The device as a file: what can be done with it, and what is refused. It is no stream: there is as
 * much of it as backing memory, and what is behind its end is not there.
 */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/uio.h>
#include "cdev/access.h"
#include "cdev/cdev.h"
#include "core/base/compat.h"

static struct dmarig_cdev *to_cdev(struct file *file)
{
	return container_of(file->private_data, struct dmarig_cdev, misc);
}

static int file_open(struct inode *inode, struct file *file)
{
	kref_get(&to_cdev(file)->kref);
	/* No cache is in between, and an access does not wait where it was asked not to. */
	file->f_mode |= FMODE_NOWAIT;
	ct_open_direct(file);
	return 0;
}

static int file_release(struct inode *inode, struct file *file)
{
	dmarig_cdev_put(to_cdev(file));
	return 0;
}

static loff_t file_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, to_cdev(file)->backing.bytes);
}

/* Shorten the access to what is there. Return: its bytes, 0 at the end. */
static ssize_t clip(const struct dmarig_cdev *cdev, loff_t pos, struct iov_iter *iter, bool write)
{
	size_t bytes = cdev->backing.bytes;

	if (!iov_iter_count(iter))
		return 0;
	if (pos >= bytes)
		return write ? -ENOSPC : 0;
	iov_iter_truncate(iter, bytes - pos);
	return iov_iter_count(iter);
}

static bool is_aligned(const struct dmarig_cdev *cdev, loff_t pos, struct iov_iter *iter,
		       bool write)
{
	unsigned long bits = iov_iter_alignment(iter) | iov_iter_count(iter) | (unsigned long)pos;

	return !(bits & (cdev->align[write] - 1));
}

/* The channel and the waiter are two users; a fatal signal ends the waiting and nothing else. */
static ssize_t wait_for(struct access *a)
{
	ssize_t ret = -EINTR;

	if (!wait_for_completion_killable(&a->done))
		ret = a->result;
	dmarig_access_put(a);
	return ret;
}

static ssize_t run_through(struct access *a, struct kiocb *iocb, struct iov_iter *iter)
{
	bool waits = is_sync_kiocb(iocb);
	int ret;

	ret = dmarig_access_pin(a, iter);
	if (ret)
		goto err_put;
	a->iocb = waits ? NULL : iocb;
	reinit_completion(&a->done);
	a->users = waits ? 2 : 1;
	ret = dmarig_access_start(a);
	if (ret)
		goto err_unpin;
	return waits ? wait_for(a) : -EIOCBQUEUED;

err_unpin:
	dmarig_access_unpin(a);
	a->users = 1;
err_put:
	dmarig_access_put(a);
	return ret;
}

static ssize_t file_access(struct kiocb *iocb, struct iov_iter *iter, bool write)
{
	struct dmarig_cdev *cdev = to_cdev(iocb->ki_filp);
	ssize_t len = clip(cdev, iocb->ki_pos, iter, write);
	struct access *a;

	if (len <= 0)
		return len;
	if (!is_aligned(cdev, iocb->ki_pos, iter, write))
		return -EINVAL;
	/* The kernel's own memory may be such that it cannot be mapped. */
	if (!ct_is_user_iter(iter) && !iov_iter_is_bvec(iter))
		return -EINVAL;
	a = dmarig_access_get(cdev, !(iocb->ki_flags & IOCB_NOWAIT));
	if (IS_ERR(a))
		return PTR_ERR(a);
	a->write = write;
	a->pos = iocb->ki_pos;
	a->len = len;
	len = run_through(a, iocb, iter);
	if (len > 0)
		iocb->ki_pos += len;
	return len;
}

static ssize_t file_read_iter(struct kiocb *iocb, struct iov_iter *iter)
{
	return file_access(iocb, iter, false);
}

static ssize_t file_write_iter(struct kiocb *iocb, struct iov_iter *iter)
{
	return file_access(iocb, iter, true);
}

const struct file_operations dmarig_cdev_fops = {
	.owner		= THIS_MODULE,
	.open		= file_open,
	.release	= file_release,
	.llseek		= file_llseek,
	.read_iter	= file_read_iter,
	.write_iter	= file_write_iter,
};
