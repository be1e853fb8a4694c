/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The state and the findings of the kernel's DMA API debugging, read from its directory in
 * debugfs.
 */
#ifndef DMARIG_DMA_DEBUG_H
#define DMARIG_DMA_DEBUG_H

#include "lib/base/err.h"

enum dma_debug { DMA_DEBUG_ABSENT, DMA_DEBUG_DISABLED, DMA_DEBUG_FILTERED, DMA_DEBUG_ON };

/* dma_debug_state() - does it watch all devices, some, or none? */
enum dma_debug dma_debug_state(void);

/* dma_debug_name() - the state as it stands in a row */
const char *dma_debug_name(enum dma_debug state);

/**
 * dma_debug_check() - does it watch everybody?
 * @err: if not, what to switch on
 *
 * Return: 0 or -ENOSYS.
 */
int dma_debug_check(struct err *err);

/* dma_debug_errors() - errors counted since boot */
u64 dma_debug_errors(void);

/* dma_debug_dump() - all mappings it knows, a line each, to be freed; empty without a dump */
char *dma_debug_dump(void);

/**
 * dma_debug_count() - how many mappings of a device a dump holds
 * @dump: the dump
 * @device: the device's name
 *
 * Kernels before 6.2 write device and driver, later ones driver and device.
 */
int dma_debug_count(const char *dump, const char *device);

/**
 * dma_debug_print_errors() - how many more errors the kernel log will show
 * @nr: how many; ~0ull leaves it
 *
 * Return: what it was before, ~0ull when there is nothing to set.
 */
u64 dma_debug_print_errors(u64 nr);

#endif
