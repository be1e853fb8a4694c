// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * One write to a file of the kernel's, again and again, of which first the first allocation fails,
 * then the second, and so on, until the write goes well without one: see fail-nth in
 * Documentation/fault-injection/fault-injection.rst.
 *
 *	fail_nth FILE VALUE UNDO_FILE UNDO_VALUE [ERROR_FILE]
 *
 * After a write that went well, UNDO_VALUE is written to UNDO_FILE; if that is empty, UNDO_FILE is
 * read to its end. After one that failed, ERROR_FILE must have a sentence. Prints how many writes
 * failed, and how many went well all the same. Status 1 when one failed without a sentence, 2 when
 * this kernel cannot do it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 5000	/* allocations of one write; more is a loop that never ends */

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), ret = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		ret = -errno;
	close(fd);
	return ret;
}

static int read_file(const char *path, char *text, size_t len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -errno;
	n = read(fd, text, len - 1);
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return n < 0 ? -errno : 0;
}

/* /proc/thread-self/fail-nth, open, as opening it allocates, too */
static int fail_nth;

static int arm(int nth)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", nth);
	return pwrite(fail_nth, text, strlen(text), 0) < 0 ? -errno : 0;
}

/* The number of allocations left before the one that fails; 0 means that it has failed. */
static int left(void)
{
	char text[16] = "";

	if (pread(fail_nth, text, sizeof(text) - 1, 0) < 0)
		return -errno;
	return atoi(text);
}

static void stay_on_this_cpu(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(sched_getcpu(), &set);
	sched_setaffinity(0, sizeof(set), &set);
}

/*
 * dma-debug allocates the nodes of its radix tree where nothing may sleep. One that is made to fail
 * comes out of a pool this CPU has, and when that is empty, dma-debug turns itself off and the test
 * is blind to what is left mapped. Every new process fills the pool.
 */
static void fill_pool(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static void undo(char **argv)
{
	char text[256];

	if (*argv[4])
		write_file(argv[3], argv[4]);
	else
		read_file(argv[3], text, sizeof(text));
}

/* One write of which the @nth allocation fails. Return: 0 or -errno; *met: there were that many. */
static int write_once(const char *path, const char *value, int nth, int *met)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), ret = 0;

	if (fd < 0)
		return -errno;
	arm(nth);
	if (write(fd, value, strlen(value)) < 0)
		ret = -errno;
	*met = left() == 0;
	arm(0);
	close(fd);
	return ret;
}

static int check_sentence(const char *path, int nth, int ret)
{
	char text[512] = "";

	if (!path || (!read_file(path, text, sizeof(text)) && *text))
		return 0;
	printf("# allocation %d fails with %s and without a sentence\n", nth, strerror(-ret));
	return 1;
}

int main(int argc, char **argv)
{
	int nth, ret, met = 0, failed = 0, survived = 0, mute = 0;

	if (argc < 5)
		return 2;
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (fail_nth < 0) {
		fprintf(stderr, "fail-nth: %s\n", strerror(errno));
		return 2;
	}
	stay_on_this_cpu();
	for (nth = 1; nth < MOST; nth++) {
		fill_pool();
		ret = write_once(argv[1], argv[2], nth, &met);
		if (!ret)
			undo(argv);
		if (!ret && !met)
			break;
		if (ret) {
			/* The very first ones are the write's own: no run hears of it. */
			mute += ret == -ENOMEM && nth <= 1 ? 0 :
				check_sentence(argc > 5 ? argv[5] : NULL, nth, ret);
			failed++;
		} else {
			survived++;
		}
	}
	printf("%d failed, %d survived\n", failed, survived);
	return mute || nth == MOST;
}
