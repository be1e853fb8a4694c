// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds and removes tracing instances. An instance is a directory in tracefs.
 */
#include <dirent.h>
#include <tracefs.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/owner.h"
#include "lib/kernel/instances.h"

int instances_find(struct err *err, const char *without)
{
	char *dir = (char *)root_path(ROOT_TRACEFS);
	char path[PATH_LEN];

	if (access(path_in(path, ROOT_TRACEFS, "events"), F_OK))
		return err_say(err, -ENOSYS, "tracefs is not mounted: mount -t tracefs none %s%s",
			       dir, without);
	if (access(path_in(path, ROOT_TRACEFS, "events/" TRACE_SYSTEM "/" TRACE_TRANSFER), F_OK))
		return err_say(err, -ENOSYS, "the kernel has no trace event " TRACE_SYSTEM ":"
			       TRACE_TRANSFER ": modprobe dmarig%s", without);
	tracefs_set_tracing_dir(dir);
	return 0;
}

void instances_clean(void)
{
	char path[PATH_LEN];
	struct dirent *entry;
	DIR *instances;

	instances = opendir(path_in(path, ROOT_TRACEFS, "instances"));
	if (!instances)
		return;
	while ((entry = readdir(instances)))
		if (owner_is_dead(entry->d_name))
			rmdir(path_in(path, ROOT_TRACEFS, "instances/%s", entry->d_name));
	closedir(instances);
}
