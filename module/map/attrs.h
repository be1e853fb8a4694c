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

struct device;
struct params;
struct sentence;

/* dmarig_attrs_flags() - DMA_ATTR_* for the knob */
unsigned long dmarig_attrs_flags(const struct params *p);

/**
 * dmarig_attrs_check() - does the attribute mean anything for this device?
 * @dev: the device memory is mapped for
 * @p: the knobs, which params_check() accepts
 * @s: gets what is wrong
 *
 * Return: 0 or -EINVAL, and then dmarig_sentence_say() was called.
 */
int dmarig_attrs_check(struct device *dev, const struct params *p, struct sentence *s);

#endif
