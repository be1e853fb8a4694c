// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads the kernel's counters. Those of warnings and oopses exist since 6.2.
 */
#include "lib/base/files.h"
#include "lib/kernel/kernel_counts.h"

/* Bits of Documentation/admin-guide/tainted-kernels.rst that a run may not set */
static const struct {
	int bit;
	char letter;
	const char *means;
} taints[] = {
	{ 3, 'R', "a module was forced out" },
	{ 4, 'M', "a machine check" },
	{ 5, 'B', "a bad page" },
	{ 7, 'D', "an oops" },
	{ 9, 'W', "a warning" },
	{ 14, 'L', "a soft lockup" },
};

static u64 count(enum root root, const char *name)
{
	char path[PATH_LEN];
	u64 value;

	return file_number(path_in(path, root, "%s", name), &value) ? KERNEL_COUNT_ABSENT : value;
}

void kernel_counts_read(struct kernel_counts *counts)
{
	counts->warnings = count(ROOT_SYSFS, "kernel/warn_count");
	counts->oopses = count(ROOT_SYSFS, "kernel/oops_count");
	counts->taint = count(ROOT_PROC, "sys/kernel/tainted");
}

u64 kernel_counts_new(u64 before, u64 now)
{
	if (before == KERNEL_COUNT_ABSENT || now == KERNEL_COUNT_ABSENT)
		return 0;
	return now > before ? now - before : 0;
}

void kernel_taint_words(u64 taint, char *text, size_t len)
{
	size_t i, at = 0;

	*text = '\0';
	if (taint == KERNEL_COUNT_ABSENT)
		return;
	for (i = 0; i < ARRAY_SIZE(taints) && at < len; i++)
		if (taint & (1ull << taints[i].bit))
			at += snprintf(text + at, len - at, "%s%c (%s)", at ? ", " : "",
				       taints[i].letter, taints[i].means);
}
