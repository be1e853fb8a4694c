// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An address space of a controller's own. Addresses have nothing to do with physical ones but the
 * offset into a page; between two mappings there is always a page that is not mapped.
 */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "sim/world/iova.h"

#define FIRST	(16 * PAGE_SIZE)	/* so that a small number is never an address */

/**
 * struct map - a mapping
 * @node: in the space's tree
 * @start: first address
 * @len: bytes
 * @phys: what is there
 * @dir: what the device may do
 */
struct map {
	struct rb_node node;
	u64 start;
	size_t len;
	phys_addr_t phys;
	enum dma_data_direction dir;
};

struct sim_iova *sim_iova_new(u64 last)
{
	struct sim_iova *iova = kzalloc(sizeof(*iova), GFP_KERNEL);

	if (!iova)
		return NULL;
	raw_spin_lock_init(&iova->lock);
	iova->maps = RB_ROOT;
	iova->next = FIRST;
	iova->last = last;
	return iova;
}

void sim_iova_free(struct sim_iova *iova)
{
	struct map *map, *next;

	if (!iova)
		return;
	rbtree_postorder_for_each_entry_safe(map, next, &iova->maps, node)
		kfree(map);
	kfree(iova);
}

/* The first mapping that ends behind @addr. */
static struct map *first_behind(struct sim_iova *iova, u64 addr)
{
	struct rb_node *node = iova->maps.rb_node;
	struct map *map, *found = NULL;

	lockdep_assert_held(&iova->lock);
	while (node) {
		map = rb_entry(node, struct map, node);
		if (map->start + map->len > addr) {
			found = map;
			node = node->rb_left;
		} else {
			node = node->rb_right;
		}
	}
	return found;
}

/* The first page at or behind @from with room for @len bytes and a page between; 0 if none. */
static u64 find_room(struct sim_iova *iova, u64 from, size_t len)
{
	struct map *map = first_behind(iova, from);
	struct rb_node *node;

	lockdep_assert_held(&iova->lock);
	for (; map && map->start < from + len + PAGE_SIZE;
	     map = rb_entry_safe(node, struct map, node)) {
		from = PAGE_ALIGN(map->start + map->len) + PAGE_SIZE;
		node = rb_next(&map->node);
	}
	return from <= iova->last && len - 1 <= iova->last - from ? from : 0;
}

static void insert(struct sim_iova *iova, struct map *map)
{
	struct rb_node **link = &iova->maps.rb_node, *parent = NULL;

	lockdep_assert_held(&iova->lock);
	while (*link) {
		parent = *link;
		if (map->start < rb_entry(parent, struct map, node)->start)
			link = &parent->rb_left;
		else
			link = &parent->rb_right;
	}
	rb_link_node(&map->node, parent, link);
	rb_insert_color(&map->node, &iova->maps);
}

dma_addr_t sim_iova_map(struct sim_iova *iova, phys_addr_t phys, size_t len,
			enum dma_data_direction dir)
{
	struct map *map = kmalloc(sizeof(*map), GFP_ATOMIC);
	size_t into = offset_in_page(phys);
	unsigned long flags;
	u64 room;

	if (!map)
		return DMA_MAPPING_ERROR;
	raw_spin_lock_irqsave(&iova->lock, flags);
	room = find_room(iova, iova->next, into + len) ?: find_room(iova, FIRST, into + len);
	if (room) {
		*map = (struct map){ .start = room + into, .len = len, .phys = phys, .dir = dir };
		insert(iova, map);
		iova->next = PAGE_ALIGN(room + into + len) + PAGE_SIZE;
	}
	raw_spin_unlock_irqrestore(&iova->lock, flags);
	if (room)
		return room + into;
	kfree(map);
	return DMA_MAPPING_ERROR;
}

bool sim_iova_unmap(struct sim_iova *iova, dma_addr_t addr)
{
	unsigned long flags;
	struct map *map;

	raw_spin_lock_irqsave(&iova->lock, flags);
	map = first_behind(iova, addr);
	if (map && map->start == addr)
		rb_erase(&map->node, &iova->maps);
	else
		map = NULL;
	raw_spin_unlock_irqrestore(&iova->lock, flags);
	kfree(map);
	return map;
}

static bool allows(enum dma_data_direction dir, bool write)
{
	return dir == DMA_BIDIRECTIONAL || dir == (write ? DMA_FROM_DEVICE : DMA_TO_DEVICE);
}

bool sim_iova_find(struct sim_iova *iova, dma_addr_t addr, size_t len, bool write,
		   phys_addr_t *phys)
{
	unsigned long flags;
	struct map *map;
	bool found;

	raw_spin_lock_irqsave(&iova->lock, flags);
	map = first_behind(iova, addr);
	found = map && addr >= map->start && len <= map->start + map->len - addr &&
		allows(map->dir, write);
	if (found)
		*phys = map->phys + (addr - map->start);
	raw_spin_unlock_irqrestore(&iova->lock, flags);
	return found;
}
