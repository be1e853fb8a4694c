// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads the files of DMA API debugging. They are the same in all kernels, except for the first two
 * words of the dump's lines.
 */
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/xmalloc.h"
#include "lib/kernel/dma_debug.h"

static const char *file_of(char path[PATH_LEN], const char *name)
{
	return path_in(path, ROOT_DEBUGFS, "dma-api/%s", name);
}

enum dma_debug dma_debug_state(void)
{
	char path[PATH_LEN], line[128];

	if (file_line(file_of(path, "disabled"), line, sizeof(line)))
		return DMA_DEBUG_ABSENT;
	if (*line == 'Y' || *line == '1')
		return DMA_DEBUG_DISABLED;
	file_line(file_of(path, "driver_filter"), line, sizeof(line));
	return *line ? DMA_DEBUG_FILTERED : DMA_DEBUG_ON;
}

const char *dma_debug_name(enum dma_debug state)
{
	static const char *const names[] = { "absent", "disabled", "filtered", "on" };

	return names[state];
}

int dma_debug_check(struct err *err)
{
	char path[PATH_LEN], filter[64];

	switch (dma_debug_state()) {
	case DMA_DEBUG_ON:
		return 0;
	case DMA_DEBUG_FILTERED:
		file_line(file_of(path, "driver_filter"), filter, sizeof(filter));
		return err_say(err, -ENOSYS, "dma-debug watches only the driver %s: echo > %s",
			       filter, path);
	case DMA_DEBUG_DISABLED:
		return err_say(err, -ENOSYS,
			       "dma-debug is disabled: boot without dma_debug=off, or with dma_debug_entries=N");
	default:
		return err_say(err, -ENOSYS,
			       "the DMA API is not watched: build with CONFIG_DMA_API_DEBUG");
	}
}

u64 dma_debug_errors(void)
{
	char path[PATH_LEN];
	u64 errors = 0;

	file_number(file_of(path, "error_count"), &errors);
	return errors;
}

char *dma_debug_dump(void)
{
	char path[PATH_LEN];
	char *dump = file_read(file_of(path, "dump"));

	return dump ? dump : xstrdup("");
}

int dma_debug_count(const char *dump, const char *device)
{
	char line[256], first[128], second[128];
	int count = 0;
	size_t len;

	for (; *dump; dump += len + (dump[len] == '\n')) {
		len = strcspn(dump, "\n");
		memcpy(line, dump, len < sizeof(line) ? len : sizeof(line) - 1);
		line[len < sizeof(line) ? len : sizeof(line) - 1] = '\0';
		if (sscanf(line, "%127s %127s", first, second) == 2 &&
		    (!strcmp(first, device) || !strcmp(second, device)))
			count++;
	}
	return count;
}

u64 dma_debug_print_errors(u64 nr)
{
	char path[PATH_LEN], text[24];
	u64 before = ~0ull;

	if (file_number(file_of(path, "num_errors"), &before) || nr == ~0ull)
		return ~0ull;
	snprintf(text, sizeof(text), "%llu", nr);
	file_write(path, text);
	return before;
}
