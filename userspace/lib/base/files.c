// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Reads and writes small files with plain read() and write(), because the kernel's files take one
 * value a call.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/files.h"
#include "lib/base/xmalloc.h"

static const struct {
	const char *variable;
	const char *usual;
} roots[NR_ROOTS] = {
	[ROOT_CONFIGFS]	= { "DMARIG_CONFIGFS",	"/sys/kernel/config" },
	[ROOT_TRACEFS]	= { "DMARIG_TRACEFS",	"/sys/kernel/tracing" },
	[ROOT_DEBUGFS]	= { "DMARIG_DEBUGFS",	"/sys/kernel/debug" },
	[ROOT_SYSFS]	= { "DMARIG_SYSFS",	"/sys" },
	[ROOT_PROC]	= { "DMARIG_PROC",	"/proc" },
	[ROOT_KMSG]	= { "DMARIG_KMSG",	"/dev/kmsg" },
};

bool root_moved(enum root root)
{
	return getenv(roots[root].variable);
}

const char *root_path(enum root root)
{
	const char *moved = getenv(roots[root].variable);

	return moved ? moved : roots[root].usual;
}

char *path_in(char to[PATH_LEN], enum root root, const char *format, ...)
{
	va_list args;
	int at;

	at = snprintf(to, PATH_LEN, "%s/", root_path(root));
	if (at >= PATH_LEN)
		return to;
	va_start(args, format);
	vsnprintf(to + at, PATH_LEN - at, format, args);
	va_end(args);
	return to;
}

static char *read_all(int fd)
{
	size_t room = 8192, at = 0;
	char *text = xmalloc(room + 1);
	ssize_t n;

	while ((n = read(fd, text + at, room - at)) != 0) {
		if (n < 0) {
			free(text);
			return NULL;
		}
		at += n;
		if (at < room)
			continue;
		room *= 2;
		text = xrealloc(text, room + 1);
	}
	text[at] = '\0';
	return text;
}

char *file_read(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), saved;
	char *text;

	if (fd < 0)
		return NULL;
	text = read_all(fd);
	saved = errno;
	close(fd);
	errno = saved;
	return text;
}

int file_line(const char *path, char *text, size_t len)
{
	char *all = file_read(path);

	*text = '\0';
	if (!all)
		return -errno;
	all[strcspn(all, "\n")] = '\0';
	snprintf(text, len, "%s", all);
	free(all);
	return 0;
}

int file_number(const char *path, u64 *value)
{
	char line[64], *end;
	int ret = file_line(path, line, sizeof(line));

	if (ret)
		return ret;
	*value = strtoull(line, &end, 0);
	return end == line ? -EINVAL : 0;
}

int file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), ret = 0;
	ssize_t n;

	if (fd < 0)
		return -errno;
	n = write(fd, text, strlen(text));
	if (n < 0)
		ret = -errno;
	else if ((size_t)n < strlen(text))
		ret = -EIO;
	close(fd);
	return ret;
}

void link_name(const char *path, char *name, size_t len)
{
	char target[PATH_LEN];
	ssize_t n = readlink(path, target, sizeof(target) - 1);
	const char *slash;

	*name = '\0';
	if (n < 0)
		return;
	target[n] = '\0';
	slash = strrchr(target, '/');
	snprintf(name, len, "%s", slash ? slash + 1 : target);
}
