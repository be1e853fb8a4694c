/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The kernel's own counters of its troubles. They are exact, while the log can overrun or be
 * rate-limited.
 */
#ifndef DMARIG_KERNEL_COUNTS_H
#define DMARIG_KERNEL_COUNTS_H

#include "common/port.h"

#define KERNEL_COUNT_ABSENT (~0ull)	/* this kernel does not count it */

/* struct kernel_counts - since boot */
struct kernel_counts {
	u64 warnings;		/* warn_count; also what KASAN and the like report */
	u64 oopses;		/* oops_count */
	u64 taint;		/* bits of what is wrong with this kernel */
};

/* kernel_counts_read() - read all counters */
void kernel_counts_read(struct kernel_counts *counts);

/* kernel_counts_new() - the increase of a counter; 0 where the kernel does not count it */
u64 kernel_counts_new(u64 before, u64 now);

/**
 * kernel_taint_words() - what taint means
 * @taint: bits, of those that tell of trouble; others, such as that of a module from outside the
 *	tree, are left out
 * @text: gets it, such as "W (a warning), D (an oops)"; empty when nothing is left
 * @len: the size of the buffer in bytes
 */
void kernel_taint_words(u64 taint, char *text, size_t len);

#endif
