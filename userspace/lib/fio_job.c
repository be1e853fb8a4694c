// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Where the jobs of configs/fio are, and which there are.
 */
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include "fio.h"
#include "names.h"

static bool has_jobs(const char *dir)
{
	return !access(dir, R_OK | X_OK);
}

/* Beside the tool, installed or built, and where an installed one has its data. */
static int find_jobs(char dir[PATH_LEN])
{
	static const char *const places[] = {
		"../share/dmarig/configs/fio", "../configs/fio", "../../configs/fio",
		"../../../configs/fio",
	};
	const char *told = getenv("DMARIG_FIO_JOBS");
	char self[PATH_LEN] = "";
	size_t i;

	snprintf(dir, PATH_LEN, "%s", told ? told : "configs/fio");
	if (told || has_jobs(dir))
		return has_jobs(dir) ? 0 : -ENOENT;
	if (readlink("/proc/self/exe", self, sizeof(self) - 1) > 0 && strrchr(self, '/'))
		*strrchr(self, '/') = '\0';
	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (snprintf(dir, PATH_LEN, "%s/%s", self, places[i]) < PATH_LEN && has_jobs(dir))
			return 0;
	return -ENOENT;
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

static int no_such_job(const char *name, const char *dir, struct why *why)
{
	struct names names = { 0 };
	const char *nearest;
	char all[512];

	list_jobs(dir, &names);
	names_join(&names, all, sizeof(all));
	nearest = names_nearest(&names, name);
	because(why, -EINVAL, "noise=%s: there is no such job in %s%s%s; jobs: %s", name, dir,
		nearest ? ", did you mean " : "", nearest ? nearest : "", all);
	names_free(&names);
	return -EINVAL;
}

int fio_job(const char *name, char path[PATH_LEN], struct why *why)
{
	char dir[PATH_LEN];

	if (find_jobs(dir))
		return because(why, -ENOENT,
			       "noise=%s: no fio jobs found: set DMARIG_FIO_JOBS to where they are",
			       name);
	if (!strchr(name, '/') && snprintf(path, PATH_LEN, "%s/%s.fio", dir, name) < PATH_LEN &&
	    !access(path, R_OK))
		return 0;
	return no_such_job(name, dir, why);
}
