/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The capabilities of a controller, in words.
 */
#ifndef DMARIG_CORE_CAPS_H
#define DMARIG_CORE_CAPS_H

struct dma_device;
struct text;

/* dmarig_caps_add() - add the names of what @device can do, with commas between them */
void dmarig_caps_add(struct text *text, struct dma_device *device);

#endif
