// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds the kinds of results that are in a directory or below it.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/check/card_rows.h"
#include "report/kinds.h"

#define KIND_ROW(name) &kind_##name,
const struct report_kind *const report_kinds[NR_REPORT_KINDS + 1] = {
	DMARIG_REPORT_KINDS(KIND_ROW) NULL
};

#undef KIND_ROW

/* Results are looked for this far below a directory: results/torture/<utc>-<name> from results. */
#define DEEPEST 3

static bool add_own(const char *dir, struct names *found)
{
	char path[2 * PATH_LEN];
	bool any = false;
	int i;

	for (i = 0; report_kinds[i]; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, report_kinds[i]->file);
		if (access(path, F_OK))
			continue;
		names_add_once(&found[i], dir);
		any = true;
	}
	return any;
}

/* Links are left out: results/latest leads to what is found anyway. */
static int is_below(const struct dirent *entry)
{
	return *entry->d_name != '.' && entry->d_type != DT_LNK && entry->d_type != DT_REG;
}

static bool add_below(const char *dir, int depth, struct names *found)
{
	struct dirent **entries;
	char path[PATH_LEN];
	bool any = false;
	int i, nr;

	if (add_own(dir, found))
		return true;
	nr = depth ? scandir(dir, &entries, is_below, alphasort) : -1;
	for (i = 0; i < nr; i++) {
		if (snprintf(path, sizeof(path), "%s/%s", dir, entries[i]->d_name) < PATH_LEN &&
		    add_below(path, depth - 1, found))
			any = true;
		free(entries[i]);
	}
	if (nr >= 0)
		free(entries);
	return any;
}

/* A kind's file by itself stands for its directory, whatever else that has. */
static bool add_file(const char *path, struct names *found)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char dir[PATH_LEN] = ".";
	int i;

	if (slash)
		snprintf(dir, sizeof(dir), "%.*s", (int)(slash - path), path);
	if (card_is_json(path)) {
		names_add_once(&found[REPORT_card], path);
		return true;
	}
	for (i = 0; report_kinds[i]; i++) {
		if (strcmp(name, report_kinds[i]->file) || access(path, F_OK))
			continue;
		names_add_once(&found[i], dir);
		return true;
	}
	return false;
}

int kinds_find(const char *path, struct names *found, struct err *err)
{
	int i;

	if (strlen(path) >= PATH_LEN)
		return err_say(err, -EINVAL, "%s: too long a name", path);
	if (access(path, F_OK))
		return err_say(err, -EINVAL, "%s is no result directory: %s", path,
			       strerror(errno));
	if (add_file(path, found) || add_below(path, DEEPEST, found))
		return 0;
	err_say(err, -EINVAL, "%s is no result directory: neither it nor one below has", path);
	for (i = 0; report_kinds[i]; i++)
		err_append(err, "%s %s", i ? " or" : "", report_kinds[i]->file);
	return -EINVAL;
}

void kinds_home(const char *path, char *home, size_t len)
{
	struct names found[NR_REPORT_KINDS] = { 0 };
	char *end;
	int i;

	snprintf(home, len, "%s", path);
	for (end = home + strlen(home); end > home + 1 && end[-1] == '/'; end--)
		end[-1] = '\0';
	/* A name that is a file is replaced by the one directory that was found. */
	if (card_is_json(path) && strrchr(path, '/'))
		snprintf(home, len, "%.*s", (int)(strrchr(path, '/') - path), path);
	else if (card_is_json(path))
		snprintf(home, len, ".");
	else if (add_file(path, found))
		for (i = 0; i < NR_REPORT_KINDS; i++)
			if (found[i].nr)
				snprintf(home, len, "%s", found[i].name[0]);
	for (i = 0; i < NR_REPORT_KINDS; i++)
		names_free(&found[i]);
}
