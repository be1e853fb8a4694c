// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Writes and reads names that hold their owner. It always looks into the real /proc, because a
 * test has no processes of its own.
 */
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/owner.h"

/* When a process was started, in clock ticks since boot; 0 when there is no such process. */
static u64 start_of(long pid)
{
	char path[64], line[1024], *at;
	u64 start = 0;
	int field;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	if (file_line(path, line, sizeof(line)))
		return 0;
	at = strrchr(line, ')');
	for (field = 2; at && field < 22; field++)
		at = strchr(at + 1, ' ');
	if (at)
		start = strtoull(at + 1, NULL, 10);
	return start;
}

const char *owner_prefix(void)
{
	static char prefix[64];

	if (!*prefix)
		snprintf(prefix, sizeof(prefix), "tool-%d-%llu", getpid(), start_of(getpid()));
	return prefix;
}

bool owner_is_dead(const char *name)
{
	u64 start;
	long pid;

	return sscanf(name, "tool-%ld-%llu", &pid, &start) == 2 && start_of(pid) != start;
}
