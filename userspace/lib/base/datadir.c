// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Finds the tool's data where it is installed, or relative to a binary in a build directory.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/datadir.h"

static bool has(const char *dir, const char *file)
{
	char path[PATH_LEN + 64];

	snprintf(path, sizeof(path), "%s/%s", dir, file);
	return !access(path, R_OK);
}

int datadir_find(char dir[PATH_LEN], const char *variable, const char *file,
		 const char *const *places)
{
	const char *value = getenv(variable);
	char self[PATH_LEN] = "";

	if (value) {
		snprintf(dir, PATH_LEN, "%s", value);
		return has(dir, file) ? 0 : -ENOENT;
	}
	if (readlink("/proc/self/exe", self, sizeof(self) - 1) > 0 && strrchr(self, '/'))
		*strrchr(self, '/') = '\0';
	for (; *places; places++) {
		if (!strncmp(*places, "./", 2))
			snprintf(dir, PATH_LEN, "%s", *places + 2);
		else if (**places == '/')
			snprintf(dir, PATH_LEN, "%s", *places);
		else if (snprintf(dir, PATH_LEN, "%s/%s", self, *places) >= PATH_LEN)
			continue;
		if (has(dir, file))
			return 0;
	}
	return -ENOENT;
}
