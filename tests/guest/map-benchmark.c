// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Runs the kernel's own dma_map_benchmark on the device that its driver is bound to, and prints
 * what it says: the mean of map and of unmap, in ns. It counts in units of 100 ns.
 *
 *	map-benchmark PAGES SECONDS to_device|from_device|bidirectional
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define FILE_NAME	"/sys/kernel/debug/dma_map_benchmark"

/*
 * The arguments of the benchmark's ioctl. Before 6.19 no kernel header for them reaches user
 * space. Since 6.19 the first of the reserved bytes is a mode, and mode 0 is what older kernels
 * do.
 */
struct request {
	__u64 map_100ns, map_deviation;
	__u64 unmap_100ns, unmap_deviation;
	__u32 threads, seconds;
	__s32 node;
	__u32 mask_bits, direction, transfer_ns, pages;
	__u8 free[76];
};

#define RUN	_IOWR('d', 1, struct request)

static int direction_of(const char *name)
{
	static const char *const names[] = { "bidirectional", "to_device", "from_device" };
	unsigned int i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(name, names[i]))
			return i;
	return -1;
}

int main(int argc, char **argv)
{
	struct request request = { .threads = 1, .node = -1, .mask_bits = 64 };
	int fd;

	if (argc != 4 || direction_of(argv[3]) < 0) {
		fputs("map-benchmark PAGES SECONDS to_device|from_device|bidirectional\n", stderr);
		return 2;
	}
	request.pages = strtoul(argv[1], NULL, 10);
	request.seconds = strtoul(argv[2], NULL, 10);
	request.direction = direction_of(argv[3]);
	fd = open(FILE_NAME, O_RDWR);
	if (fd < 0 || ioctl(fd, RUN, &request)) {
		fprintf(stderr, "map-benchmark: " FILE_NAME ": %s\n", strerror(errno));
		return 3;
	}
	close(fd);
	printf("%llu %llu\n", 100 * request.map_100ns, 100 * request.unmap_100ns);
	return 0;
}
