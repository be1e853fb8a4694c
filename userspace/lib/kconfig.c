// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The kernel's configuration, from /proc/config.gz or /boot. zcat reads it, so that no library is
 * needed for one file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "files.h"
#include "kconfig.h"
#include "machine.h"

static FILE *open_config(bool *piped)
{
	char path[PATH_LEN], command[PATH_LEN + 32];

	*piped = !access(path_in(path, ROOT_PROC, "config.gz"), R_OK);
	if (*piped) {
		snprintf(command, sizeof(command), "zcat '%s' 2>/dev/null", path);
		return popen(command, "re");
	}
	snprintf(path, sizeof(path), "/boot/config-%s", machine_kernel());
	return root_moved(ROOT_PROC) ? NULL : fopen(path, "re");
}

enum kconfig kconfig(const char *option)
{
	size_t len = strlen(option);
	enum kconfig found = KCONFIG_UNKNOWN;
	char line[1024];
	bool piped;
	FILE *file = open_config(&piped);

	while (file && fgets(line, sizeof(line), file)) {
		if (found == KCONFIG_UNKNOWN)
			found = KCONFIG_UNSET;
		if (!strncmp(line, option, len) && (!strncmp(line + len, "=y", 2) ||
						    !strncmp(line + len, "=m", 2)))
			found = KCONFIG_SET;
	}
	if (file && piped)
		pclose(file);
	else if (file)
		fclose(file);
	return found;
}
