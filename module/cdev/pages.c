// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The pages of an access: held, put into a list, let go of. What a device wrote is dirty: it is
 * said before the transfer, where one may sleep, and looked at after it, as somebody may have
 * written the page back meanwhile. See Documentation/core-api/pin_user_pages.rst.
 */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/slab.h>
#include "cdev/access.h"
#include "core/base/compat.h"

static void room_free(struct room *room)
{
	if (!room)
		return;
	kvfree(room->pages);
	kvfree(room->sgl);
	kvfree(room->descs);
	kfree(room);
}

/* Pieces end where an entry does and where a chunk does, which is a page or more. */
static struct room *room_new(u32 nr_pages)
{
	struct room *room = kzalloc(sizeof(*room), GFP_KERNEL);

	if (!room)
		return NULL;
	room->nr_pages = nr_pages;
	room->nr_descs = 2 * nr_pages + 1;
	room->pages = kvcalloc(nr_pages, sizeof(*room->pages), GFP_KERNEL);
	room->sgl = kvcalloc(nr_pages, sizeof(*room->sgl), GFP_KERNEL);
	room->descs = kvcalloc(CALLBACK_GENS * room->nr_descs, sizeof(*room->descs),
			       GFP_KERNEL);
	if (room->pages && room->sgl && room->descs)
		return room;
	room_free(room);
	return NULL;
}

void dmarig_access_free_rooms(struct access *a)
{
	struct room *room;

	while (a->room) {
		room = a->room;
		a->room = room->outgrown;
		room_free(room);
	}
}

/* Twice as much as was needed, so that it does not go on growing by little. */
static int access_grow(struct access *a, u32 nr_pages)
{
	struct room *room;

	if (a->room && a->room->nr_pages >= nr_pages)
		return 0;
	room = room_new(2 * nr_pages);
	if (!room)
		return -ENOMEM;
	room->outgrown = a->room;
	a->room = room;
	return 0;
}

/* Does @page continue the last entry, and not make it more than the device takes in one? */
static bool goes_on(const struct access *a, struct page *page, size_t at, size_t n)
{
	struct scatterlist *sg = a->last;
	phys_addr_t start, end, next = page_to_phys(page) + at;
	unsigned long boundary = dma_get_seg_boundary(a->cdev->dev);

	if (!sg)
		return false;
	start = sg_phys(sg);
	end = start + sg->length;
	return end == next && sg->length + n <= a->cdev->most &&
	       (start | boundary) == ((end + n - 1) | boundary);
}

static void list_add_page(struct access *a, struct page *page, size_t at, size_t n)
{
	if (goes_on(a, page, at, n)) {
		a->last->length += n;
		return;
	}
	a->last = &a->room->sgl[a->table.orig_nents++];
	sg_set_page(a->last, page, n, at);
}

/* As much as one look at the iterator brings. Return: bytes, or -errno. */
static ssize_t take_some(struct access *a, struct iov_iter *iter, size_t left)
{
	struct page **pages = a->room->pages + a->nr_pages;
	size_t at, rest, n;
	ssize_t got;

	got = ct_take_pages(iter, pages, left, a->room->nr_pages - a->nr_pages, &at);
	if (got <= 0)
		return got ?: -EFAULT;
	for (rest = got; rest; rest -= n, at = 0) {
		n = min_t(size_t, rest, PAGE_SIZE - at);
		list_add_page(a, *pages++, at, n);
		a->nr_pages++;
	}
	return got;
}

static void mark_dirty(struct access *a)
{
	u32 i;

	for (i = 0; i < a->nr_pages; i++)
		set_page_dirty_lock(a->room->pages[i]);
}

/* Does the channel write to a process's pages? If not marked dirty, they might lose the data. */
static bool dirties(const struct access *a)
{
	return !a->write && a->user;
}

bool dmarig_access_is_dirty(const struct access *a)
{
	u32 i;

	for (i = 0; dirties(a) && i < a->nr_pages; i++)
		if (!ct_page_is_dirty(a->room->pages[i]))
			return false;
	return true;
}

void dmarig_access_make_dirty(struct access *a)
{
	if (dirties(a))
		mark_dirty(a);
}

int dmarig_access_pin(struct access *a, struct iov_iter *iter)
{
	u32 nr = iov_iter_npages(iter, INT_MAX);
	int ret = access_grow(a, nr);
	size_t left = a->len;
	ssize_t got;

	if (ret)
		return ret;
	a->nr_pages = 0;
	a->last = NULL;
	a->user = ct_is_user_iter(iter);
	sg_init_table(a->room->sgl, nr);
	a->table = (struct sg_table) { .sgl = a->room->sgl };
	for (; left; left -= got) {
		got = take_some(a, iter, left);
		if (got < 0)
			goto err_unpin;
	}
	sg_mark_end(a->last);
	dmarig_access_make_dirty(a);
	return 0;

err_unpin:
	dmarig_access_unpin(a);
	return got;
}

void dmarig_access_unpin(struct access *a)
{
	ct_give_pages(a->room->pages, a->nr_pages, a->user);
	a->nr_pages = 0;
}
