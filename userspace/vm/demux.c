// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Takes apart, on the host, what a guest without virtio sends through one serial port; init_port.c
 * says what a frame is. The command's output goes to stdout, its errors to stderr, the rest to
 * files.
 *
 *   demux VERDICT RESULTS    frames on stdin; exit status: 0 all of them were whole, 1 not
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* struct way - where the frames of one letter go */
struct way {
	char letter;
	int fd;
};

/* Returns how much could be read before the end. */
static size_t read_all(int fd, unsigned char *buf, size_t len)
{
	size_t got = 0;

	while (got < len) {
		ssize_t n = read(fd, buf + got, len - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		got += n;
	}
	return got;
}

/* A reader that has gone away is no reason to lose the verdict. */
static void write_all(int fd, const unsigned char *buf, size_t len)
{
	while (len) {
		ssize_t n = write(fd, buf, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return;
		buf += n;
		len -= n;
	}
}

static int open_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		perror(path);
	return fd;
}

static const struct way *find_way(const struct way *ways, char letter)
{
	for (; ways->letter; ways++)
		if (ways->letter == letter)
			return ways;
	return NULL;
}

/* Returns 1 after a frame, 0 at the end, -1 when what came is no frame. */
static int pass_frame(const struct way *ways)
{
	unsigned char head[3], buf[65536];
	const struct way *way;
	size_t len, got;

	got = read_all(0, head, sizeof(head));
	if (!got)
		return 0;
	way = find_way(ways, head[0]);
	if (got < sizeof(head) || !way)
		return -1;
	len = head[1] << 8 | head[2];
	got = read_all(0, buf, len);
	write_all(way->fd, buf, got);
	return got == len ? 1 : -1;
}

int main(int argc, char **argv)
{
	struct way ways[] = { { 'o', 1 }, { 'e', 2 }, { 'v', -1 }, { 'r', -1 }, { 0 } };
	int passed;

	if (argc != 3) {
		fprintf(stderr, "demux: VERDICT RESULTS\n");
		return 2;
	}
	ways[2].fd = open_file(argv[1]);
	ways[3].fd = open_file(argv[2]);
	if (ways[2].fd < 0 || ways[3].fd < 0)
		return 1;
	while ((passed = pass_frame(ways)) > 0)
		;
	return passed < 0;
}
