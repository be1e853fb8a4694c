// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds the directory of fio jobs, and lists the jobs in it.
 */
#include <dirent.h>
#include <unistd.h>
#include "lib/base/datadir.h"
#include "lib/base/names.h"
#include "lib/rig/fio.h"

/* The current directory comes first, then the places relative to the tool, installed or built. */
static int find_jobs(char dir[PATH_LEN])
{
	static const char *const places[] = {
		"./configs/fio", "../share/dmarig/configs/fio", "../configs/fio",
		"../../configs/fio", "../../../configs/fio", NULL
	};

	return datadir_find(dir, "DMARIG_FIO_JOBS", ".", places);
}

static void list_jobs(const char *dir, struct names *names)
{
	DIR *jobs = opendir(dir);
	struct dirent *entry;
	char *end;

	while (jobs && (entry = readdir(jobs))) {
		end = strrchr(entry->d_name, '.');
		if (!end || strcmp(end, ".fio"))
			continue;
		*end = '\0';
		names_add(names, entry->d_name);
	}
	if (jobs)
		closedir(jobs);
}

static int no_such_job(const char *name, const char *dir, struct err *err)
{
	struct names names = { 0 };
	const char *nearest;
	char all[512];

	list_jobs(dir, &names);
	names_join(&names, all, sizeof(all));
	nearest = names_nearest(&names, name);
	err_say(err, -EINVAL, "noise=%s: there is no such job in %s%s%s; jobs: %s", name, dir,
		nearest ? ", did you mean " : "", nearest ? nearest : "", all);
	names_free(&names);
	return -EINVAL;
}

int fio_job(const char *name, char path[PATH_LEN], struct err *err)
{
	char dir[PATH_LEN];

	if (find_jobs(dir))
		return err_say(err, -ENOENT,
			       "noise=%s: no fio jobs found: set DMARIG_FIO_JOBS to where they are",
			       name);
	if (!strchr(name, '/') && snprintf(path, PATH_LEN, "%s/%s.fio", dir, name) < PATH_LEN &&
	    !access(path, R_OK))
		return 0;
	return no_such_job(name, dir, err);
}
