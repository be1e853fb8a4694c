// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * The ports of a guest lead out of it. Each is a virtio port or, on a machine that has no virtio,
 * all are one serial port that carries frames. A frame is a letter that names the port, the length
 * in two bytes, the higher first, and that many bytes; demux.c takes frames apart on the host. This
 * file does not end the guest: an error is a sentence for its caller.
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

/* Waits, because the kernel creates ports some time after it has probed their bus. */
static int open_virtio(const char *name, char error[PORT_ERROR_LEN])
{
	int waited, fd;

	for (waited = 0; waited < PORT_WAIT_MS; waited += 10) {
		fd = find_port(name);
		if (fd >= 0)
			return fd;
		sleep_ms(10);
	}
	snprintf(error, PORT_ERROR_LEN, "no virtio port is called %s", name);
	return -1;
}

/*
 * Raw mode, so that every byte arrives as it is, and the highest speed: a real port is as fast as
 * it is set, and an emulated one ignores it.
 */
static int set_raw(int fd)
{
	struct termios raw;

	if (tcgetattr(fd, &raw))
		return -1;
	cfmakeraw(&raw);
	raw.c_cflag |= CLOCAL;
	cfsetspeed(&raw, B921600);
	return tcsetattr(fd, TCSANOW, &raw);
}

static int open_serial(const char *name, char error[PORT_ERROR_LEN])
{
	char path[PATH_MAX];
	int i, fd;

	framed = 1;
	snprintf(path, sizeof(path), "/dev/%s", name);
	fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 || set_raw(fd)) {
		snprintf(error, PORT_ERROR_LEN, "cannot set up the serial port /dev/%.64s: %s",
			 name, strerror(errno));
		return -1;
	}
	for (i = 0; i < NR_PORTS; i++)
		fds[i] = fd;
	return 0;
}

/* PORT_ERR is the first, so that a sentence about any other that is missing gets out. */
int ports_open(const char *serial, char error[PORT_ERROR_LEN])
{
	static const enum port order[NR_PORTS] = {
		PORT_ERR, PORT_OUT, PORT_VERDICT, PORT_RESULTS,
	};
	int i;

	if (serial)
		return open_serial(serial, error);
	for (i = 0; i < NR_PORTS; i++) {
		fds[order[i]] = open_virtio(names[order[i]], error);
		if (fds[order[i]] < 0)
			return -1;
	}
	return 0;
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
