// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Imported memory. User pages and dma_bufs are looked up here, in the context of the process that
 * writes them.
 */
#include <linux/dma-buf.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "common/params.h"
#include "core/base/compat.h"
#include "core/base/sentence.h"
#include "map/import.h"

#define MOST_BUFS	65536

static void unpin_all(struct import *imp)
{
	if (!imp->leaked && imp->nr_pages)
		unpin_user_pages_dirty_lock(imp->pages, imp->nr_pages, true);
	kvfree(imp->pages);
	imp->pages = NULL;
	imp->nr_pages = 0;
}

static int pin(struct import *imp, unsigned long address, unsigned long nr)
{
	long pinned;

	imp->pages = kvmalloc_array(nr, sizeof(*imp->pages), GFP_KERNEL);
	if (!imp->pages)
		return -ENOMEM;
	pinned = pin_user_pages_fast(address, nr, FOLL_WRITE | FOLL_LONGTERM, imp->pages);
	if (pinned == nr) {
		imp->nr_pages = nr;
		return 0;
	}
	if (pinned > 0)
		unpin_user_pages(imp->pages, pinned);
	unpin_all(imp);
	return pinned < 0 ? pinned : -EFAULT;
}

int dmarig_import_user(struct import *imp, const char *text)
{
	unsigned long long address, bytes;
	int ret;

	if (imp->leaked)
		return -EBUSY;
	if (sscanf(text, "%lli %lli", &address, &bytes) != 2 || !bytes || bytes >= SZ_1G ||
	    (unsigned long)address != address || !PAGE_ALIGNED(address) || !PAGE_ALIGNED(bytes)) {
		dmarig_sentence_say(imp->sentence,
				    "user_memory: want an address and bytes, in multiples of %lu and less than 1 GiB",
				    PAGE_SIZE);
		return -EINVAL;
	}
	unpin_all(imp);
	ret = pin(imp, address, bytes >> PAGE_SHIFT);
	if (ret)
		dmarig_sentence_say(imp->sentence,
				    "user_memory: %llu bytes at 0x%llx cannot be pinned (%d)",
				    bytes, address, ret);
	return ret;
}

#if IS_ENABLED(CONFIG_DMA_SHARED_BUFFER)

static void put_all(struct import *imp)
{
	u32 i;

	for (i = 0; !imp->leaked && i < imp->nr_bufs; i++)
		dma_buf_put(imp->bufs[i]);
	kvfree(imp->bufs);
	imp->bufs = NULL;
	imp->nr_bufs = 0;
}

static int add_buf(struct import *imp, struct dma_buf *buf)
{
	if (!imp->bufs)
		imp->bufs = kvcalloc(MOST_BUFS, sizeof(*imp->bufs), GFP_KERNEL);
	if (!imp->bufs)
		return -ENOMEM;
	if (imp->nr_bufs == MOST_BUFS)
		return -E2BIG;
	imp->bufs[imp->nr_bufs++] = buf;
	return 0;
}

static int take_dmabuf(struct import *imp, int fd)
{
	struct dma_buf *buf = dma_buf_get(fd);
	int ret;

	if (IS_ERR(buf)) {
		dmarig_sentence_say(imp->sentence,
				    "dmabuf: file descriptor %d of the writer is no dma_buf (%ld)",
				    fd, PTR_ERR(buf));
		return PTR_ERR(buf);
	}
	ret = add_buf(imp, buf);
	if (ret)
		dma_buf_put(buf);
	return ret;
}

int dmarig_import_dmabuf(struct import *imp, const char *text)
{
	int fd;

	if (imp->leaked)
		return -EBUSY;
	if (sysfs_streq(text, "none")) {
		put_all(imp);
		return 0;
	}
	if (!kstrtoint(text, 10, &fd))
		return take_dmabuf(imp, fd);
	dmarig_sentence_say(imp->sentence, "dmabuf: want the number of a file descriptor, or none");
	return -EINVAL;
}

#else

static void put_all(struct import *imp)
{
}

int dmarig_import_dmabuf(struct import *imp, const char *text)
{
	dmarig_sentence_say(imp->sentence,
			    "dmabuf: this kernel was built without CONFIG_DMA_SHARED_BUFFER");
	return -EOPNOTSUPP;
}

#endif

/*
 * Will the CPU touch this memory? If not, do not map it for the CPU: even a read of a device's
 * registers can have side effects.
 */
static bool is_looked_at(const struct params *p)
{
	u32 by_cpu = OP_SYNCHRONOUS | OP_MOVES_DATA;

	return p->verify || p->cpu_touch != DMARIG_TOUCH_none ||
	       (dmarig_ops[p->op].traits & by_cpu) == by_cpu;
}

void dmarig_import_rewind(struct import *imp, const struct params *p)
{
	u64 window = 0;

	params_resource(p, &window);
	imp->window = window;
	imp->looked_at = is_looked_at(p);
	imp->next_page = 0;
	imp->next_buf = 0;
}

void dmarig_import_release(struct import *imp)
{
	unpin_all(imp);
	put_all(imp);
}
