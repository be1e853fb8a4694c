/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What a device can have mapped: how much at once, and which entries of a list.
 */
#ifndef DMARIG_CORE_SEGMENTS_H
#define DMARIG_CORE_SEGMENTS_H

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

#endif
