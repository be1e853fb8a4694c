/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What this process does with memory that it shares with a device. It knows memory alone: neither
 * how that was got nor how it is synchronised.
 */
#ifndef DMARIG_ACCESS_H
#define DMARIG_ACCESS_H

#include "common/words.h"

/**
 * access_do() - use a buffer once
 * @access: how
 * @buffer: the buffer
 * @own: memory of this process, as long
 * @len: bytes
 */
void access_do(enum dmarig_access access, void *buffer, void *own, size_t len);

#endif
