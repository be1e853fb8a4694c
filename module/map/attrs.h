/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * DMA attributes by their words: the kernel's flags, and where they mean something. See
 * Documentation/core-api/dma-attributes.rst.
 */
#ifndef DMARIG_MAP_ATTRS_H
#define DMARIG_MAP_ATTRS_H

#include <linux/types.h>

struct params;
struct rchan;

/* attrs_flags() - DMA_ATTR_* for the knob */
unsigned long attrs_flags(const struct params *p);

/**
 * attrs_check() - does the attribute mean anything for this device?
 * @rc: the channel
 * @p: the knobs, which params_check() accepts
 *
 * Return: 0 or -EINVAL, and then run_explain() was called.
 */
int attrs_check(const struct rchan *rc, const struct params *p);

#endif
