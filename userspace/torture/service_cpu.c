// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Services on processors: they take their time, their number, and the choice of a thread's
 * processor.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/clock.h"
#include "lib/base/files.h"
#include "torture/draw.h"
#include "torture/storm.h"

static int nr_cpus(void)
{
	return sysconf(_SC_NPROCESSORS_CONF);
}

static void run_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static int need_realtime(struct stress *stress, struct err *err)
{
	struct sched_param param = { .sched_priority = 50 };

	(void)stress;
	if (!sched_setscheduler(0, SCHED_FIFO, &param))
		return 0;
	return err_say(err, -errno, "stutter: SCHED_FIFO cannot be had: %s", strerror(errno));
}

/* Nothing else runs on that processor for a while, then everything does. */
static void stutter(struct stress *stress)
{
	u64 end;

	run_on(draw(&stress->state, nr_cpus()));
	end = clock_ms() + 10 + draw(&stress->state, 70);
	while (clock_ms() < end)
		;
	storm_sleep(stress->storm, 50 + draw(&stress->state, 200));
}

static void move_thread(struct stress *stress, int pid)
{
	cpu_set_t set;
	int cpu;

	CPU_ZERO(&set);
	for (cpu = 0; cpu < nr_cpus(); cpu++)
		if (draw(&stress->state, 2))
			CPU_SET(cpu, &set);
	if (!CPU_COUNT(&set))
		CPU_SET(draw(&stress->state, nr_cpus()), &set);
	/* It may have ended, be bound, or the processor be gone: then it stays where it is. */
	sched_setaffinity(pid, sizeof(set), &set);
}

/* Workers are kernel threads called dmarig/RUN/N. */
static void shuffle(struct stress *stress)
{
	char path[PATH_LEN], name[64];
	struct dirent *entry;
	DIR *proc = opendir("/proc");

	while (proc && (entry = readdir(proc))) {
		if (atoi(entry->d_name) <= 0)
			continue;
		snprintf(path, sizeof(path), "/proc/%d/comm", atoi(entry->d_name));
		if (!file_line(path, name, sizeof(name)) && !strncmp(name, "dmarig/", 7))
			move_thread(stress, atoi(entry->d_name));
	}
	if (proc)
		closedir(proc);
	storm_sleep(stress->storm, 10 + draw(&stress->state, 40));
}

static char *online_path(char path[PATH_LEN], int cpu)
{
	return path_in(path, ROOT_SYSFS, "devices/system/cpu/cpu%d/online", cpu);
}

static int need_hotplug(struct stress *stress, struct err *err)
{
	char path[PATH_LEN];
	int cpu;

	(void)stress;
	for (cpu = 1; cpu < nr_cpus(); cpu++)
		if (!access(online_path(path, cpu), W_OK))
			return 0;
	return err_say(err, -ENODEV, "hotplug: no processor of this machine can be taken away");
}

static void plug(struct stress *stress)
{
	int cpu = nr_cpus() > 1 ? 1 + draw(&stress->state, nr_cpus() - 1) : 0;
	char path[PATH_LEN];

	file_write(online_path(path, cpu), "0");
	storm_sleep(stress->storm, 50 + draw(&stress->state, 200));
	file_write(path, "1");
	storm_sleep(stress->storm, 50 + draw(&stress->state, 200));
}

const struct service services_cpu[] = {
	{
		.name	= "stutter",
		.help	= "a real-time thread takes one processor after the other for 10 to 80 ms",
		.begin	= need_realtime,
		.step	= stutter,
	},
	{
		.name	= "affinity",
		.help	= "workers are moved to other processors all the time",
		.step	= shuffle,
	},
	{
		.name	= "hotplug",
		.help	= "processors are taken away and come back",
		.begin	= need_hotplug,
		.step	= plug,
	},
	{ 0 }
};
