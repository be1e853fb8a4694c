/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What this process does with memory that it shares with a device, and what its caches hold of it.
 * It knows memory alone: neither how that was got nor how it is synchronised.
 */
#ifndef DMARIG_ACCESS_H
#define DMARIG_ACCESS_H

#include "common/words.h"
#include "lib/base/err.h"

/**
 * access_do() - use a buffer once
 * @access: how
 * @buffer: the buffer
 * @own: memory of this process, as long
 * @len: bytes
 */
void access_do(enum dmarig_access access, void *buffer, void *own, size_t len);

/**
 * cache_check() - can this processor bring its caches into a state from user space?
 * @cache: which
 * @err: that it cannot
 *
 * Return: 0 or -ENOSYS.
 */
int cache_check(enum dmarig_cache cache, struct err *err);

/**
 * cache_bring() - bring the caches into a state
 * @cache: one that cache_check() accepts
 * @buffer: what they hold it of
 * @len: its bytes
 */
void cache_bring(enum dmarig_cache cache, void *buffer, size_t len);

#endif
