// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Memory that is handed in. What is asked of the caller's process is asked here, in its context.
 */
#include <linux/dma-buf.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "common/params.h"
#include "core/compat.h"
#include "core/sentence.h"
#include "map/handed.h"

#define MOST_BUFS	65536

static void unpin_all(struct handed *h)
{
	if (!h->leaked && h->nr_pages)
		unpin_user_pages_dirty_lock(h->pages, h->nr_pages, true);
	kvfree(h->pages);
	h->pages = NULL;
	h->nr_pages = 0;
}

static int pin(struct handed *h, unsigned long address, unsigned long nr)
{
	long pinned;

	h->pages = kvmalloc_array(nr, sizeof(*h->pages), GFP_KERNEL);
	if (!h->pages)
		return -ENOMEM;
	pinned = pin_user_pages_fast(address, nr, FOLL_WRITE | FOLL_LONGTERM, h->pages);
	if (pinned == nr) {
		h->nr_pages = nr;
		return 0;
	}
	if (pinned > 0)
		unpin_user_pages(h->pages, pinned);
	unpin_all(h);
	return pinned < 0 ? pinned : -EFAULT;
}

int handed_user(struct handed *h, const char *text)
{
	unsigned long long address, bytes;
	int ret;

	if (h->leaked)
		return -EBUSY;
	if (sscanf(text, "%lli %lli", &address, &bytes) != 2 || !bytes || bytes >= SZ_1G ||
	    (unsigned long)address != address || !PAGE_ALIGNED(address) || !PAGE_ALIGNED(bytes)) {
		sentence_say(h->sentence,
			     "user_memory: want an address and bytes, in multiples of %lu and less than 1 GiB",
			     PAGE_SIZE);
		return -EINVAL;
	}
	unpin_all(h);
	ret = pin(h, address, bytes >> PAGE_SHIFT);
	if (ret)
		sentence_say(h->sentence,
			     "user_memory: %llu bytes at 0x%llx cannot be pinned (%d)", bytes,
			     address, ret);
	return ret;
}

#if IS_ENABLED(CONFIG_DMA_SHARED_BUFFER)

static void put_all(struct handed *h)
{
	u32 i;

	for (i = 0; !h->leaked && i < h->nr_bufs; i++)
		dma_buf_put(h->bufs[i]);
	kvfree(h->bufs);
	h->bufs = NULL;
	h->nr_bufs = 0;
}

static int add_buf(struct handed *h, struct dma_buf *buf)
{
	if (!h->bufs)
		h->bufs = kvcalloc(MOST_BUFS, sizeof(*h->bufs), GFP_KERNEL);
	if (!h->bufs)
		return -ENOMEM;
	if (h->nr_bufs == MOST_BUFS)
		return -E2BIG;
	h->bufs[h->nr_bufs++] = buf;
	return 0;
}

static int take_dmabuf(struct handed *h, int fd)
{
	struct dma_buf *buf = dma_buf_get(fd);
	int ret;

	if (IS_ERR(buf)) {
		sentence_say(h->sentence,
			     "dmabuf: file descriptor %d of the writer is no dma_buf (%ld)", fd,
			     PTR_ERR(buf));
		return PTR_ERR(buf);
	}
	ret = add_buf(h, buf);
	if (ret)
		dma_buf_put(buf);
	return ret;
}

int handed_dmabuf(struct handed *h, const char *text)
{
	int fd;

	if (h->leaked)
		return -EBUSY;
	if (sysfs_streq(text, "none")) {
		put_all(h);
		return 0;
	}
	if (!kstrtoint(text, 10, &fd))
		return take_dmabuf(h, fd);
	sentence_say(h->sentence, "dmabuf: want the number of a file descriptor, or none");
	return -EINVAL;
}

#else

static void put_all(struct handed *h)
{
}

int handed_dmabuf(struct handed *h, const char *text)
{
	sentence_say(h->sentence, "dmabuf: this kernel was built without CONFIG_DMA_SHARED_BUFFER");
	return -EOPNOTSUPP;
}

#endif

/* Whoever only reads the registers of a device may set off anything. */
static bool is_looked_at(const struct params *p)
{
	u32 by_cpu = OP_SYNCHRONOUS | OP_MOVES_DATA;

	return p->verify || p->cpu_touch != DMARIG_TOUCH_none ||
	       (dmarig_ops[p->op].traits & by_cpu) == by_cpu;
}

void handed_rewind(struct handed *handed, const struct params *p)
{
	u64 window = 0;

	params_resource(p, &window);
	handed->window = window;
	handed->looked_at = is_looked_at(p);
	handed->next_page = 0;
	handed->next_buf = 0;
}

void handed_release(struct handed *handed)
{
	unpin_all(handed);
	put_all(handed);
}
