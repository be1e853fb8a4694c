// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Opens the module's directory: it must exist and be of the right version, and runs that dead
 * tools left in it are removed.
 */
#include <dirent.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "lib/base/owner.h"
#include "lib/base/xmalloc.h"
#include "lib/rig/rig.h"

#define CONFIGFS_TYPE	0x62656570	/* statfs() of configfs */
#define LINE_LEN	1024

static bool is_configfs(const char *path)
{
	struct statfs fs;

	if (statfs(path, &fs))
		return false;
	return root_moved(ROOT_CONFIGFS) || fs.f_type == CONFIGFS_TYPE;
}

static int need_module(struct err *err)
{
	const char *root = root_path(ROOT_CONFIGFS);
	char path[PATH_LEN];

	if (!is_configfs(root))
		return err_say(err, -ENOSYS,
			       "configfs is not mounted: modprobe configfs; mount -t configfs none %s",
			       root);
	if (access(path_in(path, ROOT_CONFIGFS, "dmarig"), F_OK))
		return err_say(err, -ENOSYS, "the kernel module is not loaded: modprobe dmarig");
	return 0;
}

static int check_version(struct err *err)
{
	char path[PATH_LEN], has[64], want[64];
	int ret = file_line(path_in(path, ROOT_CONFIGFS, "dmarig/version"), has, sizeof(has));

	if (ret == -EACCES || ret == -EPERM)
		return err_say(err, -EACCES, "%s cannot be read: run dmarig as root", path);
	snprintf(want, sizeof(want), "dmarig %d", DMARIG_CONTRACT);
	if (ret || strcmp(has, want))
		return err_say(err, -EPROTO,
			       "the module's contract is '%s' and this tool's is '%s': build and load both from the same source",
			       has, want);
	return 0;
}

/* The name that a line of the `knobs` file begins with */
static int name_len(const char *line)
{
	return strcspn(line, "\t\n");
}

static int refuse_knob(const char *ours, const char *theirs, struct err *err)
{
	const char *remedy = "build and load both from the same source";

	if (!*theirs)
		return err_say(err, -EPROTO, "the module does not know the knob %.*s: %s",
			       name_len(ours), ours, remedy);
	if (!*ours)
		return err_say(err, -EPROTO, "this tool does not know the module's knob %.*s: %s",
			       name_len(theirs), theirs, remedy);
	return err_say(err, -EPROTO,
		       "the module and this tool differ at the knob %.*s (module: %.*s): %s",
		       name_len(ours), ours, name_len(theirs), theirs, remedy);
}

static int compare_knobs(const char *theirs, struct err *err)
{
	char ours[LINE_LEN];
	size_t len;
	int i;

	for (i = 0; i < dmarig_nr_knobs; i++, theirs += len) {
		knob_describe(&dmarig_knobs[i], ours, sizeof(ours));
		len = strlen(ours);
		if (strncmp(ours, theirs, len))
			return refuse_knob(ours, theirs, err);
	}
	/* The kernel may pad a listing that shrank while it was read. */
	theirs += strspn(theirs, "\n");
	return *theirs ? refuse_knob("", theirs, err) : 0;
}

static int check_knobs(struct err *err)
{
	char path[PATH_LEN];
	char *theirs = file_read(path_in(path, ROOT_CONFIGFS, "dmarig/knobs"));
	int ret;

	if (!theirs)
		return err_say(err, -EPROTO, "%s: %s", path, strerror(errno));
	ret = compare_knobs(theirs, err);
	free(theirs);
	return ret;
}

int rig_open(struct err *err)
{
	int ret = need_module(err);

	if (!ret)
		ret = check_version(err);
	if (!ret)
		ret = check_knobs(err);
	return ret;
}

static int clean(const char *name, struct err *err)
{
	struct rundir dir = { .name = "" };
	int ret;

	snprintf(dir.name, sizeof(dir.name), "%s", name);
	ret = rundir_remove(&dir);
	if (!ret || ret == -ENOENT)
		return 0;
	return err_say(err, -EBUSY, "the run %s, left by a tool that died, cannot be removed: %s",
		       dir.name, strerror(-ret));
}

int rig_clean(struct err *err)
{
	char path[PATH_LEN];
	struct dirent *entry;
	int ret = 0, one;
	DIR *rig;

	rig = opendir(path_in(path, ROOT_CONFIGFS, "dmarig"));
	if (!rig)
		return 0;
	while ((entry = readdir(rig))) {
		one = owner_is_dead(entry->d_name) ? clean(entry->d_name, err) : 0;
		ret = one ? one : ret;
	}
	closedir(rig);
	return ret;
}

int rig_others(void)
{
	char path[PATH_LEN];
	const char *ours = owner_prefix();
	struct dirent *entry;
	int others = 0;
	DIR *rig;

	rig = opendir(path_in(path, ROOT_CONFIGFS, "dmarig"));
	if (!rig)
		return 0;
	while ((entry = readdir(rig)))
		if (entry->d_type == DT_DIR && entry->d_name[0] != '.' &&
		    strncmp(entry->d_name, ours, strlen(ours)))
			others++;
	closedir(rig);
	return others;
}

/* Several threads may make runs. */
static atomic_int number;

int rundir_make(struct rundir *dir, struct err *err)
{
	char path[PATH_LEN];

	params_init(&dir->set);
	snprintf(dir->name, sizeof(dir->name), "%s-%d", owner_prefix(), ++number);
	if (!mkdir(path_in(path, ROOT_CONFIGFS, "dmarig/%s", dir->name), 0755))
		return 0;
	*dir->name = '\0';
	if (errno == EACCES || errno == EPERM)
		return err_say(err, -EACCES, "not allowed to make a run: run dmarig as root");
	return err_say(err, -errno, "%s cannot be made: %s", path, strerror(errno));
}
