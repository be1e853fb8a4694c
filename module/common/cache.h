/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * What the CPU's caches hold of memory, as the knob cache has it. What can be done to a cache line
 * without the kernel is the architecture's, and the same for a process and for the kernel.
 */
#ifndef DMARIG_COMMON_CACHE_H
#define DMARIG_COMMON_CACHE_H

#include "common/words.h"

/**
 * cache_can() - can this processor be brought into that state, by what a program may do?
 * @cache: the state
 */
bool cache_can(enum dmarig_cache cache);

/**
 * cache_bring() - bring the caches into a state
 * @cache: one that cache_can() be had
 * @at: what they hold it of; its content stays
 * @len: its bytes
 */
void cache_bring(enum dmarig_cache cache, void *at, size_t len);

#endif
