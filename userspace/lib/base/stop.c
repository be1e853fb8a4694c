// SPDX-License-Identifier: GPL-2.0-only
/*
 * Copyright (C) 2026 The dmarig authors
 *
 * Signals. The handler writes to a pipe, so that poll() wakes even if the signal comes just before
 * it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>
#include <unistd.h>
#include "lib/base/stop.h"

static atomic_int asked;	/* which signal came last */
static int wake[2] = { -1, -1 };

static void note(int signal)
{
	int saved = errno;

	asked = signal;
	if (write(wake[1], "", 1) < 0)
		errno = saved;
}

void stop_watch(void)
{
	struct sigaction action = { .sa_handler = note };
	const int once[] = { SIGINT, SIGTERM, SIGHUP };
	size_t i;

	if (pipe2(wake, O_CLOEXEC | O_NONBLOCK))
		return;
	/* Writing to a closed pipe goes on failing while things are put in order: not only once. */
	sigaction(SIGPIPE, &action, NULL);
	action.sa_flags = SA_RESETHAND;
	for (i = 0; i < ARRAY_SIZE(once); i++)
		sigaction(once[i], &action, NULL);
}

int stop_asked(void)
{
	return asked;
}

bool stop_sleep(int fd, int ms)
{
	struct pollfd fds[] = {
		{ .fd = wake[0], .events = POLLIN },
		{ .fd = fd, .events = POLLIN },
	};

	/* After the first signal the pipe stays readable, so poll() would never sleep. */
	if (asked)
		fds[0].fd = -1;
	return poll(fds, ARRAY_SIZE(fds), ms) > 0 && fds[1].revents;
}

/* A handler that does nothing, where ignoring the signal would not end the call. */
static void interrupt(int signal)
{
	(void)signal;
}

void stop_interrupt(int ms)
{
	const struct timeval every = { ms / 1000, ms % 1000 * 1000 };
	const struct itimerval timer = { every, every };
	const struct sigaction action = { .sa_handler = interrupt };

	if (ms)
		sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

void stop_die(void)
{
	if (!asked)
		return;
	fflush(NULL);
	signal(asked, SIG_DFL);
	raise(asked);
}
