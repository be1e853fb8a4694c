/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * An address space of a controller's own: what is mapped where, and for which direction.
 */
#ifndef DMARIG_SIM_WORLD_IOVA_H
#define DMARIG_SIM_WORLD_IOVA_H

#include <linux/dma-direction.h>
#include <linux/rbtree.h>
#include <linux/spinlock.h>
#include <linux/types.h>

/**
 * struct sim_iova - the address space
 * @lock: protects everything below it; taken with a channel's lock held
 * @maps: what is mapped, by address; no two overlap
 * @next: where the next search for room begins, so that addresses are not used again soon
 * @last: the last address there is
 */
struct sim_iova {
	raw_spinlock_t lock;
	struct rb_root maps;
	u64 next, last;
};

/* sim_iova_new() - an empty one, up to address @last; NULL if there is no memory. May sleep */
struct sim_iova *sim_iova_new(u64 last);

/* sim_iova_free() - forget what is still mapped, and the space; NULL is none */
void sim_iova_free(struct sim_iova *iova);

/**
 * sim_iova_map() - give memory an address
 * @iova: the space
 * @phys: physical address
 * @len: bytes, not 0
 * @dir: what the device may do with it
 *
 * Return: the address, with the same offset into a page, or DMA_MAPPING_ERROR. Context: any.
 */
dma_addr_t sim_iova_map(struct sim_iova *iova, phys_addr_t phys, size_t len,
			enum dma_data_direction dir);

/**
 * sim_iova_unmap() - take the address away
 * @iova: the space
 * @addr: what sim_iova_map() returned
 *
 * Return: false if it is not mapped. Context: any.
 */
bool sim_iova_unmap(struct sim_iova *iova, dma_addr_t addr);

/**
 * sim_iova_find() - look an address up
 * @iova: the space
 * @addr: first address
 * @len: bytes
 * @write: is the device going to write?
 * @phys: filled with the physical address
 *
 * Return: true if all of it is mapped now, in one piece, for that direction. Context: any.
 */
bool sim_iova_find(struct sim_iova *iova, dma_addr_t addr, size_t len, bool write,
		   phys_addr_t *phys);

#endif
