// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The modules of a guest: those its kernel has not built in, the driver under test, the rig's own.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "init.h"

#define BIND_WAIT_MS	3000

static void load_module(const char *name)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), HOME "/modules/%s.ko", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (syscall(SYS_finit_module, fd, module_options(name), 0))
		give_up("cannot load %s.ko: %s", name, strerror(errno));
	close(fd);
}

/* load_listed() - load the modules that a list names, in its order; none where there is no list */
static void load_listed(const char *list)
{
	char path[PATH_MAX], name[64];
	FILE *f;

	snprintf(path, sizeof(path), HOME "/modules/%s", list);
	f = fopen(path, "re");
	while (f && fscanf(f, "%63s", name) == 1)
		load_module(name);
	if (f)
		fclose(f);
}

void load_early_modules(void)
{
	load_listed("early.list");
}

/* Is any driver of any module in the list bound? What it is bound to has a driver. */
static int any_is_bound(void)
{
	char name[64], pattern[128];
	glob_t found;
	int bound = 0;
	FILE *f = fopen(HOME "/modules/drivers.list", "re");

	while (f && !bound && fscanf(f, "%63s", name) == 1) {
		snprintf(pattern, sizeof(pattern), "/sys/module/%s/drivers/*/*/driver", name);
		bound = !glob(pattern, 0, NULL, &found);
		globfree(&found);
	}
	if (f)
		fclose(f);
	return bound;
}

/* A driver that the user brought must find a device, else another driver would be measured. */
static void load_drivers(void)
{
	char wants[400] = "";
	int waited;
	FILE *f;

	load_listed("drivers.list");
	f = fopen(HOME "/modules/drivers.wants", "re");
	if (!f)
		return;
	if (fgets(wants, sizeof(wants), f))
		wants[strcspn(wants, "\n")] = '\0';
	fclose(f);
	for (waited = 0; !any_is_bound(); waited += 50) {
		if (waited >= BIND_WAIT_MS)
			give_up("DRIVER is bound to nothing: it is for %s, which %s", wants,
				"this machine has not, or its probe failed");
		sleep_ms(50);
	}
}

/* The client first: it sees every controller come. What is not there is not loaded. */
void load_modules(void)
{
	load_drivers();
	if (option("dmarig.noload"))
		return;
	load_module("dmarig");
	load_module("dmarig_sim");
	load_module("dmarig_edu");
}
