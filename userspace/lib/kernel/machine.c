// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds the names of this machine and its kernel. They do not change, so each is looked up once.
 */
#include <stdlib.h>
#include <sys/utsname.h>
#include "lib/base/files.h"
#include "lib/kernel/machine.h"

static void find_name(char *name, size_t len)
{
	const char *variable = getenv("DMARIG_MACHINE");
	char path[PATH_LEN], vendor[64], product[128];

	if (variable && *variable) {
		snprintf(name, len, "%s", variable);
		return;
	}
	if (!file_line(path_in(path, ROOT_PROC, "device-tree/model"), name, len) && *name)
		return;
	file_line(path_in(path, ROOT_SYSFS, "class/dmi/id/sys_vendor"), vendor, sizeof(vendor));
	if (!file_line(path_in(path, ROOT_SYSFS, "class/dmi/id/product_name"), product,
		       sizeof(product)))
		snprintf(name, len, "%s %s", vendor, product);
	else
		snprintf(name, len, "unknown");
}

const char *machine_name(void)
{
	static char name[256];

	if (!*name)
		find_name(name, sizeof(name));
	return name;
}

static const struct utsname *names(void)
{
	static struct utsname uts;

	if (!*uts.release)
		uname(&uts);
	return &uts;
}

const char *machine_kernel(void)
{
	return names()->release;
}

const char *machine_kernel_build(void)
{
	static char build[512];

	snprintf(build, sizeof(build), "%s %s", names()->machine, names()->version);
	return build;
}

const char *machine_cmdline(void)
{
	static char cmdline[4096];
	char path[PATH_LEN];

	file_line(path_in(path, ROOT_PROC, "cmdline"), cmdline, sizeof(cmdline));
	return cmdline;
}
