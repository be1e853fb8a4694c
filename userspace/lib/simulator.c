// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * A simulated controller: a directory named after this process.
 */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>
#include "files.h"
#include "owner.h"
#include "simulator.h"

static int remove_one(const char *name)
{
	char path[PATH_LEN];
	int ret = file_write(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s/live", name), "0");

	if (ret)
		return ret;
	return rmdir(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s", name)) ? -errno : 0;
}

/* One that is held stays: its holder has a use for it. */
static void remove_dead(void)
{
	char path[PATH_LEN];
	struct dirent *entry;
	DIR *dir = opendir(path_in(path, ROOT_CONFIGFS, "dmarig_sim"));

	if (!dir)
		return;
	while ((entry = readdir(dir)))
		if (owner_is_dead(entry->d_name))
			remove_one(entry->d_name);
	closedir(dir);
}

static int set_all(const char *const *settings, struct why *why)
{
	char path[PATH_LEN];
	int ret = 0;

	for (; *settings && !ret; settings += 2)
		ret = file_write(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s/%s", owner_prefix(),
					 settings[0]), settings[1]);
	if (ret)
		because(why, ret, "the simulated controller refuses %s=%s: %s", settings[-2],
			settings[-1], strerror(-ret));
	return ret;
}

int simulator_make(const char *const *settings, struct why *why)
{
	char path[PATH_LEN];
	int ret;

	if (access(path_in(path, ROOT_CONFIGFS, "dmarig_sim"), F_OK))
		return because(why, -ENOSYS,
			       "no simulated controller can be made: modprobe dmarig_sim");
	remove_dead();
	if (mkdir(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s", owner_prefix()), 0755))
		return because(why, -errno, "%s cannot be made: %s", path, strerror(errno));
	ret = set_all(settings, why);
	if (!ret) {
		ret = file_write(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s/live",
					 owner_prefix()), "1");
		if (!ret)
			return 0;
		because(why, ret, "the simulated controller does not start: %s", strerror(-ret));
	}
	simulator_remove();
	return ret;
}

int simulator_remove(void)
{
	char path[PATH_LEN];

	if (access(path_in(path, ROOT_CONFIGFS, "dmarig_sim/%s", owner_prefix()), F_OK))
		return 0;
	return remove_one(owner_prefix());
}
