// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads the kernel's configuration from /proc/config.gz or /boot. zcat unpacks it, because a
 * library would be needed for this one file only.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/kernel/kconfig.h"
#include "lib/kernel/machine.h"

static void become_zcat(int in, int out)
{
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
	execlp("zcat", "zcat", NULL);
	_exit(127);
}

/* Starts zcat on an open file and returns its output, and its process in @pid. */
static FILE *unpack(int in, pid_t *pid)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return NULL;
	fflush(NULL);
	*pid = fork();
	if (!*pid)
		become_zcat(in, ends[1]);
	close(ends[1]);
	return fdopen(ends[0], "r");
}

/* @pid: gets the process to wait for in the end, if there is one */
static FILE *open_config(pid_t *pid)
{
	char path[PATH_LEN];
	FILE *config;
	int packed;

	packed = open(path_in(path, ROOT_PROC, "config.gz"), O_RDONLY | O_CLOEXEC);
	if (packed >= 0) {
		config = unpack(packed, pid);
		close(packed);
		return config;
	}
	snprintf(path, sizeof(path), "/boot/config-%s", machine_kernel());
	return root_moved(ROOT_PROC) ? NULL : fopen(path, "re");
}

enum kconfig kconfig(const char *option)
{
	size_t len = strlen(option);
	enum kconfig found = KCONFIG_UNKNOWN;
	char line[1024];
	pid_t pid = 0;
	FILE *file = open_config(&pid);

	while (file && fgets(line, sizeof(line), file)) {
		if (found == KCONFIG_UNKNOWN)
			found = KCONFIG_UNSET;
		if (!strncmp(line, option, len) && (!strncmp(line + len, "=y", 2) ||
						    !strncmp(line + len, "=m", 2)))
			found = KCONFIG_SET;
	}
	if (file)
		fclose(file);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return found;
}
