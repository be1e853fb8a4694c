// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The same thing many times, without a process each: cycles.sh says what and looks at what is left.
 *
 *   cycles modules DIR N         unload both modules and load them again from DIR
 *   cycles controller DIR N      make a simulated controller in DIR, and remove it
 *   cycles run DIR N             let the run in the directory DIR go live, and wait for its end
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PATH_LEN	512

static int complain(const char *what, const char *name)
{
	fprintf(stderr, "# %s %s: %s\n", what, name, strerror(errno));
	return -1;
}

static int file(const char *dir, const char *name, int flags)
{
	char path[PATH_LEN];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	fd = open(path, flags | O_CLOEXEC);
	return fd < 0 ? complain("open", path) : fd;
}

static int put(const char *dir, const char *name, const char *value)
{
	int fd = file(dir, name, O_WRONLY), ret;

	if (fd < 0)
		return fd;
	ret = write(fd, value, strlen(value)) < 0 ? complain("write", name) : 0;
	close(fd);
	return ret;
}

static int load(const char *dir, const char *name)
{
	int fd = file(dir, name, O_RDONLY), ret;

	if (fd < 0)
		return fd;
	ret = syscall(SYS_finit_module, fd, "", 0) ? complain("load", name) : 0;
	close(fd);
	return ret;
}

static int unload(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? complain("unload", name) : 0;
}

static int cycle_modules(const char *dir)
{
	return unload("dmarig_sim") || unload("dmarig") || load(dir, "dmarig.ko") ||
	       load(dir, "dmarig_sim.ko");
}

static int cycle_controller(const char *dir)
{
	char path[PATH_LEN];

	snprintf(path, sizeof(path), "%s/cycle", dir);
	if (mkdir(path, 0755))
		return complain("mkdir", path);
	if (put(path, "live", "1") || put(path, "live", "0"))
		return -1;
	return rmdir(path) ? complain("rmdir", path) : 0;
}

static int cycle_run(const char *dir)
{
	char state[64];
	ssize_t n;
	int fd;

	if (put(dir, "live", "1"))
		return -1;
	fd = file(dir, "wait", O_RDONLY);
	if (fd < 0)
		return fd;
	n = read(fd, state, sizeof(state));
	close(fd);
	if (n == 5 && !memcmp(state, "done\n", 5))
		return 0;
	fprintf(stderr, "# the run ended as %.*s", n > 0 ? (int)n : 8, n > 0 ? state : "nothing\n");
	return -1;
}

static const struct {
	const char *name;
	int (*cycle)(const char *dir);
} kinds[] = {
	{ "modules", cycle_modules },
	{ "controller", cycle_controller },
	{ "run", cycle_run },
};

static int cycles(int (*cycle)(const char *dir), const char *dir, long nr)
{
	long i;

	for (i = 0; i < nr; i++) {
		if (!cycle(dir))
			continue;
		fprintf(stderr, "# cycle %ld of %ld\n", i, nr);
		return 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc == 4 && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].name, argv[1]))
			return cycles(kinds[i].cycle, argv[2], strtol(argv[3], NULL, 10));
	fprintf(stderr, "usage: cycles modules|controller|run DIR N\n");
	return 2;
}
