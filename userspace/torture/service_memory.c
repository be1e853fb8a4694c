// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Services on memory: they make it scarce, fragment it, or have the kernel refuse it.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "torture/draw.h"
#include "torture/storm.h"

#define SPARE	(96ull << 20)	/* bytes left to everybody else */
#define MOST	(2ull << 30)	/* bytes; more takes too long to touch */

static u64 available(void)
{
	char path[PATH_LEN];
	char *text = file_read(path_in(path, ROOT_PROC, "meminfo"));
	char *at = text ? strstr(text, "MemAvailable:") : NULL;
	u64 kb = at ? strtoull(at + strlen("MemAvailable:"), NULL, 10) : 0;

	free(text);
	return kb << 10;
}

static void *take(u64 bytes)
{
	void *memory;

	memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return memory == MAP_FAILED ? NULL : memory;
}

static u64 much(struct stress *stress)
{
	u64 bytes = available();

	bytes = bytes > SPARE ? bytes - SPARE : 0;
	bytes = bytes < MOST ? bytes : MOST;
	return (bytes >> 20) * (50 + draw(&stress->state, 50)) / 100 << 20;
}

static void touch(struct stress *stress, char *memory, u64 bytes)
{
	long page = sysconf(_SC_PAGESIZE);
	u64 at;

	for (at = 0; at < bytes && !stress->storm->stop; at += page)
		memory[at] = 1;
}

static void press(struct stress *stress)
{
	u64 bytes = much(stress);
	char *memory = bytes ? take(bytes) : NULL;

	if (memory) {
		touch(stress, memory, bytes);
		storm_sleep(stress->storm, 50 + draw(&stress->state, 300));
		munmap(memory, bytes);
	}
	storm_sleep(stress->storm, 20 + draw(&stress->state, 100));
}

/* Every second page is given back, so that what is free lies in single pages. */
static void cut_up(struct stress *stress)
{
	long page = sysconf(_SC_PAGESIZE);
	u64 at, bytes = much(stress) / 2;
	char *memory = bytes ? take(bytes) : NULL;

	if (memory) {
		madvise(memory, bytes, MADV_NOHUGEPAGE);
		touch(stress, memory, bytes);
		for (at = 0; at < bytes && !stress->storm->stop; at += 2 * page)
			madvise(memory + at, page, MADV_DONTNEED);
		storm_sleep(stress->storm, 100 + draw(&stress->state, 500));
		munmap(memory, bytes);
	}
	storm_sleep(stress->storm, 20 + draw(&stress->state, 100));
}

static int set_failing(const char *name, const char *value)
{
	const char *const kinds[] = { "failslab", "fail_page_alloc" };
	char path[PATH_LEN];
	int ret = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds) && !ret; i++)
		ret = file_write(path_in(path, ROOT_DEBUGFS, "%s/%s", kinds[i], name), value);
	return ret;
}

/* Failures are limited to threads that opt in, as the loads do; other processes must not suffer. */
static int begin_failing(struct stress *stress, struct err *err)
{
	int ret = set_failing("task-filter", "Y");

	(void)stress;
	if (ret)
		return err_say(err, ret,
			       "allocation_failures: want CONFIG_FAILSLAB, CONFIG_FAIL_PAGE_ALLOC and CONFIG_FAULT_INJECTION_DEBUG_FS");
	set_failing("verbose", "0");
	set_failing("times", "-1");
	return set_failing("ignore-gfp-wait", "N");
}

static void fail_some(struct stress *stress)
{
	char percent[16];

	snprintf(percent, sizeof(percent), "%u", 1 + draw(&stress->state, 20));
	set_failing("probability", percent);
	storm_sleep(stress->storm, 50 + draw(&stress->state, 100));
	set_failing("probability", "0");
	storm_sleep(stress->storm, 20 + draw(&stress->state, 50));
}

static void end_failing(struct stress *stress)
{
	(void)stress;
	set_failing("probability", "0");
}

const struct service services_memory[] = {
	{
		.name	= "memory_pressure",
		.help	= "most of what memory is available is taken and given back",
		.step	= press,
	},
	{
		.name	= "fragmentation",
		.help	= "free memory is cut up into single pages",
		.step	= cut_up,
	},
	{
		.name	= "allocation_failures",
		.help	= "1 to 20 % of the allocations of runs that start fail",
		.begin	= begin_failing,
		.step	= fail_some,
		.end	= end_failing,
	},
	{ 0 }
};
