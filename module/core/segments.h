/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a device can have mapped: how much at once, and which entries of a list.
 */
#ifndef DMARIG_CORE_SEGMENTS_H
#define DMARIG_CORE_SEGMENTS_H

#include <linux/types.h>

struct params;
struct rchan;

/**
 * segments_check() - can the device have what the knobs make of a buffer?
 * @rc: the channel
 * @p: the knobs, which params_check() accepts; their op maps
 *
 * May sleep. See "Part I - DMA API, streaming mappings" in Documentation/core-api/dma-api.rst.
 * Return: 0 or -errno, and then run_explain() was called.
 */
int segments_check(const struct rchan *rc, const struct params *p);

/**
 * segments_check_whole() - can the device have as much in one piece as a mapping maps at a time?
 * @rc: the channel
 * @p: the knobs
 * @bytes: that it maps, however short the transfer is
 *
 * For mappings that hand over whole pages or whole buffers. Return: 0 or -EINVAL, and then
 * run_explain() was called.
 */
int segments_check_whole(const struct rchan *rc, const struct params *p, u64 bytes);

#endif
