/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a device can have mapped: how much at once, and which entries of a list.
 */
#ifndef DMARIG_MAP_SEGMENTS_H
#define DMARIG_MAP_SEGMENTS_H

#include <linux/types.h>

struct device;
struct params;
struct sentence;

/**
 * dmarig_segments_check() - can the device have what the knobs make of a buffer?
 * @dev: the device memory is mapped for
 * @p: the knobs, which params_check() accepts; their op maps
 * @s: gets what is wrong
 *
 * May sleep. See "Part I - DMA API, streaming mappings" in Documentation/core-api/dma-api.rst.
 * Return: 0 or -errno, and then dmarig_sentence_say() was called.
 */
int dmarig_segments_check(struct device *dev, const struct params *p, struct sentence *s);

/**
 * dmarig_segments_check_whole() - can the device have as much in one piece as a mapping maps at a
 * time?
 * @dev: the device memory is mapped for
 * @p: the knobs
 * @s: gets what is wrong
 * @bytes: that it maps, however short the transfer is
 *
 * For mappings that hand over whole pages or whole buffers. Return: 0 or -EINVAL, and then
 * dmarig_sentence_say() was called.
 */
int dmarig_segments_check_whole(struct device *dev, const struct params *p, struct sentence *s,
				u64 bytes);

#endif
