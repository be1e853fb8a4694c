// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Parses the kernel's command line for the guest and for its modules; init.c lists the words.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "init.h"

static char cmdline[4096];

void read_cmdline(void)
{
	int fd = open("/proc/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t n = read(fd, cmdline, sizeof(cmdline) - 1);

	cmdline[n > 0 ? n : 0] = '\0';
	close(fd);
}

/* The value of a word on the command line: "" if it has none, NULL if it is not there. */
const char *option(const char *name)
{
	static char value[256];
	size_t len = strlen(name);
	const char *p = cmdline;

	while ((p = strstr(p, name))) {
		char end = p[len];

		if ((p == cmdline || p[-1] == ' ') && (!end || strchr("\n =", end))) {
			p += len + (end == '=');
			snprintf(value, sizeof(value), "%.*s", (int)strcspn(p, "\n "), p);
			return value;
		}
		p += len;
	}
	return NULL;
}

static int is_own_word(const char *word, size_t len)
{
	static const char *const own[] = {
		"dmarig.nonce=", "dmarig.time=", "dmarig.noload=",
		"dmarig.kmemleak=", "dmarig.reboot=", "dmarig.serial=", "dmarig.emulator=",
	};
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (len >= strlen(own[i]) && !memcmp(word, own[i], strlen(own[i])))
			return 1;
	return 0;
}

/* The parameters of a module on the command line, in the form that loading takes: "X=Y X=Y" */
const char *module_options(const char *name)
{
	static char options[sizeof(cmdline)];
	size_t len, n = strlen(name), used = 0;
	const char *p;

	for (p = cmdline; *p; p += len + !!p[len]) {
		len = strcspn(p, "\n ");
		if (len <= n || strncmp(p, name, n) || p[n] != '.' || !memchr(p, '=', len) ||
		    is_own_word(p, len))
			continue;
		used += sprintf(options + used, "%.*s ", (int)(len - n - 1), p + n + 1);
	}
	options[used] = '\0';
	return options;
}
