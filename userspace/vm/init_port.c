// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The ways out of a guest: a virtio port each, or, on a machine that has no virtio, frames on one
 * serial port. A frame is a letter that names the way, the length in two bytes, the higher first,
 * and as many bytes; demux.c takes them apart on the host.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include "init.h"

#define PORT_WAIT_MS	10000
#define MAX_FRAME	65535

static const char *const names[NR_PORTS] = {
	[PORT_OUT]	= "dmarig.out",
	[PORT_ERR]	= "dmarig.err",
	[PORT_VERDICT]	= "dmarig.verdict",
	[PORT_RESULTS]	= "dmarig.results",
};

static const char letters[NR_PORTS] = {
	[PORT_OUT]	= 'o',
	[PORT_ERR]	= 'e',
	[PORT_VERDICT]	= 'v',
	[PORT_RESULTS]	= 'r',
};

static int fds[NR_PORTS] = { -1, -1, -1, -1 };
static int framed;	/* they are all one serial port */

void sleep_ms(long ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

int write_all(int fd, const char *buf, size_t len)
{
	while (len) {
		ssize_t n = write(fd, buf, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		buf += n;
		len -= n;
	}
	return 0;
}

/* Is the port in /sys/class/virtio-ports/@dir called @name? */
static int port_is(const char *dir, const char *name)
{
	char path[PATH_MAX], have[64] = "";
	int fd;

	snprintf(path, sizeof(path), "/sys/class/virtio-ports/%s/name", dir);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	if (read(fd, have, sizeof(have) - 1) < 0)
		have[0] = '\0';
	close(fd);
	have[strcspn(have, "\n")] = '\0';
	return !strcmp(have, name);
}

static int find_port(const char *name)
{
	DIR *d = opendir("/sys/class/virtio-ports");
	char path[PATH_MAX];
	struct dirent *e;
	int fd = -1;

	while (d && fd < 0 && (e = readdir(d))) {
		if (e->d_name[0] == '.' || !port_is(e->d_name, name))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", e->d_name);
		fd = open(path, O_WRONLY | O_CLOEXEC);
	}
	if (d)
		closedir(d);
	return fd;
}

/* Ports appear in their own time, after their bus has been looked at. */
static int open_port(const char *name)
{
	int waited, fd;

	for (waited = 0; waited < PORT_WAIT_MS; waited += 10) {
		fd = find_port(name);
		if (fd >= 0)
			return fd;
		sleep_ms(10);
	}
	give_up("no virtio port is called %s", name);
}

/* Every byte as it is, and as fast as the port may be set: an emulated one has no speed. */
static int open_serial(const char *name)
{
	char path[PATH_MAX];
	struct termios raw;
	int fd;

	snprintf(path, sizeof(path), "/dev/%s", name);
	fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 || tcgetattr(fd, &raw))
		give_up("cannot open the serial port %s: %s", path, strerror(errno));
	cfmakeraw(&raw);
	raw.c_cflag |= CLOCAL;
	cfsetspeed(&raw, B921600);
	if (tcsetattr(fd, TCSANOW, &raw))
		give_up("cannot set the serial port %s up: %s", path, strerror(errno));
	return fd;
}

void ports_open(const char *serial)
{
	int i, fd = -1;

	framed = !!serial;
	if (serial)
		fd = open_serial(serial);
	/* Errors first: from then on it can be said that another is missing. */
	if (!serial)
		fds[PORT_ERR] = open_port(names[PORT_ERR]);
	for (i = 0; i < NR_PORTS; i++) {
		if (serial)
			fds[i] = fd;
		else if (names[i] && fds[i] < 0)
			fds[i] = open_port(names[i]);
	}
}

static void write_frame(enum port port, const char *buf, size_t len)
{
	char head[] = { letters[port], len >> 8, len };

	if (!write_all(fds[port], head, sizeof(head)))
		write_all(fds[port], buf, len);
}

void port_write(enum port port, const char *buf, size_t len)
{
	if (fds[port] < 0)
		return;
	if (!framed) {
		write_all(fds[port], buf, len);
		return;
	}
	for (; len > MAX_FRAME; buf += MAX_FRAME, len -= MAX_FRAME)
		write_frame(port, buf, MAX_FRAME);
	write_frame(port, buf, len);
}

void port_print(enum port port, const char *fmt, ...)
{
	char text[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	port_write(port, text, strlen(text));
}

void ports_drain(void)
{
	if (framed)
		tcdrain(fds[PORT_OUT]);
}
