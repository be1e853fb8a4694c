/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The memory a simulated device may touch, and the way from a DMA address to it. All code that
 * moves a byte gets its pointer here, so that no address a client made up is ever followed.
 */
#ifndef DMARIG_SIM_WORLD_RAM_H
#define DMARIG_SIM_WORLD_RAM_H

#include <linux/types.h>

struct device;

/**
 * struct sim_ram_range - memory with nothing missing
 * @start: first physical address
 * @end: last physical address
 * @at: where the CPU finds it
 * @is_pool: set aside for the device, and not of the linear map
 */
struct sim_ram_range {
	phys_addr_t start, end;
	void *at;
	bool is_pool;
};

/**
 * struct sim_ram - the memory of the machine when the controller came to life
 * @nr: entries of @range
 * @range: RAM, ascending, not touching each other; then pools
 *
 * A copy, because the kernel's own table is behind a lock that a channel's lock may not enclose.
 */
struct sim_ram {
	unsigned int nr;
	struct sim_ram_range range[];
};

/**
 * sim_ram_new() - look at the machine's memory
 * @dev: whose pools, by the memory-region of its node, come too; NULL for none
 *
 * Return: the table, or ERR_PTR(). Context: may sleep.
 */
struct sim_ram *sim_ram_new(struct device *dev);

/* sim_ram_free() - the opposite */
void sim_ram_free(struct sim_ram *ram);

/**
 * sim_ram_at() - translate and check
 * @ram: the table
 * @dev: the device
 * @addr: first DMA address
 * @len: bytes
 *
 * Return: where the CPU finds the range; NULL if any of it wraps, is outside the device's mask, or
 * is not RAM. Context: any.
 */
void *sim_ram_at(const struct sim_ram *ram, struct device *dev, dma_addr_t addr, size_t len);

/**
 * sim_ram_phys() - check a physical address
 * @ram: the table
 * @start: first address
 * @len: bytes
 *
 * Return: where the CPU finds the range, or NULL if any of it is not RAM. Context: any.
 */
void *sim_ram_phys(const struct sim_ram *ram, phys_addr_t start, size_t len);

#endif
