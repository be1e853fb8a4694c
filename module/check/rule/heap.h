/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The heap of a driver: what its code allocates while it is watched, and has not been freed.
 */
#ifndef DMARIG_CHECK_RULE_HEAP_H
#define DMARIG_CHECK_RULE_HEAP_H

#include <linux/types.h>

struct module;

/* struct heap_left - what is still there: blocks, their bytes, and the code that one comes from */
struct heap_left {
	u32 nr;
	size_t bytes;
	unsigned long by;
};

/**
 * rule_heap_watch() - watch what a module allocates from now on
 * @owner: the driver's module; NULL where it is built in, and cannot be told from the kernel
 *
 * May sleep. Return: false when nothing is watched: the kernel has no tracepoints, there is no
 * memory for it, or another rule is watching.
 */
bool rule_heap_watch(struct module *owner);

/**
 * rule_heap_end() - watch no more
 *
 * To be called only after rule_heap_watch() has returned true, once the driver's last client has
 * gone. What comes late is waited for. May sleep. Return: what was not freed; nothing, if there was
 * more than could be remembered.
 */
struct heap_left rule_heap_end(void);

/* rule_heap_has() - is it in memory that was allocated since and not freed? Any context */
bool rule_heap_has(const void *p);

/* rule_heap_exit() - this module goes; nothing is watched. May sleep */
void rule_heap_exit(void);

#endif
